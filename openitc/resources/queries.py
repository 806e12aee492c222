"""Reads of resources: what can be booked, and when each is open."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet

from openitc.centers import models as centers
from openitc.centers.rules import MINUTES_A_DAY, Span, closed_days, weekly_spans, without
from openitc.resources.models import Closure, Kind, OwnHours, Resource, ResourceType
from openitc.shared import clock
from openitc.shared.search import holding

Week = Mapping[int, list[tuple[time, time]]]


def bookable() -> "list[int]":
    """The keys of all resources in use."""
    return list(Resource.objects.filter(retired_at=None).values_list("pk", flat=True))


def opening(resources: Collection[Resource], *, first: date, days: int) -> dict[int, list[Span]]:
    """When each resource is open, closures cut out: minutes from the midnight on which `first` begins.

    Five queries, however many resources: the centers' hours, exceptions and closures, the resources' own hours and
    closures. A resource with hours of its own keeps its center's holidays and closures.
    """
    keys = {resource.pk for resource in resources}
    center_keys = {resource.center_id for resource in resources}
    start, end = clock.at(first), clock.at(first + timedelta(days=days))
    # Spans are sorted where they are drawn, so that no row is sorted, and no table joined for it, before.
    center_weeks = _weeks(centers.OpeningHours.objects.filter(center__in=center_keys).order_by(), owner="center_id")
    own_weeks = _weeks(OwnHours.objects.filter(resource__in=keys).order_by(), owner="resource_id")
    exceptions = _exceptions(center_keys, first=first, days=days)
    center_closures = _closures(
        centers.Closure.objects.filter(center__in=center_keys, withdrawn_at=None, during__overlap=(start, end)),
        owner="center_id",
        origin=start,
    )
    closures = _closures(
        Closure.objects.standing().touching(start, end).filter(resource__in=keys), owner="resource_id", origin=start
    )
    all_days = [first + timedelta(days=offset) for offset in range(days)]
    closed = {key: closed_days(all_days, exceptions=exceptions[key]) for key in center_keys}
    drawn = {key: weekly_spans(center_weeks[key], first=first, days=days, closed=closed[key]) for key in center_keys}
    answer = {}
    for resource in resources:
        spans = drawn[resource.center_id]
        if resource.pk in own_weeks:
            spans = weekly_spans(own_weeks[resource.pk], first=first, days=days, closed=closed[resource.center_id])
        answer[resource.pk] = without(spans, [*center_closures[resource.center_id], *closures[resource.pk]])
    return answer


def minutes_from(origin: datetime, moment: datetime) -> int:
    """Whole minutes from one moment to another, negative before it."""
    return int((moment - origin).total_seconds() // 60)


def _weeks(rows: Iterable[centers.OpeningHours | OwnHours], *, owner: str) -> defaultdict[int, Week]:
    weeks: defaultdict[int, defaultdict[int, list[tuple[time, time]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        weeks[getattr(row, owner)][row.weekday].append((row.opens, row.closes))
    return weeks  # type: ignore[return-value] # a defaultdict of defaultdicts reads as a mapping


def _exceptions(center_keys: Collection[int], *, first: date, days: int) -> defaultdict[int, dict[date, bool]]:
    exceptions: defaultdict[int, dict[date, bool]] = defaultdict(dict)
    within = (first, first + timedelta(days=days))
    for row in centers.HolidayException.objects.filter(center__in=center_keys, on__range=within):
        exceptions[row.center_id][row.on] = row.is_open
    return exceptions


def _closures(
    rows: Iterable[centers.Closure | Closure], *, owner: str, origin: datetime
) -> defaultdict[int, list[Span]]:
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    for row in rows:
        start, end = row.during.lower, row.during.upper
        # Minutes are rounded down; taken backwards, the end is rounded up, so that a closure is never too short.
        last = MINUTES_A_DAY * 10_000 if end is None else -minutes_from(end, origin)
        spans[getattr(row, owner)].append((minutes_from(origin, start), last))
    return spans


def resources_of(center: centers.Center, *, q: str = "", kind: str = "") -> QuerySet[Resource]:
    """What a center has, in service first; narrowed down by words and by kind."""
    found = Resource.objects.filter(center=center).select_related("type").defer("search_text", "search_pairs")
    if kind:
        found = found.filter(kind=kind)
    if q:
        found = found.filter(holding(q))
    in_service = Count("places", filter=Q(places__retired_at=None), distinct=True)
    return found.annotate(place_count=in_service).order_by(F("retired_at").asc(nulls_first=True), "kind", "code")


def types_by_kind() -> list[tuple[str, list[ResourceType]]]:
    """Every type a new resource can start from, under the label of its kind."""
    types = list(ResourceType.objects.order_by("code"))
    return [(str(kind.label), [each for each in types if each.kind == kind]) for kind in Kind]


def closures_of(resource: Resource) -> QuerySet[Closure]:
    """The closures of a resource, the latest first."""
    return resource.closures.select_related("closed_by").order_by("-during", "-pk")
