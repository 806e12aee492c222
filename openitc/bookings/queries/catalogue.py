"""Everything that can be booked, found by what it does, where it is, and when it is free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q

from openitc.bookings.queries.free import next_free, timetable_with_operators
from openitc.centers.models import Center, Province
from openitc.centers.rules import road_km
from openitc.resources.models import Capability, Kind, Resource
from openitc.shared import clock
from openitc.shared.search import holding

PAGE_SIZE = 24
KINDS = (Kind.MACHINE, Kind.LABORATORY, Kind.EXPERT, Kind.ROOM)  # in the order in which they are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person looks for."""

    text: str = ""
    capability: Capability | None = None
    kind: str = ""
    center: Center | None = None
    near: Province | Center | None = None
    most_km: int | None = None
    on: date | None = None
    soonest: bool = False

    @property
    def is_for_anything(self) -> bool:
        """Whether a thing is looked for, anywhere and at any time: a center or a day that has none says little."""
        return bool(self.text or self.capability) and self.center is None and self.on is None


@dataclass(frozen=True, slots=True)
class Offer:
    """One card: a resource, how far it is from where the person is, and when it is first free."""

    resource: Resource
    km: int | None
    free_at: datetime | None


def catalogue(wanted: Wanted, *, page: str | None, now: datetime) -> "Page[Offer]":
    """One page of what is looked for; a constant number of queries, however much there is."""
    distances = _distances(wanted.near)
    rows = list(_found(wanted, distances))
    since = max(clock.at(wanted.on), now) if wanted.on else now
    if wanted.on is not None:
        plan = timetable_with_operators(rows, first=wanted.on, days=1, now=now)
        rows = [row for row in rows if plan.first_start(row, since=since) is not None]
    free: Mapping[int, datetime | None] = {}
    if wanted.soonest:
        free = next_free(rows, since=since, now=now)
        rows.sort(key=lambda row: (free[row.pk] is None, free[row.pk] or now, distances.get(row.center_id, 0)))
    else:
        rows.sort(key=lambda row: (distances.get(row.center_id, 0), KINDS.index(row.kind)))
    shown = Paginator(rows, PAGE_SIZE).get_page(page)
    if not wanted.soonest:
        free = next_free(list(shown), since=since, now=now)
    offers = [Offer(row, distances.get(row.center_id) if wanted.near else None, free[row.pk]) for row in shown]
    paged: Page[Offer] = Page(offers, shown.number, shown.paginator)  # type: ignore[arg-type] # counts rows, shows offers
    return paged


def _found(wanted: Wanted, distances: Mapping[int, int]) -> Sequence[Resource]:
    rows = (
        Resource.objects.in_service()
        .filter(center__status__in=(Center.Status.OPENED, Center.Status.PILOT))
        .select_related("center", "type")
    )
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.center:
        rows = rows.filter(center=wanted.center)
    if wanted.capability:
        rows = rows.filter(capabilities=wanted.capability)
    if wanted.near and wanted.most_km is not None:
        close = [key for key, km in distances.items() if km <= wanted.most_km]
        rows = rows.filter(center__in=close)
    if wanted.text:
        rows = rows.filter(holding(wanted.text) | Q(center__name_th__icontains=wanted.text))
    return list(rows.order_by("kind", "type__code", "center__code", "code"))


def _distances(near: Province | Center | None) -> dict[int, int]:
    """How far every center is from there by road, in kilometres, by its key."""
    if near is None:
        return {}
    here = (near.latitude, near.longitude)
    return {
        key: road_km(here, (latitude, longitude)) if (latitude, longitude) != here else 0
        for key, latitude, longitude in Center.objects.values_list("pk", "latitude", "longitude")
    }
