"""The pages of markets and channels, layouts, feeds and spreadsheets, through the front door."""

import csv
import io
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from openitc.centers.tests.builders import a_center, an_officer
from openitc.listings.models import Agreement, Listing, Mapping
from openitc.listings.operations.agreements import take_back
from openitc.listings.operations.channels import load_channels, place, take_out
from openitc.listings.operations.listings import withdraw
from openitc.listings.rules.feeds import GOOGLE
from openitc.listings.tests.builders.channels import COFFEE, a_ready_listing, an_officer_of, the_case, the_channel
from openitc.listings.tests.builders.listings import a_case_on_sale, a_listing, the_member
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db
FEED = "/feeds/google.xml"
REQUIRED = ("id", "title", "description", "link", "image_link", "availability", "price")


def items(client: Client, address: str = FEED) -> list[dict[str, str]]:
    """What the feed holds, attribute by attribute."""
    answer = client.get(address)
    assert answer.status_code == 200
    root = ET.fromstring(answer.content)  # noqa: S314 - our own words
    return [{one.tag.removeprefix(f"{{{GOOGLE}}}"): one.text or "" for one in item} for item in root.iter("item")]


def test_the_page_of_a_ready_product_says_so_and_offers_what_comes_next(client: Client) -> None:
    listing = a_ready_listing()
    client.force_login(the_member(listing))
    page = client.get(reverse("listings:channels", args=[the_case(listing).number])).content.decode()
    assert "Goes out" in page
    assert "Thailand" in page
    assert "Nothing that the law asks for there is confirmed on file" in page


def test_the_page_before_there_is_a_listing_says_what_comes_first(client: Client) -> None:
    case = a_case_on_sale()
    client.force_login(an_officer_of(case))
    page = client.get(reverse("listings:channels", args=[case.number])).content.decode()
    assert "The page of the product comes first" in page


def test_everything_that_is_missing_is_named_with_where_it_is_mended(client: Client) -> None:
    the_channel()
    listing = a_listing(isic=COFFEE, price=None, summary_th="x", shelf_life_days=None, net_weight=None)
    client.force_login(the_member(listing))
    page = client.get(reverse("listings:channels", args=[the_case(listing).number])).content.decode()
    for words in ("price is missing", "shelf life is missing", "net weight is missing", "no licence by which food"):
        assert words in page
    assert reverse("listings:words", args=[the_case(listing).number]) in page
    assert reverse("certification:certificates", args=[the_case(listing).number]) in page


def test_a_product_is_put_in_and_taken_out(client: Client) -> None:
    listing = a_ready_listing(channels=())
    client.force_login(the_member(listing))
    args = [the_case(listing).number, the_channel().key]
    assert items(client) == []
    client.post(reverse("listings:placement", args=args))
    assert len(items(client)) == 1
    client.post(reverse("listings:taking-out", args=args))
    assert items(client) == []


def test_strangers_and_neighbours_learn_nothing_of_a_case_and_its_channels(client: Client) -> None:
    listing = a_ready_listing()
    for visitor in (a_user(), an_officer(a_center())):
        client.force_login(visitor)
        assert client.get(reverse("listings:channels", args=[the_case(listing).number])).status_code == 404
        assert client.post(reverse("listings:placement", args=[the_case(listing).number, "google"])).status_code == 404
        page = client.get(reverse("listings:channel", args=["google"])).content.decode()
        assert listing.title not in page


def test_the_feed_holds_every_attribute_that_google_requires() -> None:
    listing = a_ready_listing()
    [item] = items(Client())
    assert [name for name in REQUIRED if not item.get(name)] == []
    assert item["id"] == f"ITC-{listing.pk}"
    assert len(item["id"]) <= 50
    assert item["price"] == "185.00 THB"
    assert item["availability"] == "in_stock"
    assert item["gtin"] == listing.gtin
    assert item["identifier_exists"] == "yes"
    assert item["shipping_weight"] == "130 g"
    assert item["link"].endswith(f"/p/{listing.slug}/")


def test_a_feed_for_abroad_is_in_english_and_only_of_products_that_go_there() -> None:
    listing = a_ready_listing()
    assert items(Client(), "/feeds/google/japan.xml") == []
    the_case(listing).market = "japan"
    the_case(listing).save()
    [item] = items(Client(), "/feeds/google/japan.xml")
    assert item["title"] == "Mae Tha drip coffee"
    assert items(Client()) == []
    assert Client().get("/feeds/google/nowhere.xml").status_code == 404


@pytest.mark.parametrize("part", [Agreement.Part.PRICE, Agreement.Part.PHOTOGRAPHS])
def test_what_is_no_longer_agreed_to_leaves_the_feed_at_once(part: str) -> None:
    listing = a_ready_listing()
    assert len(items(Client())) == 1
    take_back(listing=listing, part=part, by=the_member(listing), now=clock.now())
    assert items(Client()) == []


def test_a_product_that_is_withdrawn_leaves_the_feed_at_once() -> None:
    listing = a_ready_listing()
    withdraw(listing=listing, by=the_member(listing), now=clock.now())
    assert items(Client()) == []


def test_food_leaves_the_feed_on_the_day_after_its_licence_ends() -> None:
    now = clock.now()
    a_ready_listing(isic=COFFEE, licensed_until=clock.local_day(now))
    assert len(items(Client())) == 1
    with time_machine.travel(now + timedelta(days=1), tick=False):
        assert items(Client()) == []


def test_a_feed_is_not_sent_again_to_whoever_has_it(client: Client) -> None:
    a_ready_listing()
    first = client.get(FEED)
    assert first["Cache-Control"] == "public, max-age=300"
    assert client.get(FEED).content == first.content
    assert client.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(FEED, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    assert client.get(FEED, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_feed_says_when_it_changed_and_keeps_the_word_while_it_does_not(client: Client) -> None:
    listing = a_ready_listing()
    first = client.get(FEED)
    take_out(listing=listing, channel=the_channel(), by=the_member(listing), now=clock.now())
    second = client.get(FEED, headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]


def test_the_feed_of_an_enterprise_is_there_only_while_it_agrees_to_be_named(client: Client) -> None:
    listing, other = a_ready_listing(), a_ready_listing()
    address = reverse("listings:google-feed-of", args=[listing.product.enterprise_id])
    assert [item["id"] for item in items(client, address)] == [f"ITC-{listing.pk}"]
    assert len(items(client)) == 2
    assert other.product.enterprise_id != listing.product.enterprise_id
    take_back(listing=listing, part=Agreement.Part.ENTERPRISE, by=the_member(listing), now=clock.now())
    assert client.get(address).status_code == 404


def test_the_list_of_schema_org_holds_what_is_ready_and_agreed_to(client: Client) -> None:
    listing = a_ready_listing(channels=("schema-org",))
    told = client.get("/feeds/products.json").json()
    [entry] = told["itemListElement"]
    assert entry["item"]["@type"] == "Product"
    assert entry["item"]["name"] == listing.title_th


def queries_for(client: Client, address: str) -> int:
    """How many queries an answer takes, once everything that is read once in a process was read."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as taken:
        client.get(address)
    return len(taken)


def test_a_feed_takes_as_many_queries_for_four_products_as_for_one(client: Client) -> None:
    a_ready_listing(isic=COFFEE, channels=("google", "schema-org"))
    before = {address: queries_for(client, address) for address in (FEED, "/feeds/products.json")}
    for _ in range(3):
        a_ready_listing(isic=COFFEE, channels=("google", "schema-org"))
    for address, count in before.items():
        assert queries_for(client, address) == count


def test_the_list_of_what_goes_out_takes_as_many_queries_for_three_as_for_one(client: Client) -> None:
    case = a_case_on_sale()
    a_ready_listing(case)
    client.force_login(an_officer_of(case))
    address = reverse("listings:channel", args=["google"])
    before = queries_for(client, address)
    for number in range(2):
        a_ready_listing(a_case_on_sale(case.center, product=f"Tea {number}"))
    assert queries_for(client, address) <= before


def test_what_does_not_go_out_says_why(client: Client) -> None:
    listing = a_ready_listing(price=None)
    client.force_login(the_member(listing))
    page = client.get(reverse("listings:channel", args=["google"])).content.decode()
    assert "1 row does not go out" in page
    assert "The price is missing." in page


def test_spreadsheets_hold_what_goes_out_in_the_channel_s_own_columns(client: Client) -> None:
    listing = a_ready_listing(channels=("shopee",), title_th="=cmd|x")
    client.force_login(the_member(listing))
    answer = client.get(reverse("listings:channel-csv", args=["shopee", "home"]))
    assert answer.content.startswith("\ufeff".encode())
    heads, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heads[1:3] == ["Product Name", "Product Description"]
    assert row[1] == "'=cmd|x"
    book = load_workbook(io.BytesIO(client.get(reverse("listings:channel-xlsx", args=["shopee", "home"])).content))
    cells = list(book.active.values)
    assert list(cells[0]) == heads
    assert book.active["B2"].data_type == "s"
    assert client.get(reverse("listings:channel-csv", args=["shopee", "japan"])).status_code == 404


def mapping_typed(rows: list[tuple[str, str]], **facts: str) -> dict[str, str]:
    """A layout as the form sends it."""
    typed = {"columns-TOTAL_FORMS": str(len(rows)), "columns-INITIAL_FORMS": "0"}
    for at, (header, field) in enumerate(rows):
        typed |= {f"columns-{at}-header": header, f"columns-{at}-field": field}
    usual = {
        "smallest_picture": "500",
        "fewest_pictures": "1",
        "source": "https://example.com",
        "checked_on": "2026-11-01",
    }
    return {**typed, **usual, **facts}


def test_staff_keep_a_layout_anew_and_the_earlier_one_stays(client: Client) -> None:
    channel = the_channel("shopee")
    client.force_login(an_officer(a_center()))
    address = reverse("listings:mapping", args=["shopee"])
    assert client.get(address).status_code == 200
    answer = client.post(address, mapping_typed([("Name", "title"), ("", "blank")], confirmed="on"))
    assert answer.status_code == 302
    assert [row.number for row in channel.mappings.all()] == [2, 1]
    latest = channel.mappings.first()
    assert latest is not None
    assert latest.columns == [{"header": "Name", "field": "title", "required": False, "longest": 0}]
    load_channels(now=clock.now())
    assert Mapping.objects.filter(channel=channel).count() == 2


@pytest.mark.parametrize(
    ("rows", "facts", "words"),
    [
        ([("", "title")], {}, "at least one column"),
        ([("Name", "title"), ("name", "id")], {}, "Two columns are called"),
        ([("Product Name", "title")], {}, "no attribute of Google"),
        ([("title", "title")], {"confirmed": "on", "source": ""}, "names where it is written"),
        ([("title", "title")], {"checked_on": "2099-01-01"}, "still to come"),
    ],
)
def test_a_layout_that_cannot_be_is_refused_with_its_reason(
    client: Client, rows: list[tuple[str, str]], facts: dict[str, str], words: str
) -> None:
    the_channel()
    client.force_login(an_officer(a_center()))
    answer = client.post(reverse("listings:mapping", args=["google"]), mapping_typed(rows, **facts))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_who_serves_nowhere_keeps_no_layouts(client: Client) -> None:
    listing = a_ready_listing()
    client.force_login(the_member(listing))
    assert client.get(reverse("listings:mapping", args=["google"])).status_code == 403


def test_a_layout_that_nobody_confirmed_says_so_wherever_it_is_used(client: Client) -> None:
    listing: Listing = a_ready_listing()
    place(listing=listing, channel=the_channel("lazada"), by=the_member(listing), now=clock.now())
    client.force_login(the_member(listing))
    assert "This layout is not confirmed" in client.get(reverse("listings:channel", args=["lazada"])).content.decode()
    page = client.get(reverse("listings:channels", args=[the_case(listing).number])).content.decode()
    assert "Layouts that nobody confirmed" in page
    assert "Not confirmed" in client.get(reverse("listings:channel-list")).content.decode()
