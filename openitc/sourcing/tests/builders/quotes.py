"""Quotations, awards and deliveries to test with. They are rows as the operations write them, at any time one likes."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.sourcing.models import Award, Delivery, Invitation, Quote, QuotePrice

BAHT = 100


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
