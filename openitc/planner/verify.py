"""Holds an answer to every rule of the contract. It shares nothing with the search but the problem's types."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product
from math import isfinite
from typing import TypeGuard

from openitc.planner.problem import Minute, Problem, Resource, Role, Satang, Step

FORMAT = "openitc-routes/1"
POINT = ("finish", "cost", "km")


def violations(problem: Problem, answer: object) -> list[str]:
    """Every way in which the answer (a parsed routes file) breaks the contract, one sentence each."""
    if not isinstance(answer, dict):
        return ["The answer is not an object."]
    found = list(_of_the_envelope(problem, answer))
    routes = answer.get("routes")
    if not isinstance(routes, list):
        return [*found, "The answer has no list of routes."]
    network = _Network(problem)
    for index, route in enumerate(routes):
        found += _of_a_route(network, f"Route {index}", route)
    found += _of_the_set(routes)
    if not routes:
        found += _of_an_empty_answer(network, answer)
    return found


@dataclass(slots=True)
class _Network:
    """The problem with its parts found by name."""

    problem: Problem
    center: dict[str, int] = field(init=False)
    resource: dict[str, Resource] = field(init=False)
    step: dict[str, Step] = field(init=False)

    def __post_init__(self) -> None:
        self.center = {key: index for index, key in enumerate(self.problem.centers)}
        self.resource = {resource.id: resource for resource in self.problem.resources}
        self.step = {step.key: step for step in self.problem.request.steps}

    def km(self, step: Step, center: str) -> int:
        return self.problem.home_km[self.center[center]] if step.attended else 0

    def allows_limits(self, cost: Satang, km: int) -> bool:
        request = self.problem.request
        return (request.max_cost is None or cost <= request.max_cost) and (
            request.max_km is None or km <= request.max_km
        )


@dataclass(frozen=True, slots=True)
class _Stay:
    """One step of a route, read: where, when and with whom. Only what could be read as meant gets this far."""

    name: str
    step: Step
    center: str
    start: Minute
    stated_end: Minute
    resources: tuple[Resource, ...]

    @property
    def end(self) -> Minute:
        return self.start + self.step.duration

    def holds(self) -> "list[_Hold]":
        return [
            _Hold(f"{self.name}, role {index}", role, resource, self.start + role.offset)
            for index, (role, resource) in enumerate(zip(self.step.roles, self.resources, strict=True))
        ]


@dataclass(frozen=True, slots=True)
class _Hold:
    """One resource held for one role of a step."""

    name: str
    role: Role
    resource: Resource
    start: Minute

    @property
    def end(self) -> Minute:
        return self.start + self.role.duration


def _is_whole(value: object) -> TypeGuard[int]:
    # A bool is an int to Python, but not in the file.
    return type(value) is int


def _of_the_envelope(problem: Problem, answer: dict[object, object]) -> Iterator[str]:
    if answer.get("format") != FORMAT:
        yield f"The format is not {FORMAT!r}."
    if not isinstance(answer.get("proved"), bool):
        yield "The field proved is neither true nor false."
    elapsed = answer.get("elapsed_ms")
    if not (_is_whole(elapsed) or (isinstance(elapsed, float) and isfinite(elapsed))) or elapsed < 0:
        yield "The field elapsed_ms is not a number of milliseconds."
    if "infeasible_step" not in answer:
        yield "The field infeasible_step is missing."
    named = answer.get("infeasible_step")
    if named is None:
        return
    if named not in [step.key for step in problem.request.steps]:
        yield f"The infeasible_step {named!r} is no step of the request."
    if answer.get("routes"):
        yield f"The infeasible_step {named!r} is named although there are routes."
    if answer.get("proved") is False:
        yield f"The infeasible_step {named!r} is named although nothing is proved."


def _of_a_route(network: _Network, name: str, route: object) -> Iterator[str]:
    if not isinstance(route, dict):
        yield f"{name} is not an object."
        return
    yield from (f"{name}: {part} is not a whole number." for part in POINT if not _is_whole(route.get(part)))
    entries = route.get("steps")
    if not isinstance(entries, list):
        yield f"{name} has no list of steps."
        return
    unread: list[str] = []
    stays = [stay for entry in entries if (stay := _read_stay(network, name, entry, unread)) is not None]
    yield from unread
    missing_or_doubled = list(_each_step_once(network, name, entries))
    yield from missing_or_doubled
    for stay in stays:
        yield from _of_a_stay(network, stay)
    yield from _of_capacity(name, stays)
    yield from _of_attendance(network, name, stays)
    yield from _of_order(network, stays)
    if not unread and not missing_or_doubled:
        yield from _of_totals(network, name, route, stays)


def _read_stay(network: _Network, route: str, entry: object, unread: list[str]) -> _Stay | None:
    """The entry as it was meant; None, with the reasons added to `unread`, where it makes no sense."""
    if not isinstance(entry, dict):
        unread.append(f"{route}: a step is not an object.")
        return None
    key = entry.get("key")
    step = network.step.get(key) if isinstance(key, str) else None
    if step is None:
        unread.append(f"{route}: {key!r} is no step of the request.")
        return None
    name = f"{route}, step {key!r}"
    center, start, end, resources = (entry.get(part) for part in ("center", "start", "end", "resources"))
    reasons = []
    if not isinstance(center, str) or center not in network.center:
        reasons.append(f"{name}: {center!r} is no center.")
    reasons += [f"{name}: {part} is not a whole number." for part in ("start", "end") if not _is_whole(entry.get(part))]
    reasons += _reasons_against_resources(network, name, step, resources)
    unread.extend(reasons)
    if reasons or not (isinstance(center, str) and _is_whole(start) and _is_whole(end) and isinstance(resources, list)):
        return None
    return _Stay(name, step, center, start, end, tuple(network.resource[resource] for resource in resources))


def _reasons_against_resources(network: _Network, name: str, step: Step, resources: object) -> Iterator[str]:
    if not isinstance(resources, list):
        yield f"{name} has no list of resources."
        return
    if len(resources) != len(step.roles):
        yield f"{name} lists {len(resources)} resources for {len(step.roles)} roles."
    for resource in resources:
        if not isinstance(resource, str) or resource not in network.resource:
            yield f"{name}: {resource!r} is no resource."


def _each_step_once(network: _Network, name: str, entries: list[object]) -> Iterator[str]:
    keys = [entry.get("key") for entry in entries if isinstance(entry, dict)]
    times = Counter(key for key in keys if isinstance(key, str))
    for key in network.step:
        if times[key] == 0:
            yield f"{name}, step {key!r} is missing."
        elif times[key] > 1:
            yield f"{name}, step {key!r} stands there {times[key]} times."


def _of_a_stay(network: _Network, stay: _Stay) -> Iterator[str]:
    if stay.stated_end != stay.end:
        yield f"{stay.name} ends at {stay.stated_end}, but {stay.start} + {stay.step.duration} is {stay.end}."
    if stay.step.centers is not None and stay.center not in stay.step.centers:
        yield f"{stay.name} may not take place at {stay.center!r}."
    for id_, roles in Counter(resource.id for resource in stay.resources).items():
        if roles > 1:
            yield f"{stay.name} gives {id_!r} to {roles} roles."
    yield from _of_time_limits(network, stay.name, stay.start, stay.end)
    for hold in stay.holds():
        if hold.resource.center != stay.center:
            yield f"{hold.name}: {hold.resource.id!r} is at {hold.resource.center!r}, not at {stay.center!r}."
        if hold.role.capability not in hold.resource.capabilities:
            yield f"{hold.name}: {hold.resource.id!r} lacks the capability {hold.role.capability!r}."
        yield from _of_time_limits(network, hold.name, hold.start, hold.end)
        if not _keeps_open_hours(hold):
            yield f"{hold.name}: {hold.resource.id!r} is not open as needed for [{hold.start}, {hold.end})."


def _of_time_limits(network: _Network, name: str, start: Minute, end: Minute) -> Iterator[str]:
    request = network.problem.request
    if start < request.not_before:
        yield f"{name} starts at {start}, before not_before {request.not_before}."
    if end > network.problem.horizon:
        yield f"{name} ends at {end}, after the horizon {network.problem.horizon}."
    if request.deadline is not None and end > request.deadline:
        yield f"{name} ends at {end}, after the deadline {request.deadline}."


def _keeps_open_hours(hold: _Hold) -> bool:
    for opens, closes in _merged(hold.resource.open):
        if opens <= hold.start < closes:
            return hold.role.continuous or hold.end <= closes
    return False


def _merged(intervals: Iterable[tuple[Minute, Minute]]) -> list[tuple[Minute, Minute]]:
    merged: list[tuple[Minute, Minute]] = []
    for start, end in sorted(intervals):
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _of_capacity(name: str, stays: Sequence[_Stay]) -> Iterator[str]:
    holds = [(stay.step.key, hold) for stay in stays for hold in stay.holds()]
    for resource in {hold.resource.id: hold.resource for _, hold in holds}.values():
        own = [(key, hold) for key, hold in holds if hold.resource is resource]
        minute = _first_overfull_minute(resource, [(hold.start, hold.end, hold.role.units) for _, hold in own])
        if minute is not None:
            keys = sorted({repr(key) for key, hold in own if hold.start <= minute < hold.end})
            yield f"{name}, step {' and '.join(keys)}: {resource.id!r} is held beyond its capacity at {minute}."


def _first_overfull_minute(resource: Resource, own: Sequence[tuple[Minute, Minute, int]]) -> Minute | None:
    """The first minute at which the route holds too much; beyond capacity without the route is no fault of it."""
    for start, end, _ in sorted(own):
        taken = [other for other in (*resource.busy, *own) if other[0] < end and start < other[1]]
        # The load only rises where an interval starts, so no other minute can be the first overfull one.
        for minute in sorted({start} | {other[0] for other in taken if other[0] > start}):
            if sum(units for begins, ends, units in taken if begins <= minute < ends) > resource.capacity:
                return minute
    return None


def _travel(network: _Network, one: _Stay, other: _Stay) -> int:
    minutes = network.problem.travel_minutes
    return 0 if minutes is None else _between(network, minutes, one, other)


def _of_attendance(network: _Network, name: str, stays: Sequence[_Stay]) -> Iterator[str]:
    for one, other in combinations([stay for stay in stays if stay.step.attended], 2):
        first, second = sorted((one, other), key=lambda stay: stay.start)
        if second.start < first.end:
            yield f"{name}: the enterprise attends the steps {one.step.key!r} and {other.step.key!r} at the same time."
        elif second.start < first.end + _travel(network, first, second):
            yield f"{name}: the enterprise cannot be at {second.step.key!r} in time after {first.step.key!r}."


def _of_order(network: _Network, stays: Sequence[_Stay]) -> Iterator[str]:
    by_key = {stay.step.key: stay for stay in stays}
    for stay in stays:
        for link in stay.step.after:
            other = by_key.get(link.step)
            if other is None:
                continue
            shipping = _between(network, network.problem.ship_minutes, other, stay) if link.ships else 0
            earliest = other.end + link.min_gap + shipping
            if stay.start < earliest:
                yield f"{stay.name} starts at {stay.start}, but {link.step!r} allows it from {earliest} only."
            latest = None if link.max_gap is None else other.end + link.max_gap
            if latest is not None and stay.start > latest:
                yield f"{stay.name} starts at {stay.start}, but {link.step!r} allows it until {latest} only."


def _between(network: _Network, matrix: Sequence[Sequence[int]], one: _Stay, other: _Stay) -> int:
    return matrix[network.center[one.center]][network.center[other.center]]


def _of_totals(network: _Network, name: str, route: dict[object, object], stays: Sequence[_Stay]) -> Iterator[str]:
    request = network.problem.request
    by_key = {stay.step.key: stay for stay in stays}
    cost = sum(_fee(hold.resource, hold.role) for stay in stays for hold in stay.holds())
    for stay in stays:
        for link in stay.step.after:
            cost += _between(network, network.problem.ship_fee, by_key[link.step], stay) if link.ships else 0
    km = sum(network.km(stay.step, stay.center) for stay in stays)
    end = max((stay.end for stay in stays), default=0)
    finish = end // 1440 if network.problem.finish_unit == "day" else end
    for part, value in zip(POINT, (finish, cost, km), strict=True):
        if route.get(part) != value:
            yield f"{name}: {part} is stated as {route.get(part)!r}, but is {value}."
    if request.max_cost is not None and cost > request.max_cost:
        yield f"{name}: cost {cost} is above max_cost {request.max_cost}."
    if request.max_km is not None and km > request.max_km:
        yield f"{name}: km {km} is above max_km {request.max_km}."


def _fee(resource: Resource, role: Role) -> Satang:
    # Worked out here again rather than asked of the resource: the search asks that one.
    tariff = resource.tariff or {}
    per_hour, rest = divmod(resource.fee_per_hour * role.duration, 60)
    return tariff.get((role.duration, role.units), per_hour + (rest > 0))


def _of_the_set(routes: Sequence[object]) -> Iterator[str]:
    known = [(index, point) for index, route in enumerate(routes) if (point := _point(route)) is not None]
    for (index, one), (next_index, other) in pairwise(known):
        if one > other:
            yield f"Routes {index} and {next_index} are not sorted by finish, cost and km."
    for (index, one), (other_index, other) in combinations(known, 2):
        if one == other:
            yield f"Routes {index} and {other_index} are the same point."
        elif _no_worse(one, other):
            yield f"Route {other_index} is dominated by route {index}."
        elif _no_worse(other, one):
            yield f"Route {index} is dominated by route {other_index}."


def _point(route: object) -> tuple[int, ...] | None:
    values = [route.get(part) for part in POINT] if isinstance(route, dict) else [None]
    return tuple(whole) if len(whole := [value for value in values if _is_whole(value)]) == len(values) else None


def _no_worse(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(mine <= theirs for mine, theirs in zip(one, other, strict=True))


def _of_an_empty_answer(network: _Network, answer: dict[object, object]) -> Iterator[str]:
    """An empty, proved answer must name the first step that cannot stand even alone, or none where each can."""
    if answer.get("proved") is not True:
        return
    steps = network.problem.request.steps
    hopeless = next((step.key for step in steps if not _can_stand_alone(network, step)), None)
    if answer.get("infeasible_step") != hopeless:
        yield f"The infeasible_step is {answer.get('infeasible_step')!r}, but should be {hopeless!r}."


def _can_stand_alone(network: _Network, step: Step) -> bool:
    for center in network.problem.centers:
        if step.centers is not None and center not in step.centers:
            continue
        resources = [resource for resource in network.problem.resources if resource.center == center]
        able = [[resource for resource in resources if role.capability in resource.capabilities] for role in step.roles]
        if any(_can_start(network, step, center, able, start) for start in _starts_to_try(network, step, able)):
            return True
    return False


def _starts_to_try(network: _Network, step: Step, able: Sequence[Sequence[Resource]]) -> list[Minute]:
    """A placement that works still works moved back to where something opens, frees up or begins to be allowed."""
    not_before = network.problem.request.not_before
    starts = {not_before, *(not_before - role.offset for role in step.roles)}
    for role, resources in zip(step.roles, able, strict=True):
        for resource in resources:
            starts |= {opens - role.offset for opens, _ in resource.open}
            starts |= {frees - role.offset for _, frees, _ in resource.busy}
    return sorted(starts)


def _can_start(network: _Network, step: Step, center: str, able: Sequence[Sequence[Resource]], start: Minute) -> bool:
    if any(_of_time_limits(network, "", start, start + step.duration)):
        return False
    free: list[list[Resource]] = []
    for role, resources in zip(step.roles, able, strict=True):
        holds = (_Hold("", role, resource, start + role.offset) for resource in resources)
        fitting = sorted((hold.resource for hold in holds if _fits(network, hold)), key=lambda one: _fee(one, role))
        # Of n roles, the others take n - 1 resources at most, so one of a role's n cheapest is always left for it.
        free.append(fitting[: len(step.roles)])
    for chosen in product(*free):
        if len({resource.id for resource in chosen}) == len(chosen):
            cost = sum(map(_fee, chosen, step.roles))
            if network.allows_limits(cost, network.km(step, center)):
                return True
    return False


def _fits(network: _Network, hold: _Hold) -> bool:
    return (
        not any(_of_time_limits(network, "", hold.start, hold.end))
        and _keeps_open_hours(hold)
        and _first_overfull_minute(hold.resource, [(hold.start, hold.end, hold.role.units)]) is None
    )
