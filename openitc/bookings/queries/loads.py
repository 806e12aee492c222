"""How busy a center is: its figures, and the month as a load for each day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openitc.bookings.models import Booking, Reservation
from openitc.bookings.queries.calendars import Calendar, reservations_in, resources_at
from openitc.bookings.queries.free import Timetable, next_free, timetable
from openitc.bookings.queries.periods import Period, weekday_name
from openitc.centers.models import Center
from openitc.centers.rules import MINUTES_A_DAY, Span, road_km
from openitc.resources.models import Kind, Resource
from openitc.resources.queries import minutes_from
from openitc.shared import clock, text
from openitc.ui.shapes import Day, Fact

NO_SHOW_DAYS = 30
NEARBY_KM = 60
FULL = 100
MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class DayLoad:
    """How much of a day's open places is used, in per cent; nothing where the day is closed."""

    day: date
    percent: int | None
    url: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One resource's month."""

    resource: Resource
    loads: list[DayLoad]


@dataclass(frozen=True, slots=True)
class Month:
    """A center's month: a column a day."""

    days: list[Day]
    rows: list[MonthRow]


def month_of(center: Center, period: Period, *, kind: str = "", now: datetime) -> Month:
    """How full each resource of a center is on each day; nine queries."""
    resources = resources_at(center, kind=kind)
    plan = timetable(resources, first=period.first, days=period.days, now=now)
    used = reservations_in(period, [resource.pk for resource in resources], now=now)
    address = reverse("bookings:center", args=[center.code])
    rows = [
        MonthRow(
            resource,
            [
                DayLoad(
                    day,
                    load(plan, resource, used[resource.pk], (offset * MINUTES_A_DAY, (offset + 1) * MINUTES_A_DAY)),
                    f"{address}?{urlencode({'view': 'day', 'date': day.isoformat(), 'kind': kind})}",
                )
                for offset, day in enumerate(period.dates)
            ],
        )
        for resource in resources
    ]
    today = clock.local_day(now)
    closed = [bool(rows) and all(row.loads[offset].percent is None for row in rows) for offset in range(period.days)]
    days = [
        Day(weekday=weekday_name(day), label=str(day.day), today=day == today, off=off)
        for day, off in zip(period.dates, closed, strict=True)
    ]
    return Month(days, rows)


def load(plan: Timetable, resource: Resource, used: Iterable[Reservation], window: Span) -> int | None:
    """How much of the open time of all its places is used in the window, in per cent; None where it is closed."""
    opened = _clipped(plan.open[resource.pk], window)
    minutes = sum(end - start for start, end in opened) * plan.places.get(resource.pk, 0)
    if not minutes:
        return None
    return min(FULL, round(FULL * used_minutes(plan, used, opened) / minutes))


def used_minutes(plan: Timetable, used: Iterable[Reservation], opened: Iterable[Span]) -> int:
    """Minutes of use that lie in the open time."""
    uses = [_span(plan, row) for row in used]
    return sum(end - start for hours in opened for start, end in _clipped(uses, hours))


def figures(center: Center, period: Period, *, now: datetime, drawn: Calendar | None = None) -> list[Fact]:
    """The four key figures of a center; a constant number of queries, fewer beside its calendar of all machines."""
    used: Mapping[int, Sequence[Reservation]]
    if drawn is None:
        machines = list(resources_at(center, kind=Kind.MACHINE))
        plan = timetable(machines, first=period.first, days=period.days, now=now)
        used = reservations_in(period, [machine.pk for machine in machines], now=now)
    else:
        machines = [resource for resource in drawn.resources if resource.kind == Kind.MACHINE]
        plan, used = drawn.plan, drawn.reservations
    return [
        _machine_hours(machines, period, plan=plan, used=used),
        _longest_queue(machines, now=now),
        _no_shows(center, now=now),
        _free_nearby(center, period, now=now),
    ]


def _machine_hours(
    machines: Sequence[Resource], period: Period, *, plan: Timetable, used: Mapping[int, Sequence[Reservation]]
) -> Fact:
    minutes = sum(used_minutes(plan, used.get(machine.pk, ()), plan.open[machine.pk]) for machine in machines)
    opened = sum(
        (end - start) * plan.places.get(machine.pk, 0) for machine in machines for start, end in plan.open[machine.pk]
    )
    labels = {
        "day": _("Machine hours on this day"),
        "week": _("Machine hours in this week"),
        "month": _("Machine hours in this month"),
    }
    share = _("%(percent)s%% of open time is used") % {"percent": round(FULL * minutes / opened)} if opened else ""
    return Fact(
        label=labels[period.view],
        value=_("%(count)s h") % {"count": f"{round(minutes / MINUTES_AN_HOUR):,}"},
        note=share,
        tone="good" if share else "",
    )


def _longest_queue(machines: Sequence[Resource], *, now: datetime) -> Fact:
    """The machine that most enterprises wait for, and when it is first free."""
    waiting = dict(
        Booking.objects.standing(now)
        .filter(
            reservations__resource__in=[machine.pk for machine in machines],
            reservations__released_at=None,
            during__startswith__gt=now,
        )
        .order_by()
        .values_list("reservations__resource")
        .annotate(Count("enterprise", distinct=True))
    )
    busiest = max(machines, key=lambda machine: waiting.get(machine.pk, 0), default=None)
    if busiest is None or not waiting.get(busiest.pk):
        return Fact(label=_("Waiting for a machine"), value=_("Nobody"), note=_("Every machine can be had at once"))
    first = next_free([busiest], since=now, now=now)[busiest.pk]
    language = get_language() or "th"
    return Fact(
        label=_("Waiting for %(machine)s") % {"machine": busiest.name},
        value=ngettext("%(count)s enterprise", "%(count)s enterprises", waiting[busiest.pk])
        % {"count": waiting[busiest.pk]},
        note=_("free first %(day)s") % {"day": text.thai_or_english_day(first, language=language, year=False)}
        if first
        else _("nothing free in the next six weeks"),
        url=reverse("bookings:resource", args=[busiest.code]),
    )


def _no_shows(center: Center, *, now: datetime) -> Fact:
    since = now - timedelta(days=NO_SHOW_DAYS)
    counted = Booking.objects.confirmed().filter(center=center, during__endswith__range=(since, now))
    totals = counted.aggregate(all=Count("pk"), missed=Count("pk", filter=Q(no_show_at__isnull=False)))
    if not totals["all"]:
        return Fact(label=_("No-shows in 30 days"), value=_("None"), note=_("no visits in that time"))
    return Fact(
        label=_("No-shows in 30 days"),
        value=f"{FULL * totals['missed'] / totals['all']:.1f}%",
        note=_("%(missed)s of %(all)s visits") % totals,
        tone="bad" if totals["missed"] * 10 > totals["all"] else "",
    )


def _free_nearby(center: Center, period: Period, *, now: datetime) -> Fact:
    here = (center.latitude, center.longitude)
    others = Center.objects.filter(status__in=(Center.Status.OPENED, Center.Status.PILOT)).exclude(pk=center.pk)
    near = [
        key
        for key, latitude, longitude in others.values_list("pk", "latitude", "longitude")
        if road_km(here, (latitude, longitude)) <= NEARBY_KM
    ]
    machines = list(Resource.objects.in_service().filter(center__in=near, kind=Kind.MACHINE).order_by())
    plan = timetable(machines, first=period.first, days=period.days, now=now)
    free = sum(plan.first_start(machine, since=now) is not None for machine in machines)
    asked = urlencode({"near": f"center:{center.code}", "km": NEARBY_KM, "kind": Kind.MACHINE})
    return Fact(
        label=_("Machines free at centers nearby"),
        value=ngettext("%(count)s machine", "%(count)s machines", free) % {"count": free},
        note=_("within %(count)s km") % {"count": NEARBY_KM},
        url=f"{reverse('bookings:catalogue')}?{asked}",
    )


def _span(plan: Timetable, row: Reservation) -> Span:
    during: Mapping[str, datetime] = {"start": row.during.lower, "end": row.during.upper}
    return minutes_from(plan.origin, during["start"]), -minutes_from(during["end"], plan.origin)


def _clipped(spans: Iterable[Span], window: Span) -> list[Span]:
    return [
        (max(start, window[0]), min(end, window[1])) for start, end in spans if start < window[1] and window[0] < end
    ]
