"""One step tried everywhere: partial routes paired with the modes of the step that may come next."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from openitc.planner.layers import Layer, groups
from openitc.planner.model import Arc
from openitc.planner.prospects import Prospects
from openitc.planner.windows import NEVER, Flags, Ints, runs

# Few enough for their columns to stay in the processor's cache.
MOST_PAIRS = 1 << 17


@dataclass(frozen=True, slots=True)
class Candidates:
    """Partial routes with a mode and a start for the next step each, and how far the start may yet be put off."""

    label: Ints
    mode: Ints
    start: Ints
    until: Ints


class Expansion:
    """The candidates for one step, without those that are plainly pointless.

    Partial routes that differ only in cost and km are one state and share one look at the calendars.
    """

    def __init__(self, prospects: Prospects, layer: Layer, step: int) -> None:
        self.prospects, self.layer, self.step = prospects, layer, step
        self.bounds, self.relaxation, self.model = prospects.bounds, prospects.bounds.relaxation, prospects.bounds.model
        self.modes = self.relaxation.modes[step]
        self.arcs = self.relaxation.incoming[step]
        shipments = self.model.shipments.items()
        self.shipped = [(before, count) for (before, after), count in shipments if after == step and count]
        self.line = self.relaxation.line(step)
        self.is_last_of_line = bool(self.line) and self.line[-1] == step

    def candidates(self) -> Iterator[Candidates]:
        """All of them, some states at a time."""
        sources = sorted({arc.before for arc in self.arcs if arc.leads} | {before for before, _ in self.shipped})
        befores = sorted({arc.before for arc in self.arcs})
        columns = [self.layer.start[before] for before in befores]
        columns += [self.layer.until[before] for before in befores if before in self.layer.until]
        columns += [self.layer.center[before] for before in sources]
        order, begin, counts = groups(columns, len(self.layer))
        totals = self.layer.total, self.layer.km, self.layer.finish
        least = [np.minimum.reduceat(column[order], begin) for column in totals]
        share = max(MOST_PAIRS // (len(self.modes) * self._windows_a_mode()), 1)
        for low in range(0, len(begin), share):
            some = slice(low, low + share)
            state, mode, start, until = self._of_states(order[begin[some]], [column[some] for column in least])
            members = counts[some][state]
            for part in np.split(np.arange(len(state)), np.flatnonzero(np.diff(np.cumsum(members) // MOST_PAIRS)) + 1):
                label = order[runs(begin[some][state[part]], members[part])]
                yield Candidates(label, *(np.repeat(each[part], members[part]) for each in (mode, start, until)))

    def _windows_a_mode(self) -> int:
        if self.line and not self.is_last_of_line:
            return len(self.modes.starts.first) // len(self.modes) + 1
        return 1

    def shipping_fee(self, label: Ints, center: Ints) -> Ints:
        """What shipping to the step costs each partial route."""
        fee = np.zeros(len(label), dtype=np.int64)
        for before, count in self.shipped:
            fee = fee + count * self.model.network.ship_fee[self.layer.center[before][label], center]
        return fee

    def expected(self) -> Ints:
        """What each partial route's least total holds for the step and what hangs from it."""
        parent = self.bounds.parent[self.step]
        if parent is None or parent not in self.layer.center:
            return np.full(len(self.layer), self.bounds.hanging[self.step][0])
        return self.bounds.hanging[self.step][self.layer.center[parent]]

    def _of_states(self, first: Ints, least: list[Ints]) -> tuple[Ints, Ints, Ints, Ints]:
        """State, mode, start and how far it may be put off, for states given by one partial route each."""
        ready, until = self._ready(first), self._until(first)
        total = least[0][:, None] + self._by_mode(self._price(first)) + self.bounds.mode_price[self.step]
        km = least[1][:, None] + self.model.km(self.step, self.modes.center)
        if self.line and not self.is_last_of_line:
            return self._stretches(ready, until, total, km, least[2])
        start = self.modes.starts.next(np.arange(len(self.modes)), self._by_mode(ready))
        finish = np.maximum(least[2][:, None], self.bounds.own_finish(self.step, start))
        alive = (start <= until) & self.prospects.worth(finish, total, km)
        if self.line or len(self.relaxation.compounds[self.step]) == 1:
            alive &= self._faster_than_cheaper(np.where(alive, start, NEVER))
        state, mode = np.nonzero(alive)
        start = start[state, mode]
        return state, mode, start, start

    def _stretches(
        self, ready: Ints, until: Ints, total: Ints, km: Ints, finish: Ints
    ) -> tuple[Ints, Ints, Ints, Ints]:
        """The same within a line of maximum gaps, where each window counts: a later one may be what the next needs."""
        low = np.broadcast_to(self._by_mode(ready), (len(ready), len(self.modes)))
        state, mode = np.nonzero(low <= until)
        pair, start, end = self.modes.starts.between(mode, low[state, mode], until[state, 0])
        state, mode = state[pair], mode[pair]
        least = np.maximum(finish[state], self.bounds.own_finish(self.step, start))
        alive = self.prospects.worth(least, total[state, mode], km[state, mode])
        return state[alive], mode[alive], start[alive], end[alive]

    def _ready(self, first: Ints) -> Ints:
        """By state and center (or one column for all centers), when the step may start at the earliest."""
        ready = np.full((len(first), 1), self.relaxation.earliest[self.step])
        for arc in self.arcs:
            way = self._way(arc, first) if arc.leads else 0
            at = (self.layer.start[arc.before][first] + arc.lag)[:, None] + way
            reach = self._reach(arc.before)
            if reach is not None:
                at = np.where(arc.lag + way > reach, NEVER, at)
            ready = np.maximum(ready, at)
        return ready

    def _way(self, arc: Arc, first: Ints) -> Ints:
        return self.model.minutes(arc)[self.layer.center[arc.before][first]]

    def _until(self, first: Ints) -> Ints:
        """By state, when the step may start at the latest."""
        until = np.full((len(first), 1), self.relaxation.latest[self.step])
        for before in {arc.before for arc in self.arcs} & set(self.line):
            reach = self._reach(before)
            if reach is not None:
                until = np.minimum(until, (self.layer.until[before][first] + reach)[:, None])
        return until

    def _reach(self, before: int) -> int | None:
        """Within a line, how long after the start of the one before the step may start at the latest."""
        if before not in self.line:
            return None
        back = [-arc.lag for arc in self.relaxation.arcs if (arc.before, arc.after) == (self.step, before)]
        return min(back, default=None)

    def _price(self, first: Ints) -> Ints:
        """By state and center, shipping to the step less what the bound had counted for the step."""
        price = np.zeros((len(first), 1), dtype=np.int64)
        for before, count in self.shipped:
            price = price + count * self.model.network.ship_fee[self.layer.center[before][first]]
        return price - self.expected()[first][:, None]

    def _by_mode(self, by_center: Ints) -> Ints:
        return by_center if by_center.shape[1] == 1 else by_center[:, self.modes.center]

    def _faster_than_cheaper(self, start: Ints) -> Flags:
        """At one center a mode must start before every cheaper one; modes stand by center, then fee."""
        center = self.modes.center
        low, late = self.relaxation.earliest[self.step], self.relaxation.latest[self.step] + 1
        # A center's block lies wholly below the one before it, so the running minimum begins anew at each.
        blocks = np.cumsum(np.append([0], center[1:] != center[:-1]))
        after, span = np.minimum(start, late) - low, late - low + 1
        if len(blocks) * span > NEVER:
            known, place = np.unique(after, return_inverse=True)
            after, span = place.reshape(start.shape), len(known)
        lowered = after - blocks * span
        running = np.minimum.accumulate(lowered, axis=1)
        faster = np.ones(start.shape, dtype=bool)
        faster[:, 1:] = lowered[:, 1:] < running[:, :-1]
        return faster & (start < NEVER)
