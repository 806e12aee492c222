"""The one door to quotations: who answered, and what, where nobody has to wait for the deadline any more.

Nothing else in the package reads a price. What is counted here before the deadline says how many answered, never who.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from openitc.sourcing.models import Invitation, Quote, Rfq
from openitc.sourcing.rules.quotations import Offer, is_sealed


def is_closed_to_readers(rfq: Rfq, *, now: datetime) -> bool:
    """Whether nobody may read what makers answered yet."""
    return is_sealed(sealed=rfq.sealed, deadline=rfq.deadline, now=now)


def quotes_to_read(rfq: Rfq, *, now: datetime) -> QuerySet[Quote]:
    """The quotations that stand, one a maker; none while they are sealed, and none of who declined or was let go.

    Each with its prices, its invitation and its maker: two queries.
    """
    if is_closed_to_readers(rfq, now=now):
        return Quote.objects.none()
    later = Quote.objects.filter(invitation=OuterRef("invitation"), number__gt=OuterRef("number"))
    return (
        Quote.objects.filter(invitation__rfq=rfq, invitation__withdrawn_at=None, invitation__declined_at=None)
        .exclude(Exists(later))
        .select_related("invitation__maker__province")
        .defer("invitation__maker__search_text", "invitation__maker__search_pairs")
        .prefetch_related("prices")
        .order_by("invitation__invited_at", "invitation__pk")
    )


def own_quotes(invitation: Invitation) -> QuerySet[Quote]:
    """What the maker itself answered, the latest first; nobody but the maker is shown this."""
    return invitation.quotes.prefetch_related("prices").order_by("-number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How many were asked and what became of it. It names nobody."""

    invited: int
    answered: int
    declined: int

    @property
    def silent(self) -> int:
        """How many have said nothing yet."""
        return self.invited - self.answered - self.declined


def answers_to(rfq: Rfq) -> Answers:
    """How many have answered; one query."""
    return Answers(**_counted(Invitation.objects.filter(rfq=rfq)))


def _counted(invitations: QuerySet[Invitation]) -> dict[str, int]:
    answered = Exists(Quote.objects.filter(invitation=OuterRef("pk")))
    standing = invitations.filter(withdrawn_at=None, refused_at=None).annotate(has_quote=answered)
    return standing.aggregate(
        invited=Count("pk"),
        answered=Count("pk", filter=Q(has_quote=True, declined_at=None)),
        declined=Count("pk", filter=Q(declined_at__isnull=False)),
    )


def without_a_quote(rfq: Rfq, *, now: datetime) -> list[Invitation]:
    """Who declined or stayed silent; nobody while the answers are sealed, for who is left would have answered."""
    if is_closed_to_readers(rfq, now=now):
        return []
    answered = Exists(Quote.objects.filter(invitation=OuterRef("pk")))
    others = Invitation.objects.filter(rfq=rfq, withdrawn_at=None, refused_at=None).annotate(answered=answered)
    left = others.exclude(answered=True, declined_at=None)
    return list(left.select_related("maker").defer("maker__search_text", "maker__search_pairs"))


def offer_of(quote: Quote) -> Offer:
    """The quotation as the rules reckon with it; by the key of its invitation, which stays the same."""
    prices = tuple((price.quantity, price.unit_price) for price in quote.prices.all())
    return Offer(key=quote.invitation_id, prices=prices, tooling=quote.tooling, delivery=quote.delivery)
