"""What may be told, who agrees, and when the world sees it."""

import pytest

from openitc.centers.tests.builders import an_officer
from openitc.history.queries import events_about
from openitc.listings.models import Agreement, Listing
from openitc.listings.operations.agreements import NotTheirs, agree, take_back
from openitc.listings.operations.enquiries import EnquiryRefused, mark_answered
from openitc.listings.operations.listings import ListingRefused, begin_listing, publish, withdraw, write_listing
from openitc.listings.tests.builders.listings import a_case_on_sale, a_listing, an_enquiry, the_member, told
from openitc.notices.models import Notice
from openitc.shared import clock
from openitc.shared.search import holding

pytestmark = pytest.mark.django_db
Part = Agreement.Part


def test_a_product_has_one_listing_whose_address_is_made_of_its_english_name() -> None:
    case = a_case_on_sale(product="Drip coffee")
    by, now = case.opened_by, clock.now()
    listing = begin_listing(case=case, by=by, now=now)
    assert listing == begin_listing(case=case, by=by, now=now)
    assert listing.slug == "drip-coffee"
    other = begin_listing(case=a_case_on_sale(product="Drip coffee"), by=by, now=now)
    assert other.slug.startswith("drip-coffee-")


def test_every_fault_is_told_at_once() -> None:
    listing = a_listing(published=False)
    wrong = told(title_th=" ", gtin="8850000000011", hs_code="123", net_weight=200, gross_weight=100)
    with pytest.raises(ListingRefused) as refusal:
        write_listing(listing=listing, told=wrong, by=the_member(listing), now=clock.now())
    assert {reason.field for reason in refusal.value.reasons} == {"title_th", "gtin", "hs_code", "gross_weight"}


def test_staff_cannot_agree_for_the_enterprise() -> None:
    listing = a_listing(published=False)
    assert listing.case
    officer = an_officer(listing.case.center)
    with pytest.raises(NotTheirs):
        agree(listing=listing, parts=[Part.PRICE], by=officer, now=clock.now())
    with pytest.raises(NotTheirs):
        take_back(listing=listing, part=Part.PRICE, by=officer, now=clock.now())
    assert not listing.agreements.filter(part=Part.PRICE).exists()


def test_an_agreement_given_twice_stands_once_and_is_taken_back_with_its_history() -> None:
    listing = a_listing(agreed=[])
    member = the_member(listing)
    agree(listing=listing, parts=[Part.PRICE], by=member, now=clock.now())
    agree(listing=listing, parts=[Part.PRICE], by=member, now=clock.now())
    assert listing.agreements.filter(part=Part.PRICE).count() == 1
    take_back(listing=listing, part=Part.PRICE, by=member, now=clock.now())
    assert not listing.agreements.filter(part=Part.PRICE, withdrawn_at=None).exists()
    assert {"agreed-to-show", "took-back-agreement"} <= {event.verb for event in events_about(listing)}


def test_nothing_is_published_before_the_enterprise_agreed_to_anything() -> None:
    case = a_case_on_sale()
    listing = begin_listing(case=case, by=case.opened_by, now=clock.now())
    with pytest.raises(ListingRefused) as refusal:
        publish(listing=listing, by=case.opened_by, now=clock.now())
    assert {reason.code for reason in refusal.value.reasons} == {"no_summary", "nothing_agreed"}


def test_a_listing_is_published_taken_off_and_published_again() -> None:
    listing = a_listing()
    assert listing.is_public
    withdraw(listing=listing, by=the_member(listing), now=clock.now())
    assert not Listing.objects.get().is_public
    assert publish(listing=listing, by=the_member(listing), now=clock.now()).is_public


def test_it_is_found_by_its_enterprise_only_while_that_is_agreed_to() -> None:
    listing = a_listing(agreed=[])
    name = listing.product.enterprise.name_th
    assert not Listing.objects.filter(holding(name)).exists()
    agree(listing=listing, parts=[Part.ENTERPRISE], by=the_member(listing), now=clock.now())
    assert Listing.objects.filter(holding(name)).exists()
    take_back(listing=listing, part=Part.ENTERPRISE, by=the_member(listing), now=clock.now())
    assert not Listing.objects.filter(holding(name)).exists()


def test_an_enquiry_reaches_the_enterprise_and_the_officer_and_tells_nobody_who_asked() -> None:
    listing = a_listing()
    enquiry = an_enquiry(listing)
    assert listing.case
    notices = Notice.objects.filter(sentence__contains="buyer asks")
    assert {notice.to_id for notice in notices} == {the_member(listing).pk, listing.case.officer_id}
    kept = [str(notice) + str(notice.values) for notice in notices]
    kept += [str(event) + str(event.values) for event in events_about(listing)]
    for secret in (enquiry.name, enquiry.reply_to, enquiry.text):
        assert not any(secret in text for text in kept)
    assert mark_answered(enquiry=enquiry, by=the_member(listing), now=clock.now()).answered_by == the_member(listing)


def test_a_flood_of_enquiries_stops_at_the_listing_whoever_sends_it() -> None:
    listing = a_listing()
    for _turn in range(30):
        an_enquiry(listing)
    with pytest.raises(EnquiryRefused):
        an_enquiry(listing)


def test_a_product_that_is_off_the_site_takes_no_enquiry() -> None:
    with pytest.raises(EnquiryRefused):
        an_enquiry(a_listing(published=False))
