"""Who was chosen, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from openitc.cases.models import Case
from openitc.shared import clock
from openitc.sourcing.models import Award, Delivery, Invitation, Rfq
from openitc.sourcing.queries.quotes import offer_of, quotes_to_read
from openitc.sourcing.rules.quotations import Outcome, cheaper_than, landed_at, outcome_of, short_of, total_at


def award_of_rfq(rfq: Rfq) -> Award | None:
    """The award of the request, if a maker was chosen; with its maker."""
    return _with_maker().filter(rfq=rfq).first()


def award_of_case(case: Case) -> Award | None:
    """The latest award of the case that stands; with its maker and its request."""
    return _with_maker().filter(rfq__case=case, ended_at=None).order_by("-awarded_at").first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosable:
    """A quotation that may be chosen, at the quantity in view."""

    invitation: Invitation
    total: int | None
    landed: int | None
    least: int
    is_cheapest: bool


def choosable(rfq: Rfq, *, quantity: int, now: datetime) -> list[Choosable]:
    """The quotations of the request, the cheapest at that quantity first; none while they are sealed."""
    quotes = list(quotes_to_read(rfq, now=now))
    offers = {quote.invitation_id: offer_of(quote) for quote in quotes}
    totals = {key: total_at(offer, quantity) for key, offer in offers.items()}
    least = min((total for total in totals.values() if total is not None), default=None)
    found = [
        Choosable(
            invitation=quote.invitation,
            total=totals[quote.invitation_id],
            landed=landed_at(offers[quote.invitation_id], quantity),
            least=offers[quote.invitation_id].least,
            is_cheapest=least is not None and totals[quote.invitation_id] == least,
        )
        for quote in quotes
    ]
    return sorted(found, key=lambda one: (one.total is None, one.total or 0))


def cheaper_makers(rfq: Rfq, invitation: Invitation, *, quantity: int, now: datetime) -> list[str]:
    """The makers who cost less than this one at that quantity, the cheapest first."""
    quotes = list(quotes_to_read(rfq, now=now))
    offers = {quote.invitation_id: offer_of(quote) for quote in quotes}
    names = {quote.invitation_id: quote.invitation.maker.name for quote in quotes}
    if invitation.pk not in offers:
        return []
    found = cheaper_than(offers[invitation.pk], list(offers.values()), quantity)
    return [names[offer.key] for offer in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A delivery and what came of it."""

    delivery: Delivery
    outcome: Outcome

    @property
    def missing(self) -> int:
        """How many fewer came than were promised."""
        return max(self.delivery.promised - self.delivery.quantity, 0) if self.delivery.delivered_on else 0

    @property
    def rejected_percent(self) -> float:
        """The share that was rejected, in per cent."""
        return float(100 * self.outcome.rejected_share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """An award as its page shows it."""

    award: Award
    total: int
    landed: int
    deliveries: list[Followed]
    good: int
    left: int
    unplanned: int


def contract_of(award: Award, *, now: datetime) -> Contract:
    """The award with what it comes to, and its deliveries; two queries."""
    today = clock.local_day(now)
    offer = offer_of(award.quote)
    rows = list(award.deliveries.all())
    came = [(row.quantity, row.rejected) for row in rows if row.delivered_on]
    planned = sum(row.promised for row in rows if row.delivered_on is None)
    left = short_of(award.quantity, came)
    return Contract(
        award=award,
        total=total_at(offer, award.quantity) or 0,
        landed=landed_at(offer, award.quantity) or 0,
        deliveries=[Followed(delivery=row, outcome=_outcome(row, today)) for row in rows],
        good=sum(quantity - rejected for quantity, rejected in came),
        left=left,
        unplanned=max(left - planned, 0),
    )


def _outcome(row: Delivery, today: date) -> Outcome:
    return outcome_of(
        due_on=row.due_on,
        delivered_on=row.delivered_on,
        quantity=row.quantity,
        rejected=row.rejected,
        today=today,
    )


def _with_maker() -> QuerySet[Award]:
    awards = Award.objects.select_related("rfq", "quote__invitation__maker__province")
    return awards.defer("quote__invitation__maker__search_text", "quote__invitation__maker__search_pairs")
