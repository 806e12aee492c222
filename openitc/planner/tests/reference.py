"""The answer by brute force: every combination of resources at every start. Slow, and plain enough to believe."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import gcd
from typing import Any

from openitc.planner.problem import Minute, Problem, Resource, Step

Point = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the contract fixes of an answer: the points, and whom to blame where there are none."""

    points: list[Point]
    infeasible_step: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """One way to fill a step: a center, a resource for each role, and when these have time for it."""

    step: Step
    center: int
    resources: tuple[Resource, ...]
    fees: int
    km: int
    # For every start: which resources it takes at which minutes, and how many units.
    starts: dict[Minute, list[tuple[str, Minute, int]]]


Placements = dict[str, tuple[Way, Minute]]


def answer(problem: Problem) -> Answer:
    """The whole Pareto set on (finish, cost, km), or the first step that cannot stand even alone."""
    points = sorted(_front(problem))
    return Answer(points, None if points else _hopeless_step(problem))


def answer_in_full(problem: Problem) -> dict[str, Any]:
    """The same with a route for each point, as in a routes file."""
    front = _front(problem)
    routes = [
        {"finish": finish, "cost": cost, "km": km, "steps": _steps_of_a_route(problem, front[finish, cost, km])}
        for finish, cost, km in sorted(front)
    ]
    return {
        "format": "openitc-routes/1",
        "proved": True,
        "elapsed_ms": 0.5,
        "infeasible_step": None if routes else _hopeless_step(problem),
        "routes": routes,
    }


def _front(problem: Problem) -> dict[Point, Placements]:
    order = _in_order(problem)
    ways = [[way for way in _ways(problem, step) if way.starts] for step in order]
    schedule = _Schedule(problem)
    found: dict[tuple[int, int], tuple[Minute, Placements]] = {}
    # The cheap come first: what they reach, the dear need not look for.
    for combination in sorted(product(*ways), key=lambda each: _price(problem, each)):
        cost, km = _price(problem, combination)
        if _allowed(problem, cost, km):
            as_cheap = [end for (paid, driven), (end, _) in found.items() if paid <= cost and driven <= km]
            better = schedule.earliest_end(combination, before=min(as_cheap, default=None))
            if better is not None:
                found[cost, km] = better
    points = {
        (end // 1440 if problem.finish_unit == "day" else end, cost, km): placements
        for (cost, km), (end, placements) in found.items()
    }
    return {point: points[point] for point in points if not any(_dominates(other, point) for other in points)}


def _hopeless_step(problem: Problem) -> str | None:
    for step in problem.request.steps:
        if not any(way.starts and _allowed(problem, way.fees, way.km) for way in _ways(problem, step)):
            return step.key
    return None


def _steps_of_a_route(problem: Problem, placements: Placements) -> list[dict[str, Any]]:
    placed = [(step, *placements[step.key]) for step in problem.request.steps]
    return [
        {
            "key": step.key,
            "center": problem.centers[way.center],
            "start": start,
            "end": start + step.duration,
            "resources": [resource.id for resource in way.resources],
        }
        for step, way, start in placed
    ]


def grid(problem: Problem) -> tuple[Minute, Minute]:
    """A minute and a slot such that every time of the problem is a whole number of slots from that minute.

    Only starts on this grid need trying. Move every start of any schedule back to the grid. An order
    `start >= other start + whole slots` survives, as both sides fall to their floors; so do opening hours and limits,
    which lie on the grid. And the moved schedule holds over a whole slot just what the old one held in its last
    minute (s <= last < s + d means the same for s and for its floor, with d whole slots), so it fits wherever the old
    one did. Finish only falls.
    """
    request = problem.request
    moments = [request.not_before, problem.horizon]
    moments += [] if request.deadline is None else [request.deadline]
    for resource in problem.resources:
        moments += [minute for span in resource.open for minute in span]
        moments += [minute for start, end, _ in resource.busy for minute in (start, end)]
    lengths = [minute for row in problem.ship_minutes for minute in row]
    for step in request.steps:
        lengths.append(step.duration)
        lengths += [minute for role in step.roles for minute in (role.offset, role.duration)]
        lengths += [minute for link in step.after for minute in (link.min_gap, link.max_gap or 0)]
    first = request.not_before
    return first, gcd(*lengths, *(moment - first for moment in moments))


def _ways(problem: Problem, step: Step) -> Iterator[Way]:
    for index, center in enumerate(problem.centers):
        able = [
            [one for one in problem.resources if one.center == center and role.capability in one.capabilities]
            for role in step.roles
        ]
        for resources in product(*able):
            if len({one.id for one in resources}) == len(resources):
                yield _way(problem, step, index, resources)


def _way(problem: Problem, step: Step, center: int, resources: tuple[Resource, ...]) -> Way:
    first, slot = grid(problem)
    # A role may begin before its step, but neither begins before `first`, so no start before that is worth a try.
    fitting = (start for start in range(first, problem.horizon, slot) if _fits(problem, step, resources, start, slot))
    starts = {
        start: [
            (one.id, minute, role.units)
            for role, one in zip(step.roles, resources, strict=True)
            for minute in range(start + role.offset, start + role.offset + role.duration, slot)
        ]
        for start in fitting
    }
    fees = sum(one.fee(role.duration, role.units) for one, role in zip(resources, step.roles, strict=True))
    return Way(step, center, resources, fees, problem.home_km[center] if step.attended else 0, starts)


def _fits(problem: Problem, step: Step, resources: tuple[Resource, ...], start: Minute, slot: int) -> bool:
    """Whether the step can start then as far as limits, opening hours and given bookings go."""
    if not _in_time(problem, start, start + step.duration):
        return False
    for role, resource in zip(step.roles, resources, strict=True):
        begins, ends = start + role.offset, start + role.offset + role.duration
        if not _in_time(problem, begins, ends):
            return False
        open_needed = [begins] if role.continuous else range(begins, ends, slot)
        if not all(_is_open(resource, minute) for minute in open_needed):
            return False
        if any(_busy(resource, minute) + role.units > resource.capacity for minute in range(begins, ends, slot)):
            return False
    return True


def _in_time(problem: Problem, start: Minute, end: Minute) -> bool:
    deadline = problem.request.deadline
    return problem.request.not_before <= start and end <= problem.horizon and (deadline is None or end <= deadline)


def _is_open(resource: Resource, minute: Minute) -> bool:
    return any(start <= minute < end for start, end in resource.open)


def _busy(resource: Resource, minute: Minute) -> int:
    return sum(units for start, end, units in resource.busy if start <= minute < end)


def _allowed(problem: Problem, cost: int, km: int) -> bool:
    most_cost, most_km = problem.request.max_cost, problem.request.max_km
    return (most_cost is None or cost <= most_cost) and (most_km is None or km <= most_km)


def _in_order(problem: Problem) -> list[Step]:
    """The steps so that each comes after those it waits for."""
    waiting = list(problem.request.steps)
    ordered: list[Step] = []
    while waiting:
        done = {step.key for step in ordered}
        ordered.append(next(step for step in waiting if all(link.step in done for link in step.after)))
        waiting.remove(ordered[-1])
    return ordered


def _price(problem: Problem, combination: tuple[Way, ...]) -> tuple[int, int]:
    """What it costs, and how far the enterprise drives for it."""
    center = {way.step.key: way.center for way in combination}
    shipped = [(link.step, way.step.key) for way in combination for link in way.step.after if link.ships]
    shipping = sum(problem.ship_fee[center[source]][center[target]] for source, target in shipped)
    return sum(way.fees for way in combination) + shipping, sum(way.km for way in combination)


def _dominates(one: Point, other: Point) -> bool:
    return one != other and all(mine <= theirs for mine, theirs in zip(one, other, strict=True))


class _Schedule:
    """Steps placed one after the other, each tried at each of its starts."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.capacity = {one.id: one.capacity for one in problem.resources}
        self.placed: Placements = {}
        self.taken: Counter[tuple[str, Minute]] = Counter()
        self.best: tuple[Minute | None, Placements] = None, {}
        slot = grid(problem)[1]
        for resource in problem.resources:
            for start, end, units in resource.busy:
                self.taken.update({(resource.id, minute): units for minute in range(start, end, slot)})

    def earliest_end(self, ways: tuple[Way, ...], *, before: Minute | None) -> tuple[Minute, Placements] | None:
        """The earliest end, sooner than `before`, of all schedules in which these ways get along."""
        self.best = before, {}
        self.place(ways, None)
        end, placements = self.best
        return (end, placements) if end is not None and placements else None

    def place(self, ways: tuple[Way, ...], end: Minute | None) -> None:
        """Try the first of the ways at each of its starts, with all that can follow."""
        if not ways:
            self.best = end, dict(self.placed)
            return
        way = ways[0]
        for start in way.starts:
            ends = start + way.step.duration if end is None else max(end, start + way.step.duration)
            if self.best[0] is not None and ends >= self.best[0]:
                return
            if self.may_start(way, start) and self.has_room(way, start):
                self.placed[way.step.key] = way, start
                self.take(way, start, 1)
                self.place(ways[1:], ends)
                self.take(way, start, -1)
                del self.placed[way.step.key]

    def may_start(self, way: Way, start: Minute) -> bool:
        """Whether gaps, shipping and the enterprise's own time allow it."""
        for link in way.step.after:
            other, began = self.placed[link.step]
            ended = began + other.step.duration
            shipping = self.problem.ship_minutes[other.center][way.center] if link.ships else 0
            if start < ended + link.min_gap + shipping or (link.max_gap is not None and start > ended + link.max_gap):
                return False
        attended = [(other, began) for other, began in self.placed.values() if other.step.attended]
        return not way.step.attended or all(
            start >= began + other.step.duration + self.travel(other, way)
            or began >= start + way.step.duration + self.travel(way, other)
            for other, began in attended
        )

    def travel(self, one: Way, other: Way) -> Minute:
        """How long the enterprise is on its way from one step to another."""
        minutes = self.problem.travel_minutes
        return 0 if minutes is None else minutes[one.center][other.center]

    def has_room(self, way: Way, start: Minute) -> bool:
        """Whether nothing the way takes is too full by now."""
        return all(self.taken[id_, minute] + units <= self.capacity[id_] for id_, minute, units in way.starts[start])

    def take(self, way: Way, start: Minute, sign: int) -> None:
        """Take (1) or give back (-1) the way's resources."""
        for id_, minute, units in way.starts[start]:
            self.taken[id_, minute] += sign * units
