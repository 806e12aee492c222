"""Finding products in the public catalogue."""

from typing import Any

import pytest
from django.test import Client

from openitc.centers.tests.builders import an_officer
from openitc.certification.tests.builders.certificates import Place, an_edition
from openitc.certification.tests.builders.certificates import a_certificate as a_paper
from openitc.listings.models import Agreement, Listing
from openitc.listings.tests.builders.listings import a_case_on_sale, a_listing, the_member

pytestmark = pytest.mark.django_db
Part = Agreement.Part


def found(client: Client, **wanted: str) -> set[str]:
    page = client.get("/products/en/", wanted)
    assert page.status_code == 200
    return {product.slug for product in page.context["page"]}


def test_thai_is_found_inside_running_text(client: Client) -> None:
    words = (
        "\u0e01\u0e32\u0e41\u0e1f\u0e04\u0e31\u0e48\u0e27\u0e01\u0e25\u0e32\u0e07\u0e08\u0e32\u0e01\u0e14\u0e2d\u0e22"
    )
    listing = a_listing(summary_th=words)
    a_listing()
    assert found(client, q=words[5:10]) == {listing.slug}


def test_a_province_finds_only_those_who_agreed_to_say_where_they_are(client: Client) -> None:
    named = a_listing(a_case_on_sale(province="TH-57"), agreed=[Part.ENTERPRISE])
    a_listing(a_case_on_sale(province="TH-57"), agreed=[])
    mapped = a_listing(a_case_on_sale(province="TH-57"), agreed=[Part.MAP])
    a_listing(a_case_on_sale(province="TH-51"), agreed=[Part.MAP])
    assert found(client, where="TH-57") == {named.slug, mapped.slug}
    page = client.get("/products/en/")
    counts = {point.label: point.detail for point in page.context["points"]}
    assert counts == {"Chiang Rai": "2 products", "Lamphun": "1 product"}


def test_a_certificate_finds_only_those_who_agreed_to_show_theirs(client: Client) -> None:
    shown, hidden = a_listing(agreed=[Part.CERTIFICATES]), a_listing(agreed=[Part.PRICE])
    edition = an_edition("organic")
    for listing in (shown, hidden):
        a_paper(_place(listing), edition)
    assert found(client, mark="organic") == {shown.slug}
    words: Any = client.get("/products/en/").context["form"].fields["mark"]
    assert [key for key, _name in words.choices] == ["", "organic"]


def test_kinds_are_those_of_products_here(client: Client) -> None:
    silk = a_listing(isic="1312")
    a_listing(isic="1079")
    assert found(client, kind="1312") == {silk.slug}


@pytest.mark.parametrize(
    "rubbish", ["where=x", "kind=%00", "mark='", "page=-1", "page=x", "q=%00%F0", "q=" + "a" * 500]
)
def test_rubbish_in_the_address_narrows_nothing_and_breaks_nothing(client: Client, rubbish: str) -> None:
    assert client.get(f"/products/?{rubbish}").status_code == 200


def test_an_empty_catalogue_says_what_to_do(client: Client) -> None:
    assert "No product is on sale yet" in client.get("/products/en/").content.decode()
    a_listing()
    assert "No product fits" in client.get("/products/en/?q=zzzz").content.decode()


def _place(listing: Listing) -> Place:
    case = listing.case
    assert case
    assert case.officer
    colleague = an_officer(case.center)
    return Place(center=case.center, case=case, officer=case.officer, colleague=colleague, member=the_member(listing))
