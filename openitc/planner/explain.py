"""Why a route is as it is: for each step, what kept it from starting sooner. Facts only; the words are the web's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from openitc.planner.calendars import Calendar
from openitc.planner.frontier import PlacedStep, Route
from openitc.planner.problem import Link, Problem, Resource, Step
from openitc.planner.windows import NEVER, Windows

Span = tuple[int, int, int]


class Kind(StrEnum):
    """What a step's start was waiting for."""

    NOT_BEFORE = "not_before"
    AFTER_STEP = "after_step"
    OPENING = "opening"
    RESOURCE_FREE = "resource_free"
    ENTERPRISE_BUSY = "enterprise_busy"
    HELD_BACK = "held_back"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why `step` starts when it does, although it was `wanted` from an earlier minute on.

    `resource` is the one waited for. `other` is the step it follows (then with the `gap` and the `shipping` minutes
    between them), the step the enterprise or the resource is busy with, or the later step whose maximum gap it keeps.
    """

    step: str
    kind: Kind
    start: int
    wanted: int
    other: str | None = None
    resource: str | None = None
    gap: int = 0
    shipping: int = 0


def why(problem: Problem, route: Route) -> tuple[Reason, ...]:
    """One reason for each step of a route, in the order of the steps."""
    return tuple(_Story(problem, route, step).reason() for step in problem.request.steps)


class _Story:
    """One step of a route, and everything that could have made it wait."""

    def __init__(self, problem: Problem, route: Route, step: Step) -> None:
        self.problem, self.step = problem, step
        self.placed = {placed.key: placed for placed in route.steps}
        self.mine = self.placed[step.key]
        named = {resource.id: resource for resource in problem.resources}
        self.resources = [named[name] for name in self.mine.resources]
        self.others = [other for other in problem.request.steps if other.key != step.key]

    def reason(self) -> Reason:
        """The first of all possible reasons that alone accounts for the start."""
        ready = self._ready()
        if ready.start == self.mine.start:
            return ready
        waited = Reason(self.step.key, Kind.OPENING, self.mine.start, ready.start)
        emptied = [replace(resource, busy=()) for resource in self.resources]
        if self._accounts(emptied, ready.start):
            late = self._latest(emptied, ready.start)
            return replace(waited, resource=late.id)
        if self._accounts(self.resources, ready.start):
            late = self._latest(self.resources, ready.start)
            return replace(waited, kind=Kind.RESOURCE_FREE, resource=late.id)
        if self._accounts(self.resources, ready.start, self._enterprise()):
            return replace(waited, kind=Kind.ENTERPRISE_BUSY, other=self._just_before(self._attended()))
        loaded = [replace(each, busy=(*each.busy, *self._own_load(each))) for each in self.resources]
        if self._accounts(loaded, ready.start, self._enterprise()):
            late = self._latest(loaded, ready.start)
            other = self._just_before([other for other in self.others if late.id in self.placed[other.key].resources])
            return replace(waited, kind=Kind.RESOURCE_FREE, resource=late.id, other=other)
        return replace(waited, kind=Kind.HELD_BACK, other=self._holder())

    def _ready(self) -> Reason:
        """When nothing but the request and the steps before allowed it, and which of them allowed it last."""
        first = self.problem.request.not_before - min([0, *(role.offset for role in self.step.roles)])
        reason = Reason(self.step.key, Kind.NOT_BEFORE, first, self.problem.request.not_before)
        for link in self.step.after:
            other, way = self.placed[link.step], self._way(link)
            start = other.end + link.min_gap + way
            if start >= reason.start:
                reason = Reason(
                    self.step.key, Kind.AFTER_STEP, start, other.end, other.key, gap=link.min_gap, shipping=way
                )
        return reason

    def _way(self, link: Link) -> int:
        if not link.ships:
            return 0
        centers = self.problem.centers
        here, there = centers.index(self.placed[link.step].center), centers.index(self.mine.center)
        return self.problem.ship_minutes[here][there]

    def _accounts(self, resources: Sequence[Resource], ready: int, enterprise: Iterable[Span] = ()) -> bool:
        """Whether these resources, with the enterprise, could not have begun before the actual start."""
        calendars = [self._starts(resource, index) for index, resource in enumerate(resources)]
        if enterprise:
            always = ((ready, self.mine.start + self.step.duration + 1),)
            person = Resource("", "", frozenset(), 1, 0, always, tuple(enterprise))
            calendars.append(Calendar([person]).starts(self.step.duration, 1, continuous=False))
        return _first(calendars, ready) >= self.mine.start

    def _starts(self, resource: Resource, role: int) -> Windows:
        held = self.step.roles[role]
        starts = Calendar([resource]).starts(held.duration, held.units, continuous=held.continuous)
        return starts.shifted(-held.offset)

    def _latest(self, resources: Sequence[Resource], ready: int) -> Resource:
        """The resource that, asked alone, could begin last."""
        alone = [_first([self._starts(resource, index)], ready) for index, resource in enumerate(resources)]
        return resources[alone.index(max(alone))]

    def _attended(self) -> list[Step]:
        return [other for other in self.others if other.attended] if self.step.attended else []

    def _enterprise(self) -> list[Span]:
        """When the enterprise is at another step, or on its way there from this one's center, or back."""
        elsewhere = [self.placed[other.key] for other in self._attended()]
        return [
            (other.start - self._travel(self.mine, other), other.end + self._travel(other, self.mine), 1)
            for other in elsewhere
        ]

    def _travel(self, one: PlacedStep, other: PlacedStep) -> int:
        if self.problem.travel_minutes is None:
            return 0
        centers = self.problem.centers
        return self.problem.travel_minutes[centers.index(one.center)][centers.index(other.center)]

    def _own_load(self, resource: Resource) -> list[Span]:
        """What the route's other steps hold of a resource."""
        return [
            (start, start + role.duration, role.units)
            for other in self.others
            for role, name in zip(other.roles, self.placed[other.key].resources, strict=True)
            if name == resource.id
            for start in [self.placed[other.key].start + role.offset]
        ]

    def _just_before(self, others: Sequence[Step]) -> str | None:
        """Of these steps the one that ends last before this one starts, or else the first to begin."""
        ended = [self.placed[other.key] for other in others if self.placed[other.key].end <= self.mine.start]
        begun = sorted((self.placed[other.key] for other in others), key=_start)
        return max(ended, key=_end).key if ended else next((placed.key for placed in begun), None)

    def _holder(self) -> str | None:
        """The later step that may not begin long after this one."""
        tied = [
            self.placed[other.key]
            for other in self.others
            for link in other.after
            if link.step == self.step.key and link.max_gap is not None
        ]
        return max(tied, key=_start).key if tied else None


def _start(placed: PlacedStep) -> int:
    return placed.start


def _end(placed: PlacedStep) -> int:
    return placed.end


def _first(calendars: Sequence[Windows], ready: int) -> int:
    """The first minute at which all calendars allow a start."""
    start, moved = ready, True
    while moved and start < NEVER:
        later = max((calendar.next_one(0, start) for calendar in calendars), default=start)
        moved, start = later > start, later
    return start
