"""Calendars as pictures: what every resource is doing on every day, as the one who looks may know it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language

from openitc.bookings.models import Booking, Reservation
from openitc.bookings.queries.catalogue import KINDS
from openitc.bookings.queries.drawing import Drawing, hours_drawn
from openitc.bookings.queries.free import Timetable, timetable
from openitc.bookings.queries.periods import DAYS_A_WEEK, Period, period_around, weekday_name
from openitc.centers.models import Center
from openitc.resources.models import Closure, Resource
from openitc.shared import clock, text
from openitc.shared.search import searched
from openitc.ui.shapes import Day, Row

Sees = Callable[[Booking], bool]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Rows of resources over columns of days, with what they were drawn from."""

    period: Period
    days: list[Day]
    rows: list[Row]
    plan: Timetable
    reservations: dict[int, list[Reservation]]
    resources: list[Resource]


def center_calendar(center: Center, period: Period, *, kind: str = "", sees: Sees, now: datetime) -> Calendar:
    """What every resource of a center does in the period; ten queries, however many there are."""
    resources = list(resources_at(center, kind=kind))
    plan = timetable(resources, first=period.first, days=period.days, now=now)
    reservations = reservations_in(period, [resource.pk for resource in resources], now=now)
    closures = closures_in(period, [resource.pk for resource in resources])
    drawing = Drawing(period=period, plan=plan, hours=hours_drawn(plan), sees=sees, now=now)
    rows = [
        Row(
            label=resource.name,
            detail=resource.description,
            url=reverse("bookings:resource", args=[resource.code]),
            cells=drawing.cells(resource, reservations[resource.pk], closures[resource.pk]),
        )
        for resource in resources
    ]
    shown = _without_idle_sunday(rows) if period.view == "week" else period.days
    columns = days_of(period, rows, center=center, today=clock.local_day(now))[:shown]
    rows = [Row(label=row.label, detail=row.detail, url=row.url, cells=row.cells[:shown]) for row in rows]
    return Calendar(period, columns, rows, plan, reservations, resources)


def resource_calendar(resource: Resource, *, first: date, weeks: int, sees: Sees, now: datetime) -> Calendar:
    """Some weeks of one resource, a row a week."""
    monday = first - timedelta(days=first.weekday())
    whole = Period("weeks", monday, weeks * DAYS_A_WEEK)
    plan = timetable([resource], first=monday, days=whole.days, now=now)
    reservations = reservations_in(whole, [resource.pk], now=now)
    closures = closures_in(whole, [resource.pk])
    cells = Drawing(period=whole, plan=plan, hours=hours_drawn(plan), sees=sees, now=now).cells(
        resource, reservations[resource.pk], closures[resource.pk]
    )
    rows = [
        Row(
            label=period_around(monday + timedelta(days=start), view="week").words,
            cells=cells[start : start + DAYS_A_WEEK],
        )
        for start in range(0, whole.days, DAYS_A_WEEK)
    ]
    shown = _without_idle_sunday(rows)
    rows = [Row(label=row.label, cells=row.cells[:shown]) for row in rows]
    days = [Day(weekday=weekday_name(monday + timedelta(days=offset)), label="") for offset in range(shown)]
    return Calendar(whole, days, rows, plan, reservations, [resource])


def resources_at(center: Center, *, kind: str = "") -> Sequence[Resource]:
    """What a center has in service; one query."""
    rows = Resource.objects.in_service().filter(center=center).select_related("type")
    order = ("kind", "type__code", "code")
    found = list((rows.filter(kind=kind) if kind else rows).order_by(*order))
    for resource in found:
        resource.center = center
    return sorted(found, key=lambda resource: KINDS.index(resource.kind))


def reservations_in(period: Period, keys: Collection[int], *, now: datetime) -> defaultdict[int, list[Reservation]]:
    """What keeps or kept the resources in the period, by resource: standing, or given back because it was done."""
    window = (clock.at(period.first), clock.at(period.after))
    standing = Q(released_at=None) & (Q(held_until=None) | Q(held_until__gt=now))
    done = Q(booking__completed_at=F("released_at"))
    rows = (
        Reservation.objects.filter(standing | done, resource__in=keys, during__overlap=window)
        .select_related("booking__enterprise", "booking__case__product", "booking__step", "booking__hold")
        .defer(*searched("booking__enterprise", "booking__case", "booking__case__product"))
        .order_by("during", "place_id")
    )
    found: defaultdict[int, list[Reservation]] = defaultdict(list)
    for row in rows:
        found[row.resource_id].append(row)
    return found


def closures_in(period: Period, keys: Collection[int]) -> defaultdict[int, list[Closure]]:
    """The closures of the resources in the period, by resource; one query."""
    found: defaultdict[int, list[Closure]] = defaultdict(list)
    window = clock.at(period.first), clock.at(period.after)
    for closure in Closure.objects.standing().touching(*window).filter(resource__in=keys).order_by("during"):
        found[closure.resource_id].append(closure)
    return found


def days_of(period: Period, rows: Sequence[Row], *, center: Center, today: date) -> list[Day]:
    """The columns of a center's calendar; a day on which nothing is open is drawn so."""
    language = get_language() or "th"
    address = reverse("bookings:center", args=[center.code])
    return [
        Day(
            weekday=weekday_name(day),
            label=text.thai_or_english_day(day, language=language, weekday=False, year=False),
            today=day == today,
            off=bool(rows) and all(row.cells[position].closed for row in rows),
            url=f"{address}?view=day&date={day.isoformat()}" if period.view == "week" else "",
        )
        for position, day in enumerate(period.dates)
    ]


def _without_idle_sunday(rows: Sequence[Row]) -> int:
    """How many days of the week are shown: a Sunday on which nothing is open is left out."""
    return DAYS_A_WEEK - 1 if all(row.cells[-1].closed for row in rows) else DAYS_A_WEEK
