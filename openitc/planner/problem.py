"""The planner's problem: what it is made of, and the strict reading of the file that states it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heappush
from typing import Literal, cast

from openitc.planner.fields import (
    Fields,
    Malformed,
    flag,
    integer,
    items,
    loaded,
    once,
    optional_integer,
    positive,
    refuse,
    spans,
    text,
)

__all__ = [
    "Link",
    "Malformed",
    "Minute",
    "Problem",
    "Request",
    "Resource",
    "Role",
    "Satang",
    "Step",
    "in_order",
    "parse",
]

Minute = int
Satang = int
FinishUnit = Literal["minute", "day"]

FORMAT = "openitc-problem/1"
MINUTES_A_DAY = 1440


@dataclass(frozen=True, slots=True)
class Resource:
    """A machine, expert, laboratory slot or room: when it is open, how much of it is taken, what it costs."""

    id: str
    center: str
    capabilities: frozenset[str]
    capacity: int
    fee_per_hour: Satang
    open: tuple[tuple[Minute, Minute], ...]
    busy: tuple[tuple[Minute, Minute, int], ...]
    # Fee by (role duration, units) where a live fee rule is not per hour; a problem file never sets it.
    tariff: Mapping[tuple[Minute, int], Satang] | None = None

    def fee(self, duration: Minute, units: int) -> Satang:
        """The price of holding it once for `duration`, rounded up to a whole satang."""
        if self.tariff is not None and (duration, units) in self.tariff:
            return self.tariff[duration, units]
        return -(-self.fee_per_hour * duration // 60)


@dataclass(frozen=True, slots=True)
class Role:
    """What one resource does within a step: from `offset` after the step's start, for `duration`."""

    capability: str
    units: int
    offset: Minute
    duration: Minute
    continuous: bool


@dataclass(frozen=True, slots=True)
class Link:
    """How long after the end of another step this one may start."""

    step: str
    min_gap: Minute
    max_gap: Minute | None
    ships: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done at one center by one resource for each role."""

    key: str
    duration: Minute
    attended: bool
    roles: tuple[Role, ...]
    after: tuple[Link, ...]
    # Live callers may pin a step to some centers; a problem file never does.
    centers: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What an enterprise asks for: the steps, and limits that are all inclusive."""

    steps: tuple[Step, ...]
    not_before: Minute
    deadline: Minute | None
    max_cost: Satang | None
    max_km: int | None


@dataclass(frozen=True, slots=True)
class Problem:
    """A request on a network, complete in itself; times are minutes from `epoch`."""

    epoch: str
    horizon: Minute
    finish_unit: FinishUnit
    centers: tuple[str, ...]
    home_km: tuple[int, ...]
    ship_minutes: tuple[tuple[Minute, ...], ...]
    ship_fee: tuple[tuple[Satang, ...], ...]
    resources: tuple[Resource, ...]
    request: Request
    # How long the enterprise is on its way from one center's step to another's. Live callers may ask for it to be
    # kept between the steps it attends; a problem file never does.
    travel_minutes: tuple[tuple[Minute, ...], ...] | None = None

    @property
    def latest_end(self) -> Minute:
        """The minute by which everything must have ended."""
        deadline = self.request.deadline
        return self.horizon if deadline is None else min(self.horizon, deadline)

    def finish_of(self, end: Minute) -> int:
        """The finish as the problem counts it: in minutes, or in whole days."""
        return end if self.finish_unit == "minute" else end // MINUTES_A_DAY


def in_order(steps: Sequence[Step]) -> list[int]:
    """Positions of the steps, each after those it waits for; those in a circle, or behind one, are left out."""
    position = {step.key: index for index, step in enumerate(steps)}
    waits_for = [{position[link.step] for link in step.after} for step in steps]
    followers: list[list[int]] = [[] for _ in steps]
    for index, others in enumerate(waits_for):
        for other in others:
            followers[other].append(index)
    missing = [len(others) for others in waits_for]
    ready = [index for index, count in enumerate(missing) if not count]
    heapify(ready)
    ordered: list[int] = []
    while ready:
        ordered.append(done := heappop(ready))
        for follower in followers[done]:
            missing[follower] -= 1
            if not missing[follower]:
                heappush(ready, follower)
    return ordered


def parse(text_or_object: str | bytes | Mapping[str, object]) -> Problem:
    """Read a problem; raise `Malformed`, naming the field, wherever it departs from the agreed form."""
    return _problem(loaded(text_or_object) if isinstance(text_or_object, str | bytes) else text_or_object)


def _open(value: object, path: str) -> tuple[tuple[Minute, Minute], ...]:
    """Opening intervals in order, abutting ones made one."""
    stated = spans(value, path, 2)
    merged: list[tuple[int, int]] = []
    for index in sorted(range(len(stated)), key=stated.__getitem__):
        start, end = stated[index]
        if merged and start < merged[-1][1]:
            refuse(f"{path}[{index}]", "overlaps another opening interval")
        if merged and start == merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _busy(value: object, path: str) -> tuple[tuple[Minute, Minute, int], ...]:
    stated = spans(value, path, 3)
    for index, (_, _, units) in enumerate(stated):
        if units < 0:
            refuse(f"{path}[{index}][2]", "must be at least 0")
    return cast("tuple[tuple[int, int, int], ...]", stated)


def _resource(value: object, path: str) -> Resource:
    fields = Fields.of(value, path)
    return Resource(
        id=fields.read("id", text),
        center=fields.read("center", text),
        capabilities=frozenset(fields.read("capabilities", lambda value, where: items(value, where, text))),
        capacity=fields.read("capacity", positive),
        fee_per_hour=fields.read("fee_per_hour", integer),
        open=fields.read("open", _open),
        busy=fields.read("busy", _busy),
    )


def _step(value: object, path: str) -> Step:
    fields = Fields.of(value, path)
    continuous = fields.read("continuous", flag)

    def roles(value: object, where: str) -> tuple[Role, ...]:
        return items(value, where, lambda item, at: _role(item, at, continuous=continuous))

    return Step(
        key=fields.read("key", text),
        duration=fields.read("duration", positive),
        attended=fields.read("attended", flag),
        roles=fields.read("roles", roles),
        after=fields.read("after", lambda value, where: items(value, where, _link)),
    )


def _role(value: object, path: str, *, continuous: bool) -> Role:
    fields = Fields.of(value, path)
    return Role(
        capability=fields.read("capability", text),
        units=fields.read("units", positive),
        offset=fields.read("offset", integer),
        duration=fields.read("duration", positive),
        continuous=continuous,
    )


def _link(value: object, path: str) -> Link:
    fields = Fields.of(value, path)
    return Link(
        step=fields.read("step", text),
        min_gap=fields.read("min_gap", integer),
        max_gap=fields.read("max_gap", optional_integer),
        ships=fields.read("ships", flag),
    )


def _request(value: object, path: str) -> Request:
    fields = Fields.of(value, path)
    return Request(
        steps=fields.read("steps", _steps),
        not_before=fields.read("not_before", integer),
        deadline=fields.read("deadline", optional_integer),
        max_cost=fields.read("max_cost", optional_integer),
        max_km=fields.read("max_km", optional_integer),
    )


def _steps(value: object, path: str) -> tuple[Step, ...]:
    steps = items(value, path, _step)
    if not steps:
        refuse(path, "must hold at least one step")
    once([step.key for step in steps], path, ".key")
    _check_links(steps, path)
    return steps


def _check_links(steps: Sequence[Step], path: str) -> None:
    keys = {step.key for step in steps}
    for index, step in enumerate(steps):
        for place, link in enumerate(step.after):
            if link.step not in keys:
                refuse(f"{path}[{index}].after[{place}].step", f"no step is called {link.step!r}")
    ordered = set(in_order(steps))
    for index, step in enumerate(steps):
        if index not in ordered:
            refuse(f"{path}[{index}].after", f"step {step.key!r} waits for itself, at once or in a circle")


def _epoch(value: object, path: str) -> str:
    written = text(value, path)
    try:
        datetime.fromisoformat(written)
    except ValueError:
        refuse(path, "must be a date and time as in 2026-11-23T00:00:00+07:00")
    return written


def _finish_unit(value: object, path: str) -> FinishUnit:
    if value not in ("minute", "day"):
        refuse(path, 'must be "minute" or "day"')
    return "day" if value == "day" else "minute"


def _format(value: object, path: str) -> None:
    if value != FORMAT:
        refuse(path, f'must be "{FORMAT}"')


def _problem(value: object) -> Problem:
    fields = Fields.of(value, "")
    fields.read("format", _format)
    centers = fields.read("centers", _centers)

    def row(item: object, where: str) -> tuple[int, ...]:
        return items(item, where, integer, len(centers))

    def square(item: object, where: str) -> tuple[tuple[int, ...], ...]:
        return items(item, where, row, len(centers))

    return Problem(
        epoch=fields.read("epoch", _epoch),
        horizon=fields.read("horizon", integer),
        finish_unit=fields.read("finish_unit", _finish_unit),
        centers=centers,
        home_km=fields.read("home_km", row),
        ship_minutes=fields.read("ship_minutes", square),
        ship_fee=fields.read("ship_fee", square),
        resources=fields.read("resources", lambda item, where: _resources(item, where, centers)),
        request=fields.read("request", _request),
    )


def _centers(value: object, path: str) -> tuple[str, ...]:
    centers = items(value, path, text)
    once(centers, path)
    return centers


def _resources(value: object, path: str, centers: Sequence[str]) -> tuple[Resource, ...]:
    resources = items(value, path, _resource)
    once([resource.id for resource in resources], path, ".id")
    known = frozenset(centers)
    for index, resource in enumerate(resources):
        if resource.center not in known:
            refuse(f"{path}[{index}].center", f"no center is called {resource.center!r}")
    return resources
