"""One branch made ready to search: allowed modes, arcs in an order of placing, and the narrowest static limits."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from openitc.planner.amounts import amount
from openitc.planner.model import Arc, Branch, Model
from openitc.planner.network import Modes
from openitc.planner.windows import Flags, Ints

NO_PATH = -(1 << 61)
# No two starts of a possible route are so far apart: more is as good as this.
BEYOND = 1 << 58


class Relaxation:
    """A branch without the self-conflicts and maximum gaps that it does not name."""

    def __init__(self, model: Model, branch: Branch) -> None:
        self.model, self.branch = model, branch
        self.arcs = [*model.arcs, *branch.arcs]
        self.earliest, self.latest = list(model.earliest), list(model.latest)
        for step, minute in branch.earliest:
            self.earliest[step] = max(self.earliest[step], minute)
        for step, minute in branch.latest:
            self.latest[step] = min(self.latest[step], minute)
        self.modes = [self._allowed(step) for step in range(model.size)]
        self.possible = all(len(modes) for modes in self.modes) and self._affordable() and self._timely()

    def _allowed(self, step: int) -> Modes:
        """The modes with what the branch forces and without what it forbids."""
        modes = self.model.all_modes(step)
        kept = np.ones(len(modes), dtype=bool)
        for where, role, resource in self.branch.forbidden:
            if where == step:
                kept &= modes.resources[:, role] != resource
        for where, role, resource in self.branch.forced:
            if where == step:
                kept &= modes.resources[:, role] == resource
        return modes.where(kept)

    def _affordable(self) -> bool:
        """Drop the modes that no choice of the others can bring within the limits."""
        if self.model.problem.request.max_cost is None and self.model.problem.request.max_km is None:
            return True
        km = [self.model.km(step, modes.center) for step, modes in enumerate(self.modes)]
        least_fee = [int(modes.fee.min()) for modes in self.modes]
        least_km = [int(each.min()) for each in km]
        shipping = sum(
            count * int(self.between(self.model.network.ship_fee, *pair).min())
            for pair, count in self.model.shipments.items()
            if count
        )
        for step, modes in enumerate(self.modes):
            cost = modes.fee + amount(sum(least_fee) - least_fee[step] + shipping)
            kept = self.model.within_limits(cost, km[step] + amount(sum(least_km) - least_km[step]))
            self.modes[step] = modes.where(kept)
            if not kept.any():
                return False
        return True

    def between(self, matrix: Ints, before: int, after: int) -> Ints:
        """The matrix from the centers where one step may be to those where another may be."""
        return matrix[np.ix_(np.unique(self.modes[before].center), np.unique(self.modes[after].center))]

    def _timely(self) -> bool:
        """Narrow the limits along the arcs; false where nothing can satisfy them."""
        if not self._paths.size:
            return False
        for step in self.order:
            self._follow(step)
            if self.earliest[step] > self.latest[step]:
                return False
        for step in reversed(self.order):
            for arc in self.incoming[step]:
                latest = self.latest[step] - arc.lag - self.way(arc)
                self.latest[arc.before] = min(self.latest[arc.before], latest)
        return all(early <= late for early, late in zip(self.earliest, self.latest, strict=True))

    def _follow(self, step: int) -> None:
        for arc in self.incoming[step]:
            self.earliest[step] = max(self.earliest[step], self.earliest[arc.before] + arc.lag + self.way(arc))
        self.earliest[step] = self.modes[step].any.next_one(0, self.earliest[step])

    def way(self, arc: Arc) -> int:
        """The shortest way any choice of centers leaves for an arc."""
        return self._ways.get(arc, 0)

    @cached_property
    def _ways(self) -> dict[Arc, int]:
        minutes = self.model.minutes
        return {arc: int(self.between(minutes(arc), arc.before, arc.after).min()) for arc in self.arcs if arc.leads}

    @cached_property
    def _paths(self) -> Flags:
        """Which step's start bounds which other's from below; nothing where the arcs contradict one another."""
        size = self.model.size
        lags = np.full((size, size), NO_PATH)
        np.fill_diagonal(lags, 0)
        for arc in self.arcs:
            lags[arc.before, arc.after] = max(lags[arc.before, arc.after], arc.lag + self.way(arc))
        for via in range(size):
            if lags.diagonal().max() > 0:
                break
            into, out = lags[:, via : via + 1], lags[via]
            around = np.clip(into + out, -BEYOND, BEYOND)
            lags = np.where((into > NO_PATH) & (out > NO_PATH), np.maximum(lags, around), lags)
        return np.asarray(lags > NO_PATH) if lags.diagonal().max() == 0 else np.zeros((0, 0), dtype=bool)

    @cached_property
    def compounds(self) -> list[tuple[int, ...]]:
        """For each step, the steps whose starts it bounds and is bounded by, itself among them."""
        tied = self._paths & self._paths.T
        return [tuple(step for step in self.model.order if tied[step, index]) for index in range(self.model.size)]

    @cached_property
    def order(self) -> list[int]:
        """An order of placing in which a compound stays together and follows all that bounds it."""
        ordered: list[int] = []
        left = list(self.model.order)
        while left:
            ready = next(step for step in left if self._is_ready(step, left))
            ordered += self.compounds[ready]
            left = [step for step in left if step not in self.compounds[ready]]
        return ordered

    def _is_ready(self, step: int, left: Sequence[int]) -> bool:
        return all(other in self.compounds[step] for other in left if self._paths[other, step])

    @cached_property
    def incoming(self) -> list[list[Arc]]:
        """For each step the arcs from steps placed before it."""
        place = {step: index for index, step in enumerate(self.order)}
        return [
            [arc for arc in self.arcs if arc.after == step and place[arc.before] < place[step]]
            for step in range(self.model.size)
        ]

    def line(self, step: int) -> tuple[int, ...]:
        """The step's compound if it is a line: each member tied to the next alone, which ends no sooner; else nothing.

        Then all that matters of a partial route is the stretch in which its last member may start.
        """
        return self._lines[step]

    @cached_property
    def _lines(self) -> list[tuple[int, ...]]:
        return [members if len(members) > 1 and self._is_line(members) else () for members in self.compounds]

    def _is_line(self, members: tuple[int, ...]) -> bool:
        place = {member: index for index, member in enumerate(members)}
        for arc in self.arcs:
            if arc.before in place and arc.after in place:
                if abs(place[arc.before] - place[arc.after]) != 1:
                    return False
            elif arc.before in place and arc.before != members[-1]:
                return False
        duration = [self.model.steps[member].duration for member in members]
        return all(
            any(
                (arc.before, arc.after) == (members[index], members[index + 1])
                and arc.lag + self.way(arc) + duration[index + 1] >= duration[index]
                for arc in self.arcs
            )
            for index in range(len(members) - 1)
        )
