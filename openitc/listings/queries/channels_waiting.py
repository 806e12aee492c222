"""What of channels waits for whom: products that were ready and are no more, and layouts that nobody looked up."""

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.listings.models import Placement
from openitc.people.models import User
from openitc.ui.shapes import ToDo

MOST = 8


def to_dos_channels(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:  # noqa: ARG001 - asked alike
    """What waits on the person's desk; one query."""
    theirs = Q(officer=user) | Q(advisor=user) | Q(enterprise__organisation__in=standing.member_of)
    return _lost(Case.objects.filter(theirs, closed_at=None))


def to_dos_of_case_channels(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:  # noqa: ARG001 - alike
    """What of the case waits; one query."""
    return _lost(Case.objects.filter(pk=case.pk))


def _lost(cases: QuerySet[Case]) -> list[ToDo]:
    """Products that were told to be ready no more, and are not ready again since."""
    rows = (
        Placement.objects.filter(listing__case__in=cases, withdrawn_at=None, lost_at__isnull=False, ready_markets=[])
        .select_related("listing__product", "listing__case", "channel")
        .defer("listing__search_text", "listing__search_pairs")
        .order_by(F("lost_at").desc(), "pk")
    )
    return [
        ToDo(
            text=_("%(product)s is no longer ready for %(channel)s")
            % {"product": row.listing.product.name, "channel": row.channel.name},
            url=reverse("listings:channels", args=[row.listing.case.number]),
            action=_("See what is missing"),
            tone="bad",
        )
        for row in rows[:MOST]
        if row.listing.case
    ]
