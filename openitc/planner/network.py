"""A network made ready for many requests: windows and ways to fill a step, worked out once when first asked for."""

from collections.abc import Iterable, Set
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import numpy as np

from openitc.planner.amounts import amounts, are_likely
from openitc.planner.calendars import Calendar
from openitc.planner.problem import Problem, Resource, Role, Step
from openitc.planner.windows import Flags, Ints, Windows

# A step that holds nothing may start at any minute that sums of a file's numbers come to.
LONG_AGO = -(1 << 57)

RoleKind = tuple[str, int, int, bool]
StepKind = tuple[tuple[Role, ...], frozenset[str] | None]


@dataclass(frozen=True, slots=True)
class Pool:
    """The resources that can fill one kind of role, by center then place in the problem."""

    resources: Ints
    center: Ints
    fee: Ints
    starts: Windows


@dataclass(frozen=True, eq=False)
class Modes:
    """All ways to fill one kind of step: a center and one resource for each role; by center, then fee."""

    center: Ints
    fee: Ints
    resources: Ints
    starts: Windows
    _tables: dict[tuple[int, int, int], Ints] = field(default_factory=dict, init=False)

    def __len__(self) -> int:
        return len(self.center)

    @cached_property
    def any(self) -> Windows:
        """When any mode may start."""
        return self.starts.union()

    def any_from(self, minutes: Ints) -> Ints:
        """The first minute at which any mode may start, from each of some evenly spaced minutes on."""
        spacing = int(minutes[0]), int(minutes[1]), len(minutes)
        if spacing not in self._tables:
            self._tables[spacing] = self.any.next(np.zeros(1, dtype=np.int64), minutes)
        return self._tables[spacing]

    def where(self, kept: Flags) -> "Modes":
        """Only the modes marked."""
        if kept.all():
            return self
        rows = np.flatnonzero(kept)
        return Modes(self.center[rows], self.fee[rows], self.resources[rows], self.starts.take(rows))


class Network:
    """Centers, their resources and the ways between them; what is worked out for one request serves the next."""

    def __init__(
        self,
        centers: tuple[str, ...],
        resources: tuple[Resource, ...],
        ship_minutes: tuple[tuple[int, ...], ...],
        ship_fee: tuple[tuple[int, ...], ...],
        travel_minutes: tuple[tuple[int, ...], ...] | None = None,
    ) -> None:
        self.centers = centers
        self.resources = resources
        self.travels = travel_minutes is not None
        self.travel_minutes = np.array(travel_minutes or np.zeros((len(centers),) * 2), dtype=np.int64)
        self.ship_minutes = np.array(ship_minutes, dtype=np.int64).reshape(len(centers), len(centers))
        self.ship_fee = amounts(chain.from_iterable(ship_fee)).reshape(len(centers), len(centers))
        self._position = {center: index for index, center in enumerate(centers)}
        self._calendars: dict[str, tuple[Ints, Calendar]] = {}
        self._pools: dict[RoleKind, Pool] = {}
        self._modes: dict[StepKind, Modes] = {}

    @classmethod
    def of(cls, problem: Problem) -> "Network":
        """The network a problem is about."""
        return cls(problem.centers, problem.resources, problem.ship_minutes, problem.ship_fee, problem.travel_minutes)

    def with_changed(self, changed: Iterable[Resource]) -> "Network":
        """The network after some resources' bookings changed; what does not concern them is kept."""
        replaced = {resource.id: resource for resource in changed}
        resources = tuple(replaced.get(resource.id, resource) for resource in self.resources)
        touched = {
            capability
            for old, new in zip(self.resources, resources, strict=True)
            if old is not new
            for capability in old.capabilities | new.capabilities
        }
        network = copy(self)
        network.resources = resources
        network.forget(touched)
        return network

    def forget(self, capabilities: Set[str]) -> None:
        """Work out anew, when next asked, what concerns these capabilities."""
        self._calendars = {name: kept for name, kept in self._calendars.items() if name not in capabilities}
        self._pools = {kind: pool for kind, pool in self._pools.items() if kind[0] not in capabilities}
        self._modes = {
            kind: modes
            for kind, modes in self._modes.items()
            if capabilities.isdisjoint(role.capability for role in kind[0])
        }

    @cached_property
    def detours_never_pay(self) -> bool:
        """Whether going by way of another center is never shorter nor cheaper than going straight, nor rewarded."""
        matrices = self.ship_minutes, self.ship_fee, self.travel_minutes
        return are_likely(self.ship_fee) and all(_obeys_triangle(each) and (each >= 0).all() for each in matrices)

    def modes(self, step: Step) -> Modes:
        """Every way to fill the step."""
        kind = (step.roles, step.centers)
        if kind not in self._modes:
            self._modes[kind] = self._build_modes(step)
        return self._modes[kind]

    def pool(self, role: Role) -> Pool:
        """Every resource that can fill the role."""
        kind = (role.capability, role.units, role.duration, role.continuous)
        if kind not in self._pools:
            self._pools[kind] = self._build_pool(role)
        return self._pools[kind]

    def _build_pool(self, role: Role) -> Pool:
        able, calendar = self._calendar(role.capability)
        starts = calendar.starts(role.duration, role.units, continuous=role.continuous)
        used = np.flatnonzero(starts.occupied())
        kept = [self.resources[index] for index in able[used]]
        center = np.array([self._position[resource.center] for resource in kept], dtype=np.int64)
        fee = amounts(resource.fee(role.duration, role.units) for resource in kept)
        return Pool(able[used], center, fee, starts.take(used))

    def _calendar(self, capability: str) -> tuple[Ints, Calendar]:
        if capability not in self._calendars:
            able = [index for index, resource in enumerate(self.resources) if capability in resource.capabilities]
            able.sort(key=lambda index: self._position[self.resources[index].center])
            calendar = Calendar([self.resources[index] for index in able])
            self._calendars[capability] = np.array(able, dtype=np.int64), calendar
        return self._calendars[capability]

    def _build_modes(self, step: Step) -> Modes:
        pools = [self.pool(role) for role in step.roles]
        chosen = _combinations(pools, len(self.centers))
        center = pools[0].center[chosen[:, 0]] if pools else np.arange(len(self.centers))
        if step.centers is not None:
            pinned = np.array([name in step.centers for name in self.centers], dtype=bool)
            chosen, center = chosen[pinned[center]], center[pinned[center]]
        fee = np.zeros(len(chosen), dtype=np.int64)
        resources = np.zeros_like(chosen)
        starts = Windows.always(len(chosen), LONG_AGO, -LONG_AGO)
        for index, (role, pool) in enumerate(zip(step.roles, pools, strict=True)):
            rows = chosen[:, index]
            fee, resources[:, index] = fee + pool.fee[rows], pool.resources[rows]
            own = pool.starts.take(rows).shifted(-role.offset)
            starts = starts.within(own) if index else own
        order = np.lexsort((*resources.T[::-1], fee, center))
        order = order[starts.occupied()[order]]
        return Modes(center[order], fee[order], resources[order], starts.take(order))


def _combinations(pools: list[Pool], centers: int) -> Ints:
    """Rows of the pools, one column each, at one center and no resource twice."""
    if not pools:
        return np.zeros((centers, 0), dtype=np.int64)
    bounds = [np.searchsorted(pool.center, np.arange(centers + 1)) for pool in pools]
    parts = []
    for center in range(centers):
        ranges = [np.arange(bound[center], bound[center + 1]) for bound in bounds]
        if all(len(rows) for rows in ranges):
            parts.append(np.stack([grid.ravel() for grid in np.meshgrid(*ranges, indexing="ij")], axis=1))
    chosen = np.concatenate(parts) if parts else np.zeros((0, len(pools)), dtype=np.int64)
    distinct = np.ones(len(chosen), dtype=bool)
    names = [pool.resources[chosen[:, index]] for index, pool in enumerate(pools)]
    for index, name in enumerate(names):
        for other in names[:index]:
            distinct &= name != other
    return chosen[distinct]


def _obeys_triangle(matrix: Ints) -> bool:
    """Whether matrix[a, c] <= matrix[a, b] + matrix[b, c] wherever b is not a."""
    for via in range(len(matrix)):
        shorter = matrix > matrix[:, via : via + 1] + matrix[via]
        shorter[via] = False
        if shorter.any():
            return False
    return True
