"""One more of everything between a standard and the first sale, for the tests that count what a page asks."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from openitc.cases.models import Case
from openitc.certification.models import LabRequest
from openitc.certification.operations.roadmaps import tell_roadmap
from openitc.certification.tests.builders.certificates import Place as Certified
from openitc.certification.tests.builders.certificates import a_certificate, an_edition
from openitc.certification.tests.builders.laboratory import (
    a_laboratory,
    a_laboratory_booking,
    a_method,
    a_report,
    a_request,
    a_result,
    in_test,
    received,
    verified,
)
from openitc.certification.tests.builders.lots import a_licence, a_lot
from openitc.enterprises.tests.builders import a_photograph
from openitc.listings.models import Listing
from openitc.listings.operations.articles import agree, approve
from openitc.listings.operations.channels import place as put_into
from openitc.listings.operations.sales import tell_sales
from openitc.listings.tests.builders.articles import an_article, the_consent
from openitc.listings.tests.builders.channels import COFFEE, NOT_FOOD, a_ready_listing, the_channel
from openitc.listings.tests.builders.listings import a_place, an_enquiry
from openitc.listings.tests.builders.sales import a_month, a_sheet
from openitc.market_tests.models import MarketTest
from openitc.market_tests.tests.builders.answers import a_tablet
from openitc.market_tests.tests.builders.market_tests import a_market_test, a_sale, an_answer
from openitc.resources.models import Resource
from openitc.shared import clock
from openitc.standards.models import Market
from openitc.standards.tests.builders.standards import a_plan, a_standard, a_test
from tests.world import Place

_turns = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """What is looked at while it grows: of the case here."""

    laboratory: Resource
    request: LabRequest
    test: MarketTest
    pilot: MarketTest
    listing: Listing


def sold_at(place: Place) -> Sold:
    """The first of each."""
    case, laboratory = place.case, a_laboratory(place.center, places=60)
    a_licence(case)
    return Sold(
        laboratory=laboratory,
        request=a_request(case, booking=a_laboratory_booking(case, laboratory, places=2), by=place.officer),
        test=a_market_test(case),
        pilot=a_market_test(case, kind="pilot", lots=[a_lot(case, for_sale=True)]),
        listing=a_ready_listing(case, isic=COFFEE),
    )


def grow_sale(place: Place, sold: Sold, others: list[Case]) -> None:
    """One more of everything; `others` are cases of which nothing is sold yet, in which more waits."""
    enlarge_standards(place)
    enlarge_certificates(place)
    enlarge_laboratory(place, sold.laboratory, others[0])
    enlarge_tests(sold, others[0])
    enlarge_listing(place, sold.listing)
    for case in others:
        a_ready_listing(case, isic=NOT_FOOD)
    enlarge_news(place, sold.listing)


def enlarge_standards(place: Place) -> None:
    """A standard that fits the case here, which is told so; drafts of the officer here; and one that waits."""
    turn = next(_turns)
    a_standard(f"law-{turn}", plan=a_plan(methods=[a_test()]))
    tell_roadmap(case=place.case, markets=[Market.HOME], by=place.officer, now=clock.now())
    a_standard(f"draft-{turn}", plan=a_plan(methods=[a_test()]), by=place.officer, approved=False)
    waiting = a_standard(f"waiting-{turn}", by=place.officer, approved=False)
    waiting.handed_in_at = clock.now()
    waiting.save()


def enlarge_certificates(place: Place) -> None:
    """Certificates of the product and of the whole enterprise, some of which nobody has seen yet."""
    held = Certified(
        center=place.center, case=place.case, officer=place.officer, colleague=place.manager, member=place.member
    )
    for whole in (False, True):
        for seen in (False, True):
            edition = an_edition(f"held-{next(_turns)}", markets=[Market.JAPAN])
            a_certificate(held, edition, whole=whole, seen=seen)


def enlarge_laboratory(place: Place, laboratory: Resource, other: Case) -> None:
    """Lots, and requests of both cases in every state, at the laboratory here and at one outside."""
    for case in (place.case, other):
        a_lot(case)
        asked = [
            a_request(case, booking=a_laboratory_booking(case, laboratory, places=1), by=place.officer)
            for _each in range(3)
        ]
        received(asked[1])
        in_test(asked[2])
        outside = [a_request(case, methods=[a_method(), a_method()], by=place.officer) for _each in range(3)]
        a_result(in_test(outside[0]).tests.all()[0])
        verified(outside[1])
        a_report(outside[2], "9")


def enlarge_tests(sold: Sold, other: Case) -> None:
    """Market tests of both cases with their answers, tablets, and a day of a pilot sale."""
    for case in (sold.test.case, other):
        an_answer(a_market_test(case, closed=True))
        a_market_test(case, kind="price", opened=False)
    for _each in range(2):
        an_answer(sold.test)
    a_tablet(sold.test)
    a_sale(sold.pilot, on=sold.pilot.begins_on + timedelta(days=sold.pilot.sales.count()))


def enlarge_listing(place: Place, listing: Listing) -> None:
    """The listing here with one more photograph, place to buy, enquiry, channel and month of sales."""
    a_photograph(listing.product)
    a_place(listing, f"Shop {next(_turns)}")
    an_enquiry(listing)
    for key in ("shopee", "lazada"):
        put_into(listing=listing, channel=the_channel(key), by=place.officer, now=clock.now())
    tell_sales(listing=listing, told=a_month(elsewhere=f"Stall {next(_turns)}"), by=place.officer, now=clock.now())
    a_sheet(listing, f"Stall {next(_turns)},2026-10,7,700")


def enlarge_news(place: Place, listing: Listing) -> None:
    """Pieces that are out, with a listing and without; that wait for a word; and that are being written."""
    by, now = place.officer, clock.now()
    shown = an_article(place.center, by=by, listing=listing)
    agree(consent=the_consent(shown.shown.get()), by=place.member, now=now)
    for piece in (shown, an_article(place.center, by=by)):
        approve(article=piece, by=place.manager, now=now)
    an_article(place.center, by=by, listing=listing)
    an_article(place.center, by=by, handed_in=False)
