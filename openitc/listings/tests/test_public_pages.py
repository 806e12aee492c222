"""The public pages as browsers, caches and search engines meet them."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openitc.centers.tests.builders import a_center
from openitc.enterprises.tests.builders import a_photograph
from openitc.listings.models import Agreement
from openitc.listings.operations.agreements import take_back
from openitc.listings.tests.builders.listings import EVERYTHING, a_listing, a_place, the_member
from openitc.listings.tests.builders.whole import a_whole_listing
from openitc.shared import clock

pytestmark = pytest.mark.django_db
PUBLIC = ("/products/", "/products/en/", "/p/{slug}/", "/p/{slug}/en/", "/p/{slug}/enquiry/", "/p/{slug}/sheet/",
          "/p/{slug}/enquiry/sent/", "/sitemap.xml", "/robots.txt")  # fmt: skip
KEPT = ("/products/", "/p/{slug}/", "/p/{slug}/en/", "/p/{slug}/sheet/", "/sitemap.xml", "/robots.txt")


@pytest.mark.parametrize("path", PUBLIC)
def test_nobody_is_given_a_cookie(client: Client, path: str) -> None:
    listing = a_whole_listing(*EVERYTHING).listing
    answer = client.get(path.format(slug=listing.slug))
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize("path", KEPT)
def test_anybody_s_page_may_be_kept_a_while_and_is_not_sent_twice(client: Client, path: str) -> None:
    path = path.format(slug=a_whole_listing(*EVERYTHING).listing.slug)
    first = client.get(path)
    assert re.fullmatch(r"public, max-age=(60|3600)", first["Cache-Control"])
    assert "Cookie" in first["Vary"]
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])


@pytest.mark.parametrize("path", ["/products/", "/p/{slug}/", "/p/{slug}/sheet/"])
def test_who_is_signed_in_gets_a_page_of_their_own(client: Client, path: str) -> None:
    listing = a_listing()
    client.force_login(the_member(listing))
    answer = client.get(path.format(slug=listing.slug))
    assert answer["Cache-Control"] == "private, no-cache"
    assert "ETag" not in answer


def test_a_page_that_changed_is_sent_anew(client: Client) -> None:
    listing = a_whole_listing(*EVERYTHING).listing
    path = f"/p/{listing.slug}/"
    old = client.get(path)["ETag"]
    take_back(listing=listing, part=Agreement.Part.PRICE, by=the_member(listing), now=clock.now())
    again = client.get(path, headers={"if-none-match": old})
    assert again.status_code == 200
    assert again["ETag"] != old


def test_each_language_has_its_address_whatever_the_browser_prefers(client: Client) -> None:
    listing = a_listing()
    thai = client.get(f"/p/{listing.slug}/", headers={"accept-language": "en"})
    english = client.get(f"/p/{listing.slug}/en/", headers={"accept-language": "th"})
    assert (thai["Content-Language"], english["Content-Language"]) == ("th", "en")
    assert '<html lang="th"' in thai.content.decode()
    assert '<html lang="en"' in english.content.decode()
    assert "Medium roast" in english.content.decode()
    assert "Medium roast" not in re.sub(r"<script.*?</script>", "", thai.content.decode(), flags=re.DOTALL)
    for answer, own in ((thai, ""), (english, "en/")):
        page = answer.content.decode()
        assert f'rel="canonical" href="http://127.0.0.1:8000/p/{listing.slug}/{own}"' in page
        for code, ending in (("th", ""), ("en", "en/"), ("x-default", "")):
            assert f'hreflang="{code}" href="http://127.0.0.1:8000/p/{listing.slug}/{ending}"' in page


def test_machines_read_the_product_its_offer_and_its_certificates(client: Client) -> None:
    whole = a_whole_listing(*EVERYTHING)
    page = client.get(f"/p/{whole.listing.slug}/en/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', page, re.DOTALL)
    assert found
    product, crumbs = json.loads(found[1])["@graph"]
    assert (product["@type"], crumbs["@type"]) == ("Product", "BreadcrumbList")
    assert product["gtin"] == whole.listing.gtin
    assert (product["offers"]["price"], product["offers"]["priceCurrency"]) == ("1234.56", "THB")
    (paper,) = product["hasCertification"]
    assert paper["certificationIdentification"] == whole.certificate.number
    assert paper["url"].endswith(f"/v/{whole.certificate.code}/")
    shared = re.search(r'property="og:image" content="([^"]+)"', page)
    assert shared
    picture = client.get(shared[1].removeprefix("http://127.0.0.1:8000"))
    assert picture["Content-Type"] == "image/jpeg"


def test_what_people_write_breaks_out_of_nothing(client: Client) -> None:
    nasty = '</script><script>alert(1)</script>"'
    listing = a_listing(summary_th=nasty, title_th="A <b>bold</b> name")
    page = client.get(f"/p/{listing.slug}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_a_page_with_much_on_it_reads_no_more_than_one_with_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    whole = a_whole_listing(*EVERYTHING)
    for number in range(5):
        a_photograph(whole.listing.product)
        a_place(whole.listing, f"Shop {number}")
    path = f"/p/{whole.listing.slug}/"
    etag = client.get(path)["ETag"]
    with django_assert_max_num_queries(11):
        client.get(path)
    with django_assert_max_num_queries(10):
        assert client.get(path, headers={"if-none-match": etag}).status_code == 304


def test_the_catalogue_reads_as_often_for_many_products_as_for_few(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    center = a_center()
    a_whole_listing(*EVERYTHING)
    client.get("/products/")
    with django_assert_num_queries(13):
        client.get("/products/")
    for _turn in range(3):
        a_listing(agreed=EVERYTHING)
    assert center
    with django_assert_num_queries(13):
        client.get("/products/")


def test_the_sitemap_names_each_page_with_its_other_language(client: Client) -> None:
    listing = a_listing()
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = {url.findtext("s:loc", "", space): url for url in tree.findall("s:url", space)}
    for ending in ("", "en/"):
        entry = found[f"http://127.0.0.1:8000/p/{listing.slug}/{ending}"]
        assert [link.get("hreflang") for link in entry.findall("x:link", space)] == ["th", "en", "x-default"]
    assert "http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_the_sheet_is_a_pdf_in_each_language(client: Client) -> None:
    slug = a_whole_listing(*EVERYTHING).listing.slug
    for path in (f"/p/{slug}/sheet/", f"/p/{slug}/en/sheet/"):
        answer = client.get(path)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
