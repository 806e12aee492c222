"""What waits on desks and on the page of a case."""

import pytest
from pytest_django import DjangoAssertNumQueries

from openitc.centers.access import standing_of
from openitc.listings.models import Agreement
from openitc.listings.operations.enquiries import mark_answered
from openitc.listings.queries.listings_waiting import to_dos_listings, to_dos_of_case_listings
from openitc.listings.queries.of_case import of_case
from openitc.listings.tests.builders.listings import a_case_on_sale, a_listing, an_enquiry, the_member
from openitc.people.models import User
from openitc.shared import clock
from openitc.ui.shapes import ToDo

pytestmark = pytest.mark.django_db


def waiting_for(user: User) -> list[ToDo]:
    now = clock.now()
    return to_dos_listings(user, standing=standing_of(user, on=clock.local_day(now)), now=now)


def test_an_enquiry_waits_for_the_enterprise_and_the_officer_until_it_is_answered() -> None:
    listing = a_listing()
    member, enquiry = the_member(listing), an_enquiry(listing)
    assert listing.case
    assert listing.case.officer
    an_enquiry(listing)
    for person in (member, listing.case.officer):
        (to_do,) = waiting_for(person)
        assert to_do.text.startswith("2 buyers ask about")
    mark_answered(enquiry=enquiry, by=member, now=clock.now())
    (to_do,) = waiting_for(member)
    assert to_do.text.startswith("A buyer asks about")


def test_a_written_page_waits_for_the_word_of_its_enterprise_alone() -> None:
    listing = a_listing(agreed=[], published=False)
    assert listing.case
    assert listing.case.officer
    (to_do,) = waiting_for(the_member(listing))
    assert to_do.url == f"/cases/{listing.case.number}/listing/"
    assert not waiting_for(listing.case.officer)
    now = clock.now()
    assert not to_dos_of_case_listings(listing.case, reader=listing.case.officer, staff=True, now=now)
    assert to_dos_of_case_listings(listing.case, reader=the_member(listing), staff=False, now=now)


def test_the_panel_of_a_case_tells_where_its_product_stands(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    bare = a_case_on_sale()
    listing = a_listing(agreed=[Agreement.Part.PRICE, Agreement.Part.MAP])
    an_enquiry(listing)
    assert listing.case
    assert listing.case.officer
    with django_assert_max_num_queries(1):
        assert of_case(bare, reader=listing.case.officer, staff=True, now=clock.now()).listing is None
    found = of_case(listing.case, reader=listing.case.officer, staff=True, now=clock.now())
    assert (found.listing, found.shown, found.waiting, found.asked) == (listing, 2, 1, 1)
    assert found.readiness is not None
