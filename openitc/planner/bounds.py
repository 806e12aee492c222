"""What is still to come at the least: cost and km by center, finish by the hour at which a step starts."""

from functools import cached_property

import numpy as np

from openitc.planner.amounts import amount
from openitc.planner.relaxation import Relaxation
from openitc.planner.windows import NEVER, Ints

DAY = 1440
TABLE = 20_000


class Grid:
    """Evenly spaced minutes, to look a function of time up instead of computing it; looked up, time rounds down."""

    def __init__(self, low: int, high: int) -> None:
        self.low = low // DAY * DAY
        span = high - self.low
        self.pace = 1 if span <= TABLE else 15 * -(-span // (15 * TABLE))
        self.size = span // self.pace + 2
        self.minutes = self.low + np.arange(self.size) * self.pace

    def at(self, minutes: Ints) -> Ints:
        """The place of each minute; the last place is too late for anything."""
        return np.minimum(np.maximum((minutes - self.low) // self.pace, 0), self.size - 1)


class Bounds:
    """Lower bounds that hold for every way to complete a partial route of one relaxation."""

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation, self.model = relaxation, relaxation.model
        problem = self.model.problem
        self.grid = Grid(problem.request.not_before, problem.latest_end + 1)
        self.least_km = [int(self.model.km(step, modes.center).min()) for step, modes in enumerate(relaxation.modes)]
        self.parent = [self._parent(step) for step in range(self.model.size)]
        # By step and its parent's center: the least cost of the step and of those that hang from it in turn.
        self.hanging: dict[int, Ints] = {}
        self._tails: dict[int, Ints] = {}
        self._begun: dict[int, Ints] = {}
        for step in reversed(relaxation.order):
            self.hanging[step] = self._hang(step)
            self._tails[step] = self._tail(step)
            self._begun[step] = self._begin(step)

    @cached_property
    def least_total(self) -> int:
        """The least cost of any route."""
        return sum(int(self.hanging[step].min()) for step, parent in enumerate(self.parent) if parent is None)

    @cached_property
    def mode_price(self) -> list[Ints]:
        """By step and mode, its fee and the least cost of what hangs from it."""
        prices = []
        for step, modes in enumerate(self.relaxation.modes):
            hanging = sum((self.hanging[child] for child in self.children(step)), np.zeros(1, dtype=np.int64))
            prices.append(modes.fee + (hanging if len(hanging) == 1 else hanging[modes.center]))
        return prices

    def own_finish(self, step: int, starts: Ints) -> Ints:
        """The least finish of a route whose `step` starts then."""
        end = starts + self.model.steps[step].duration
        return np.maximum(end, self._tails[step][self.grid.at(starts)])

    def children(self, step: int) -> list[int]:
        """The steps whose cost is counted from this one's center."""
        return [child for child, parent in enumerate(self.parent) if parent == step]

    def _parent(self, step: int) -> int | None:
        """One of the steps it waits for, so that costs form a tree; one that ships to it where there is one."""
        others = [before for before, after in self.model.shipments if after == step]
        return max(others, key=lambda other: self.model.shipments[other, step], default=None)

    def _hang(self, step: int) -> Ints:
        modes, fees = self.relaxation.modes[step], self.model.network.ship_fee
        # Modes stand by center, then fee: the first is the cheapest.
        known, cheapest = np.unique(modes.center, return_index=True)
        subtree = modes.fee[cheapest]
        for child in self.children(step):
            subtree = subtree + self.hanging[child][known]
        others = 0
        for (before, after), count in self.model.shipments.items():
            if after == step and before != self.parent[step] and count:
                others += count * int(self.relaxation.between(fees, before, after).min())
        parent = self.parent[step]
        count = 0 if parent is None else self.model.shipments[parent, step]
        if not count:
            return np.repeat(amount(int(subtree.min()) + others), len(fees))
        return np.asarray((count * fees[:, known] + subtree).min(axis=1) + amount(others))

    def _tail(self, step: int) -> Ints:
        """By the grid, the least finish of all that is bound to follow a start."""
        minutes = self.grid.minutes
        finish = minutes + self.model.steps[step].duration
        for follower in self.relaxation.order:
            for arc in self.relaxation.incoming[follower]:
                if arc.before == step:
                    reached = self.grid.at(minutes + arc.lag + self.relaxation.way(arc))
                    finish = np.maximum(finish, self._begun[follower][reached])
        return np.where(minutes > self.relaxation.latest[step], NEVER, finish)

    def _begin(self, step: int) -> Ints:
        """By the grid, the least finish where the step may start from that minute on."""
        starts = np.maximum(self.relaxation.modes[step].any_from(self.grid.minutes), self.relaxation.earliest[step])
        finish = self.own_finish(step, starts)
        return np.where(starts > self.relaxation.latest[step], NEVER, finish)
