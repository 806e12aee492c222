"""What of listings waits for whom: buyers for an answer, a page for the word of its enterprise."""

from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.listings.models import Listing
from openitc.people.models import User
from openitc.ui.shapes import ToDo

MOST = 8  # rows of each kind


def to_dos_listings(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:  # noqa: ARG001 - asked alike
    """What waits on the person's desk; two queries."""
    theirs = Q(officer=user) | Q(advisor=user) | Q(enterprise__organisation__in=standing.member_of)
    own = Case.objects.filter(theirs, closed_at=None)
    listings = Listing.objects.filter(case__in=own)
    words = _words(listings.filter(case__enterprise__organisation__in=standing.member_of)) if standing.member_of else []
    return [*_unanswered(listings), *words]


def to_dos_of_case_listings(
    case: Case,
    *,
    reader: User,  # noqa: ARG001 - whoever sees the case may answer; every package is asked alike
    staff: bool,
    now: datetime,  # noqa: ARG001 - as above
) -> list[ToDo]:
    """What of the case waits; two queries at most."""
    listings = Listing.objects.filter(case=case)
    return [*_unanswered(listings), *([] if staff else _words(listings))]


def _unanswered(listings: QuerySet[Listing]) -> list[ToDo]:
    open_ones = Q(enquiries__answered_at=None, enquiries__isnull=False)
    rows = listings.annotate(
        waiting=Count("enquiries", filter=open_ones), since=Min("enquiries__sent_at", filter=open_ones)
    )
    return [
        ToDo(
            text=ngettext(
                "A buyer asks about %(product)s", "%(number)s buyers ask about %(product)s", row.waiting
            ) % {"product": row.product.name, "number": row.waiting},
            url=reverse("listings:enquiries", args=[row.case.number]),
            action=_("Answer"),
            tone="warn",
        )
        for row in rows.filter(waiting__gt=0).select_related("product", "case").order_by("since")[:MOST]
        if row.case
    ]  # fmt: skip


def _words(listings: QuerySet[Listing]) -> list[ToDo]:
    """Pages that are written, and of which the enterprise agreed to show nothing yet."""
    silent = listings.exclude(agreements__withdrawn_at=None, agreements__isnull=False).exclude(summary_th="")
    return [
        ToDo(
            text=_("Decide what the world may see of %(product)s") % {"product": row.product.name},
            url=reverse("listings:edit", args=[row.case.number]),
            action=_("Decide"),
        )
        for row in silent.filter(published_at=None).select_related("product", "case").order_by("changed_at")[:MOST]
        if row.case
    ]
