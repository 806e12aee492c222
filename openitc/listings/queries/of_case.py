"""The product in the world as the page of its case shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from openitc.cases.models import Case, CaseStage
from openitc.listings.models import Agreement, Listing
from openitc.listings.queries.listings import whole_listings
from openitc.listings.queries.readiness import Summary, summary_of
from openitc.people.models import User
from openitc.shared import clock

PARTS = len(Agreement.Part)
LATE = (CaseStage.CERTIFICATION, CaseStage.MARKET, CaseStage.COMMERCIAL, CaseStage.FOLLOW_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    """Where the product stands in the world; `readiness` is computed only once it is public."""

    listing: Listing | None
    is_late: bool  # the case is so far that a page is worth beginning
    shown: int = 0  # parts that are agreed to
    waiting: int = 0  # enquiries
    asked: int = 0
    of: int = PARTS
    readiness: Summary | None = None


def of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> OfCase:  # noqa: ARG001 - asked alike
    """The listing of the case's product; one query, and those of its readiness once it is public."""
    late = case.stage in LATE
    found = (
        whole_listings()
        .filter(product=case.product_id)
        .annotate(
            parts=Count("agreements", filter=Q(agreements__withdrawn_at=None), distinct=True),
            asked=Count("enquiries", distinct=True),
            unanswered=Count("enquiries", filter=Q(enquiries__answered_at=None), distinct=True),
        )
        .first()
    )
    if found is None:
        return OfCase(listing=None, is_late=late)
    readiness = summary_of(found, on=clock.local_day(now)) if found.is_public else None
    return OfCase(
        listing=found,
        is_late=late,
        shown=found.parts,
        waiting=found.unanswered,
        asked=found.asked,
        readiness=readiness,
    )
