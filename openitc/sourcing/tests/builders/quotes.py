"""Quotations, awards and deliveries to test with. They are rows as the operations write them, at any time one likes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from openitc.cases.models import Case
from openitc.cases.operations import open_case
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer
from openitc.enterprises.tests.builders import a_member, a_product, an_enterprise
from openitc.pathways.models import Version
from openitc.pathways.tests.builders import a_published_pathway
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.sourcing.models import Award, Delivery, Invitation, Maker, Mark, Quote, QuotePrice, Rfq
from openitc.sourcing.tests.builders.makers import a_maker
from openitc.sourcing.tests.builders.requests import an_invitation, an_rfq

BAHT = 100
QUANTITIES = [500, 1_000, 2_000, 5_000]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A case whose makers were asked, with the people on the side that asks."""

    center: Center
    case: Case
    officer: User
    member: User
    rfq: Rfq


def an_asked_case(*, sealed: bool = True, over: bool = False, quantities: list[int] | None = None) -> Asked:
    """A case with a request that went out; `over` tells that its deadline passed."""
    center = a_center()
    officer = an_officer(center)
    enterprise = an_enterprise(center=center, by=officer)
    case = open_case(
        enterprise=enterprise,
        product=a_product(enterprise),
        version=Version.objects.first() or a_published_pathway(by=officer),
        center=center,
        officer=officer,
        by=officer,
        now=clock.now(),
    )
    sent = clock.now() - timedelta(days=20 if over else 1)
    rfq = an_rfq(case, quantities=quantities or QUANTITIES, marks=[Mark.GMP], sealed=sealed, by=officer, now=sent)
    return Asked(center=center, case=case, officer=officer, member=a_member(enterprise), rfq=rfq)


def an_answer(rfq: Rfq, name: str = "", *, each: int = 42 * BAHT, tooling: int = 0, delivery: int = 0) -> Quote:
    """The quotation of another maker, given a day after the request went out: one price at every quantity."""
    invitation = an_invitation(rfq, a_maker(name), agreed=True)
    assert rfq.sent_at is not None
    prices = dict.fromkeys(rfq.quantities, each)
    return a_quote(invitation, prices, tooling=tooling, delivery=delivery, at=rfq.sent_at + timedelta(hours=12))


@transaction.atomic  # the tables take no price afterwards
def a_quote(
    invitation: Invitation,
    prices: Mapping[int, int] | None = None,
    *,
    tooling: int = 0,
    delivery: int = 0,
    lead_days: int = 30,
    valid_until: date | None = None,
    payment_terms: str = "30 days",
    note: str = "",
    at: datetime | None = None,
    by: User | None = None,
) -> Quote:
    """The next quotation on the invitation: 42 baht a piece at every quantity asked for, where nothing else is said."""
    at = at or clock.now()
    quote = Quote.objects.create(
        invitation=invitation,
        number=invitation.quotes.count() + 1,
        tooling=tooling,
        delivery=delivery,
        lead_days=lead_days,
        payment_terms=payment_terms,
        valid_until=valid_until or clock.local_day(at + timedelta(days=90)),
        note=note,
        given_name="Khun Malee",
        given_by=by,
        given_at=at,
    )
    priced = prices or dict.fromkeys(invitation.rfq.quantities, 42 * BAHT)
    QuotePrice.objects.bulk_create(
        QuotePrice(quote=quote, quantity=quantity, unit_price=price) for quantity, price in sorted(priced.items())
    )
    return quote


def an_award(quote: Quote, quantity: int = 1_000, *, by: User | None = None, at: datetime | None = None) -> Award:
    """The quotation chosen, for so many."""
    return Award.objects.create(
        rfq=quote.invitation.rfq,
        quote=quote,
        quantity=quantity,
        awarded_by=by or a_user("Who awarded"),
        awarded_at=at or clock.now(),
    )


def a_delivery(
    award: Award,
    *,
    due_on: date,
    delivered_on: date | None = None,
    quantity: int = 1_000,
    rejected: int = 0,
    by: User | None = None,
) -> Delivery:
    """A delivery that is due, or that came."""
    return Delivery.objects.create(
        award=award,
        due_on=due_on,
        delivered_on=delivered_on,
        promised=quantity,
        quantity=quantity,
        rejected=rejected,
        entered_by=by or award.awarded_by,
        entered_at=clock.now(),
    )


def an_often_late(maker: Maker) -> Maker:
    """Five deliveries of another case, four of them late: its record stops invitations."""
    asked = an_asked_case(over=True)
    award = an_award(a_quote(an_invitation(asked.rfq, maker, agreed=True)))
    today = clock.local_day(clock.now())
    for late in (1, 2, 3, 4, 0):
        due_on = today - timedelta(days=30)
        a_delivery(award, due_on=due_on, delivered_on=due_on + timedelta(days=late), quantity=100)
    return maker
