"""Every public way on which a product leaves, once its enterprise took back all it agreed to, or its case is closed."""

import pytest
from django.test import Client

from openitc.cases.operations import close_case
from openitc.listings.models import Agreement, Listing
from openitc.listings.operations.agreements import take_back
from openitc.listings.operations.listings import publish
from openitc.listings.queries.listings import whole_listings
from openitc.listings.tests.builders.articles import a_published_article
from openitc.listings.tests.builders.channels import a_ready_listing, an_officer_of, the_case
from openitc.listings.tests.builders.listings import the_member
from openitc.shared import clock
from openitc.shared.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing() -> Listing:
    return a_ready_listing(channels=("google", "schema-org"))


def pages_of(listing: Listing) -> tuple[str, ...]:
    """What is of this product alone: page, with its linked data and share tags, sheet, enquiry."""
    page = f"/p/{listing.slug}/"
    return (page, f"{page}en/", f"{page}sheet/", f"{page}enquiry/")


def lists_with(listing: Listing, article: str) -> tuple[str, ...]:
    """Where it stands among others: catalogue and its search, feeds, news, sitemap."""
    enterprise = f"/feeds/enterprises/{listing.product.enterprise_id}"
    found = ("/products/", "/products/en/?q=coffee", "/sitemap.xml", f"/news/{article}/", f"/news/{article}/en/")
    return (
        *found,
        "/feeds/google.xml",
        "/feeds/products.json",
        f"{enterprise}/google.xml",
        f"{enterprise}/products.json",
    )


def take_all_back(listing: Listing) -> None:
    for part in Agreement.Part:
        take_back(listing=listing, part=part, by=the_member(listing), now=clock.now())


def leads_there(client: Client, listing: Listing, article: str) -> dict[str, bool]:
    """By address, whether it leads to the page of the product."""
    texts = {path: client.get(path) for path in lists_with(listing, article)}
    return {path: f"/p/{listing.slug}/" in answer.content.decode() for path, answer in texts.items()}


def test_when_all_is_taken_back_the_product_leaves_every_public_way(client: Client, listing: Listing) -> None:
    article = a_published_article(listing).slug
    assert all(client.get(path).status_code == 200 for path in pages_of(listing))
    assert all(leads_there(client, listing, article).values())
    take_all_back(listing)
    assert {client.get(path).status_code for path in pages_of(listing)} == {404}
    assert not any(leads_there(client, listing, article).values())
    with pytest.raises(Refused, match="agreed to show anything"):
        publish(listing=whole_listings().get(pk=listing.pk), by=the_member(listing), now=clock.now())


def test_when_one_thing_is_still_agreed_to_the_page_stays(client: Client, listing: Listing) -> None:
    for part in [part for part in Agreement.Part if part != Agreement.Part.PRICE]:
        take_back(listing=listing, part=part, by=the_member(listing), now=clock.now())
    assert client.get(f"/p/{listing.slug}/").status_code == 200


def test_a_closed_case_leaves_the_page_and_its_enterprise_the_say_over_it(client: Client, listing: Listing) -> None:
    article, case = a_published_article(listing).slug, the_case(listing)
    close_case(case=case, reason="All done", by=an_officer_of(case), now=clock.now())
    assert all(client.get(path).status_code == 200 for path in pages_of(listing))
    assert "All done" not in client.get(f"/p/{listing.slug}/en/").content.decode()
    assert case.number not in client.get(f"/p/{listing.slug}/en/").content.decode()
    assert all(leads_there(client, listing, article).values())
    client.force_login(the_member(listing))
    assert client.get(f"/cases/{case.number}/listing/").status_code == 200
    take_all_back(listing)
    client.logout()
    assert {client.get(path).status_code for path in pages_of(listing)} == {404}
    assert not any(leads_there(client, listing, article).values())
