"""Keeping a listing: words, switches, publishing, places; and who may."""

import pytest
from django.test import Client

from openitc.cases.models import Case
from openitc.centers.tests.builders import a_center, an_officer
from openitc.listings.models import Agreement, Listing
from openitc.listings.tests.builders.listings import a_case_on_sale, a_listing, a_place, the_member, told
from openitc.people.tests.builders import a_user

pytestmark = pytest.mark.django_db
Part = Agreement.Part


def desk(case: Case, rest: str = "") -> str:
    return f"/cases/{case.number}/listing/{rest}"


def the_case(listing: Listing) -> Case:
    assert listing.case
    return listing.case


def words(**other: str) -> dict[str, object]:
    """What the form of words sends."""
    facts = {name: getattr(told(), name) for name in told().__slots__}
    facts |= {"price": "1877.25", "allergens": ["milk"]} | other
    return {name: value for name, value in facts.items() if value is not None}


def test_the_enterprise_begins_writes_agrees_and_publishes(client: Client) -> None:
    case = a_case_on_sale()
    client.force_login(case.enterprise.organisation.memberships.get().user)
    assert client.get(desk(case)).status_code == 200
    assert client.post(desk(case)).status_code == 302
    assert client.post(desk(case, "words/"), words(gtin="885 0000-000010")).status_code == 302
    assert client.post(desk(case, "publication/")).status_code == 422
    for part in ("price", "enterprise"):
        client.post(desk(case, f"agreements/{part}/"), {"shown": "yes"})
    assert client.post(desk(case, "publication/")).status_code == 302
    listing = Listing.objects.get()
    assert (listing.gtin, listing.price, listing.allergens) == ("8850000000010", 1877_25, ["milk"])
    assert "1,877.25" in Client().get(f"/p/{listing.slug}/").content.decode()
    client.post(desk(case, "agreements/price/"), {"shown": "no"})
    assert "1,877.25" not in Client().get(f"/p/{listing.slug}/").content.decode().split("product-top")[1]
    client.post(desk(case, "withdrawal/"))
    assert Client().get(f"/p/{listing.slug}/").status_code == 404


def test_staff_write_and_see_the_switches_but_cannot_press_them(client: Client) -> None:
    listing = a_listing(published=False)
    case = the_case(listing)
    assert case.officer
    client.force_login(case.officer)
    page = client.get(desk(case)).content.decode()
    assert 'role="switch"' not in page
    assert client.post(desk(case, "agreements/price/"), {"shown": "yes"}).status_code == 403
    assert client.post(desk(case, "words/"), words()).status_code == 302
    assert not listing.agreements.filter(part=Part.PRICE).exists()


def test_wrong_numbers_are_told_at_their_fields_and_nothing_typed_is_lost(client: Client) -> None:
    listing = a_listing(published=False)
    client.force_login(the_member(listing))
    wrong = words(gtin="8850000000011", hs_code="99", price="x", title_th="", brand="Kept brand")
    answer = client.post(desk(the_case(listing), "words/"), wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"gtin", "hs_code", "price", "title_th"}
    assert "Kept brand" in answer.content.decode()


def test_the_preview_is_what_the_world_sees_in_the_language_asked_for(client: Client) -> None:
    listing = a_listing(agreed=[Part.PRICE], published=False)
    client.force_login(the_member(listing))
    page = client.get(desk(the_case(listing)) + "?language=en").content.decode()
    preview = page[page.index("preview-page") : page.index("switches-heading")]
    assert "Medium roast" in preview
    assert "185" in preview
    assert listing.product.enterprise.name not in preview


def test_places_are_added_and_taken_off(client: Client) -> None:
    listing = a_listing(agreed=[Part.PLACES])
    client.force_login(the_member(listing))
    places = desk(the_case(listing), "places/")
    assert client.post(places, {"name_th": "Talat", "url": "javascript:alert(1)"}).status_code == 422
    assert client.post(places, {"name_th": "Talat", "url": "shop.example.com"}).status_code == 302
    place = listing.places.get()
    assert place.url == "https://shop.example.com"
    client.post(f"{places}{place.pk}/withdrawal/")
    assert "Talat" not in Client().get(f"/p/{listing.slug}/").content.decode()


def test_the_sheet_can_be_seen_before_the_page_is_public(client: Client) -> None:
    listing = a_listing(published=False)
    client.force_login(the_member(listing))
    assert client.get(desk(the_case(listing), "sheet/?language=en")).content.startswith(b"%PDF-")


@pytest.mark.parametrize("rest", ["", "words/", "places/", "enquiries/", "sheet/"])
def test_strangers_and_neighbours_find_no_such_case(client: Client, rest: str) -> None:
    listing = a_listing()
    a_place(listing)
    assert client.get(desk(the_case(listing), rest)).status_code == 302  # to sign in
    for who in (a_user(), an_officer(a_center())):
        client.force_login(who)
        assert client.get(desk(the_case(listing), rest)).status_code == 404
        assert client.post(desk(the_case(listing), "agreements/price/")).status_code == 404
