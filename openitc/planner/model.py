"""A request as the search sees it: start-to-start arcs, limits by step, and what a branch adds to them."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from openitc.planner.amounts import amounts
from openitc.planner.network import Modes, Network
from openitc.planner.problem import Link, Problem, in_order
from openitc.planner.windows import Flags, Ints

Hold = tuple[int, int, int]  # step, role, resource


@dataclass(frozen=True, slots=True)
class Arc:
    """`after` starts no earlier than `before` starts plus `lag`, plus the way between their centers.

    The way is a parcel's if it ships, the enterprise's if that travels, and no way at all otherwise.

    A maximum gap is an arc too: from the later step back to the earlier one, with a negative lag.
    """

    before: int
    after: int
    lag: int
    ships: bool = False
    travels: bool = False

    @property
    def leads(self) -> bool:
        """Whether there is a way to go."""
        return self.ships or self.travels


@dataclass(frozen=True, slots=True)
class Branch:
    """What one branch of the search demands beyond the request itself."""

    arcs: tuple[Arc, ...] = ()
    forbidden: frozenset[Hold] = frozenset()
    forced: frozenset[Hold] = frozenset()
    earliest: tuple[tuple[int, int], ...] = ()
    latest: tuple[tuple[int, int], ...] = ()


class Model:
    """Everything about a problem that stays the same in every branch."""

    def __init__(self, problem: Problem, network: Network) -> None:
        self.problem, self.network, self.steps = problem, network, problem.request.steps
        self.order = in_order(self.steps)
        self.arcs: list[Arc] = []
        self.max_gaps: list[Arc] = []
        self.shipments: Counter[tuple[int, int]] = Counter()
        self._read_links()
        self.home_km = amounts(problem.home_km)
        begins = [min([0, *(role.offset for role in step.roles)]) for step in self.steps]
        ends = [max([step.duration, *(role.offset + role.duration for role in step.roles)]) for step in self.steps]
        self.earliest = [problem.request.not_before - begin for begin in begins]
        self.latest = [problem.latest_end - end for end in ends]

    def _read_links(self) -> None:
        position = {step.key: index for index, step in enumerate(self.steps)}
        for index, step in enumerate(self.steps):
            for link in step.after:
                other = position[link.step]
                duration = self.steps[other].duration
                self.arcs.append(Arc(other, index, duration + link.min_gap, link.ships))
                if link.max_gap is not None:
                    self.max_gaps.append(Arc(index, other, -(duration + link.max_gap)))
                self.shipments[other, index] += link.ships
                if self.network.travels and step.attended and self.steps[other].attended and self._orders(link):
                    self.arcs.append(Arc(other, index, duration, travels=True))

    def _orders(self, link: Link) -> bool:
        """Whether a link keeps one step wholly before the other: a gap or a way below nothing does not."""
        return link.min_gap >= 0 and (not link.ships or bool((self.network.ship_minutes >= 0).all()))

    @property
    def size(self) -> int:
        """How many steps there are."""
        return len(self.steps)

    def all_modes(self, step: int) -> Modes:
        """Every way to fill the step, whatever the limits."""
        return self.network.modes(self.steps[step])

    def minutes(self, arc: Arc) -> Ints:
        """From center to center, how long the way of an arc is."""
        return self.network.travel_minutes if arc.travels else self.network.ship_minutes

    def km(self, step: int, centers: Ints) -> Ints:
        """The km the enterprise travels for the step, by center."""
        return self.home_km[centers] if self.steps[step].attended else np.zeros_like(centers)

    def finish_of(self, ends: Ints) -> Ints:
        """Ends as the problem counts a finish."""
        return ends if self.problem.finish_unit == "minute" else ends // 1440

    def within_limits(self, cost: Ints, km: Ints) -> Flags:
        """Which of these (lower bounds of) cost and km keep to the request's limits."""
        request = self.problem.request
        kept = np.ones(np.broadcast_shapes(cost.shape, km.shape), dtype=bool)
        if request.max_cost is not None:
            kept &= cost <= request.max_cost
        if request.max_km is not None:
            kept &= km <= request.max_km
        return kept

    def placeable_alone(self, step: int) -> bool:
        """Whether the step could be held at all, were it the only one."""
        modes = self.all_modes(step)
        affordable = self.within_limits(modes.fee, self.km(step, modes.center))
        rows = np.flatnonzero(affordable)
        starts = modes.starts.next(rows, np.full(len(rows), self.earliest[step]))
        return bool((starts <= self.latest[step]).any())

    def unplaceable(self) -> str | None:
        """The first step in file order that cannot be held even alone."""
        return next((step.key for index, step in enumerate(self.steps) if not self.placeable_alone(index)), None)
