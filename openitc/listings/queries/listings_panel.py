"""The listing as the page of its case shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from openitc.cases.models import Case
from openitc.listings.models import Agreement, Listing
from openitc.people.models import User

PARTS = len(Agreement.Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPanel:
    """Where the product stands in the world."""

    listing: Listing | None
    shown: int = 0  # parts that are agreed to
    waiting: int = 0  # enquiries
    asked: int = 0
    of: int = PARTS

    @property
    def state(self) -> str:
        """In a word: none, draft, public or withdrawn."""
        if self.listing is None:
            return "none"
        if self.listing.is_public:
            return "public"
        return "withdrawn" if self.listing.withdrawn_at else "draft"


def listing_panel(case: Case, *, reader: User, staff: bool, now: datetime) -> ListingPanel:  # noqa: ARG001 - asked alike
    """The listing of the case's product; one query."""
    found = (
        Listing.objects.filter(product=case.product_id)
        .annotate(
            parts=Count("agreements", filter=Q(agreements__withdrawn_at=None), distinct=True),
            asked=Count("enquiries", distinct=True),
            unanswered=Count("enquiries", filter=Q(enquiries__answered_at=None), distinct=True),
        )
        .defer("search_text", "search_pairs")
        .first()
    )
    if found is None:
        return ListingPanel(listing=None)
    return ListingPanel(listing=found, shown=found.parts, waiting=found.unanswered, asked=found.asked)
