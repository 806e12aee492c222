"""When resources are free: what is open, without what is kept."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db.models import Count, Q, QuerySet

from openitc.bookings.models import Reservation
from openitc.centers.rules import MINUTES_A_DAY, Minute, Span, merged, without
from openitc.resources.models import Operation, Place, Resource
from openitc.resources.queries import minutes_from, opening
from openitc.resources.rules import crowded, kept_away, usable
from openitc.shared import clock

LOOK_AHEAD_DAYS = 42
GRID_MINUTES = 30
SHORTEST_USE = 60
CHOICES = 6


@dataclass(frozen=True, slots=True)
class Timetable:
    """Some days of some resources: minutes from the midnight on which the first day begins."""

    first: date
    days: int
    open: Mapping[int, list[Span]]
    free: Mapping[int, list[Span]]  # when a use of one place may lie
    places: Mapping[int, int]

    @property
    def origin(self) -> datetime:
        """The midnight from which minutes count."""
        return clock.at(self.first)

    def moment(self, minute: Minute) -> datetime:
        """The minute as a moment."""
        return self.origin + timedelta(minutes=minute)

    def first_start(self, resource: Resource, *, since: datetime, minutes: int = SHORTEST_USE) -> datetime | None:
        """The first half hour at which a use of that length may begin, as far ahead as the resource asks."""
        return next(iter(self.starts(resource, since=since, minutes=minutes, most=1)), None)

    def starts(self, resource: Resource, *, since: datetime, minutes: int, most: int) -> list[datetime]:
        """The first starts of uses of that length, one for each free stretch."""
        after = minutes_from(self.origin, since + timedelta(minutes=resource.notice_minutes, seconds=59))
        found = []
        for start, end in self.free.get(resource.pk, ()):
            begin = math.ceil(max(start, after) / GRID_MINUTES) * GRID_MINUTES
            if begin + min(minutes, SHORTEST_USE if resource.runs_overnight else minutes) <= end:
                found.append(self.moment(begin))
            if len(found) == most:
                break
        return found


def timetable(resources: Collection[Resource], *, first: date, days: int, now: datetime, units: int = 1) -> Timetable:
    """When each of the resources is open and has so many places free; seven queries, however many they are."""
    keys = [resource.pk for resource in resources]
    origin = clock.at(first)
    window = (origin - timedelta(days=1), origin + timedelta(days=days + 1))
    kept: defaultdict[int, list[Span]] = defaultdict(list)
    rows = keeping(keys, window=window, now=now).values_list("resource_id", "blocked")
    for key, blocked in rows:
        kept[key].append((minutes_from(origin, blocked.lower), -minutes_from(blocked.upper, origin)))
    places = dict(
        Place.objects.filter(resource__in=keys, retired_at=None)
        .order_by()
        .values_list("resource")
        .annotate(Count("pk"))
        .values_list("resource", "pk__count")
    )
    opened = opening(resources, first=first, days=days)
    free = {
        resource.pk: _free(
            resource, opened[resource.pk], kept[resource.pk], places=places.get(resource.pk, 0) - units + 1
        )
        for resource in resources
    }
    return Timetable(first, days, opened, free, places)


def keeping(keys: Collection[int], *, window: tuple[datetime, datetime], now: datetime) -> QuerySet[Reservation]:
    """The reservations that keep places of the resources in the window; a hold that lapsed keeps nothing."""
    standing = Q(held_until=None) | Q(held_until__gt=now)
    return Reservation.objects.filter(standing, resource__in=keys, released_at=None, blocked__overlap=window).order_by()


def next_free(resources: Sequence[Resource], *, since: datetime, now: datetime) -> dict[int, datetime | None]:
    """When each resource can first be used, with an operator where it needs one; a constant number of queries."""
    plan = timetable_with_operators(resources, first=clock.local_day(since), days=LOOK_AHEAD_DAYS, now=now)
    return {resource.pk: plan.first_start(resource, since=max(since, now)) for resource in resources}


def timetable_with_operators(resources: Sequence[Resource], *, first: date, days: int, now: datetime) -> Timetable:
    """As `timetable`, where a resource that needs an operator is free only while one at its center is."""
    needing = [resource for resource in resources if resource.operation == Operation.OPERATOR]
    operators = operators_of(needing)
    people = {person.pk: person for each in operators.values() for person in each}
    together = {resource.pk: resource for resource in (*resources, *people.values())}
    plan = timetable(list(together.values()), first=first, days=days, now=now)
    free = dict(plan.free)
    for resource in needing:
        hands = merged(span for person in operators[resource.pk] for span in plan.free[person.pk])
        free[resource.pk] = within(plan.free[resource.pk], hands)
    return Timetable(first, days, plan.open, free, plan.places)


def operators_of(resources: Iterable[Resource]) -> dict[int, list[Resource]]:
    """The people at each resource's center who can run it; two queries. Needs `type` selected."""
    wanted = list(resources)
    if not wanted:
        return {}
    able: defaultdict[int | None, set[int]] = defaultdict(set)
    for person, capability in Resource.capabilities.through.objects.filter(
        resource__center__in={resource.center_id for resource in wanted},
        capability__in={resource.type.operated_by_id for resource in wanted},
    ).values_list("resource_id", "capability_id"):
        able[capability].add(person)
    people = list(Resource.objects.in_service().filter(pk__in=set().union(*able.values())).order_by("pk"))
    return {
        resource.pk: [
            person
            for person in people
            if person.center_id == resource.center_id and person.pk in able[resource.type.operated_by_id]
        ]
        for resource in wanted
    }


def within(spans: Iterable[Span], limits: Iterable[Span]) -> list[Span]:
    """The part of the spans that lies inside the limits."""
    ordered = merged(limits)
    gaps = [(first[1], second[0]) for first, second in pairwise(ordered)]
    far = MINUTES_A_DAY * 10_000
    outside = [(-far, ordered[0][0]), *gaps, (ordered[-1][1], far)] if ordered else [(-far, far)]
    return without(spans, outside)


def _free(resource: Resource, opened: list[Span], kept: list[Span], *, places: int) -> list[Span]:
    if places <= 0 or resource.retired_at is not None:
        return []
    setup, cleaning = resource.setup_minutes, resource.cleaning_minutes
    starts = usable(opened, setup=setup, cleaning=cleaning, overnight=resource.runs_overnight)
    return without(starts, kept_away(crowded(kept, places=places), setup=setup, cleaning=cleaning))


def alternatives(
    resources: Sequence[Resource], *, minutes: int, units: int, hands: bool, since: datetime, now: datetime
) -> list[tuple[datetime, datetime]]:
    """The next times at which all the resources can be used together for so long; `hands`: with an operator too."""
    first = clock.local_day(max(since, now))
    main = resources[0]
    plan = timetable(resources, first=first, days=LOOK_AHEAD_DAYS, now=now, units=units)
    spans = plan.free[main.pk]
    for other in resources[1:]:
        spans = within(spans, plan.free[other.pk])
    if hands:
        people = operators_of([main])[main.pk]
        theirs = timetable(people, first=first, days=LOOK_AHEAD_DAYS, now=now)
        spans = within(spans, merged(span for each in theirs.free.values() for span in each))
    together = Timetable(first, LOOK_AHEAD_DAYS, plan.open, {main.pk: spans}, plan.places)
    starts = together.starts(main, since=max(since, now), minutes=minutes, most=CHOICES)
    return [(start, start + timedelta(minutes=minutes)) for start in starts]
