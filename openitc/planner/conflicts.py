"""A route in conflict with itself: two of its steps want the enterprise, or one resource, at the same minute.

Each conflict is answered by branches of which every sound route survives one, and hardly ever more: what two branches
share would be searched twice.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

from openitc.planner.model import Arc, Branch, Model
from openitc.planner.problem import Resource
from openitc.planner.schedule import Schedule
from openitc.planner.windows import NEVER


@dataclass(frozen=True, slots=True)
class Use:
    """A role's hold on a resource, relative to the start of its step."""

    step: int
    role: int
    offset: int
    duration: int
    units: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Uses that may not all overlap between `begin` and `end`; of the enterprise where `resource` is None."""

    uses: tuple[Use, ...]
    resource: int | None
    begin: int = -NEVER
    end: int = NEVER
    travels: bool = False

    def orders(self) -> Iterator[Arc]:
        """One of two uses ends before the other begins."""
        for one, other in permutations(self.uses, 2):
            yield Arc(one.step, other.step, one.offset + one.duration - other.offset, travels=self.travels)

    def branches(self, branch: Branch) -> Iterator[Branch]:
        """What the branch becomes, each way round the conflict; as good as no schedule is in two of them.

        The first of the uses that is not on the resource; or all are, then the first that keeps clear of the stretch,
        after it or before; or none does, then one use ends before another begins.
        """
        if self.resource is not None:
            for use in self.uses:
                hold = frozenset({(use.step, use.role, self.resource)})
                yield replace(branch, forbidden=branch.forbidden | hold)
                branch = replace(branch, forced=branch.forced | hold)
        for use in self.uses:
            if self.end < NEVER:
                after = self.end - use.offset
                yield replace(branch, earliest=(*branch.earliest, (use.step, after)))
                branch = replace(branch, latest=(*branch.latest, (use.step, after - 1)))
            if self.begin > -NEVER:
                before = self.begin - use.offset - use.duration
                yield replace(branch, latest=(*branch.latest, (use.step, before)))
                branch = replace(branch, earliest=(*branch.earliest, (use.step, before + 1)))
        for arc in self.orders():
            yield replace(branch, arcs=(*branch.arcs, arc))


def first_conflict(model: Model, schedule: Schedule) -> Conflict | None:
    """The first conflict of a schedule with itself: the enterprise's, then its resources'."""
    attended = [Use(index, -1, 0, step.duration, 1) for index, step in enumerate(model.steps) if step.attended]
    for pair in combinations(attended, 2):
        if not _in_time(model, pair, schedule) and not _in_time(model, (pair[1], pair[0]), schedule):
            return Conflict(pair, None, travels=model.network.travels)
    uses: defaultdict[int, list[Use]] = defaultdict(list)
    for index, (step, held) in enumerate(zip(model.steps, schedule.resources, strict=True)):
        for place, (role, resource) in enumerate(zip(step.roles, held, strict=True)):
            uses[resource].append(Use(index, place, role.offset, role.duration, role.units))
    found = (
        _overbooked(model.network.resources[resource], resource, held, schedule.start)
        for resource, held in uses.items()
        if len(held) > 1
    )
    return next((conflict for conflict in found if conflict), None)


def _in_time(model: Model, pair: tuple[Use, Use], schedule: Schedule) -> bool:
    """Whether the enterprise, done with one step, is at the other before that starts."""
    one, other = pair
    way = int(model.network.travel_minutes[schedule.center[one.step], schedule.center[other.step]])
    return schedule.start[one.step] + one.duration + way <= schedule.start[other.step]


def _overlap(uses: Sequence[Use], start: Sequence[int]) -> bool:
    begin = max(start[use.step] + use.offset for use in uses)
    return all(start[use.step] + use.offset + use.duration > begin for use in uses)


def _overbooked(resource: Resource, index: int, held: Sequence[Use], start: Sequence[int]) -> Conflict | None:
    """The fewest uses that together are too many, and the stretch throughout which they would be."""
    for count in range(2, len(held) + 1):
        for uses in combinations(held, count):
            if not _overlap(uses, start):
                continue
            units = sum(use.units for use in uses)
            if units > resource.capacity:
                return Conflict(uses, index)
            begin = max(start[use.step] + use.offset for use in uses)
            end = min(start[use.step] + use.offset + use.duration for use in uses)
            if not any(start_of < end and begin < end_of for start_of, end_of, _ in resource.busy):
                continue
            for full_from, full_until in _full(resource, resource.capacity - units):
                if full_from < end and begin < full_until:
                    return Conflict(uses, index, full_from, full_until)
    return None


def _full(resource: Resource, most: int) -> Iterator[tuple[int, int]]:
    """The longest stretches in which more than `most` units are booked."""
    changes: defaultdict[int, int] = defaultdict(int)
    for begin, end, units in resource.busy:
        changes[begin] += units
        changes[end] -= units
    booked, since = 0, None
    for minute in sorted(changes):
        booked += changes[minute]
        if booked > most and since is None:
            since = minute
        elif booked <= most and since is not None:
            yield since, minute
            since = None
