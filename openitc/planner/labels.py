"""Label setting: partial routes grown one step at a time, those that others make pointless dropped."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from openitc.planner.bounds import Bounds
from openitc.planner.clock import Clock
from openitc.planner.compound import settled
from openitc.planner.frontier import Frontier
from openitc.planner.layers import Columns, Layer, groups
from openitc.planner.relaxation import Relaxation
from openitc.planner.skyline import Contest, Shipping, unbeaten
from openitc.planner.windows import NEVER, Flags, Ints, runs

MOST_PAIRS = 1 << 21


@dataclass(frozen=True, slots=True)
class Found:
    """A choice of one mode for each step, and the finish the search expects of it."""

    modes: tuple[int, ...]
    finish: int
    cost: int
    km: int


class LabelSearch:
    """All ways through one relaxation that no other, nor any route already known, makes pointless."""

    def __init__(self, bounds: Bounds, frontier: Frontier, clock: Clock, width: int | None = None) -> None:
        self.bounds, self.frontier, self.clock, self.width = bounds, frontier, clock, width
        self.relaxation: Relaxation = bounds.relaxation
        self.model = bounds.model
        self.unplaced = set(self.relaxation.order)

    def run(self) -> list[Found]:
        """Place every step; with a `width`, keep only so many partial routes at a time."""
        layer = Layer.beginning(self.bounds.least_total, -NEVER)
        history: list[tuple[int, Ints, Ints]] = []
        for step in self.relaxation.order:
            layer = self._place(layer, step)
            if not len(layer):
                return []
            history.append((step, layer.parent, layer.chosen))
        return [self._trace(layer, history, index) for index in range(len(layer))]

    def _trace(self, layer: Layer, history: list[tuple[int, Ints, Ints]], index: int) -> Found:
        modes = [0] * self.model.size
        at = index
        for step, parent, chosen in reversed(history):
            modes[step], at = int(chosen[at]), int(parent[at])
        return Found(tuple(modes), int(layer.finish[index]), int(layer.cost[index]), int(layer.km[index]))

    def _place(self, layer: Layer, step: int) -> Layer:
        self.unplaced.discard(step)
        parts = []
        for label, mode, start in self._pairs(layer, step):
            self.clock.check()
            parts.append(self._grown(layer, step, label, mode, start))
        grown = Layer.joined(parts)
        if len(self.relaxation.compounds[step]) > 1:
            grown = self._tied(grown, step)
        if not len(grown):
            return grown
        grown = self._forgetting(grown)
        self._level(grown)
        grown = grown.take(unbeaten(self._contest(grown)))
        return grown if self.width is None else grown.widest(self.width)

    def _pairs(self, layer: Layer, step: int) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Partial routes with a mode for the step and its start, without those that are plainly pointless.

        Partial routes that differ only in cost and km share one look at the calendars.
        """
        arcs, shipped = self.relaxation.incoming[step], self._shipped_to(step)
        sources = sorted({arc.before for arc in arcs if arc.ships} | {before for before, _ in shipped})
        columns = [layer.start[before] for before in sorted({arc.before for arc in arcs})]
        order, begin, counts = groups([*columns, *(layer.center[before] for before in sources)], len(layer))
        least = [np.minimum.reduceat(column[order], begin) for column in (layer.total, layer.km, layer.finish)]
        share = max(MOST_PAIRS // len(self.relaxation.modes[step]), 1)
        for low in range(0, len(begin), share):
            some = slice(low, low + share)
            first = order[begin[some]]
            ready, price = self._ready(layer, step, first), self._shipping_price(layer, step, first)
            state, mode, start = self._starts(step, ready, price, [column[some] for column in least])
            members = counts[some][state]
            label = order[runs(begin[some][state], members)]
            yield label, np.repeat(mode, members), np.repeat(start, members)

    def _shipped_to(self, step: int) -> list[tuple[int, int]]:
        shipments = self.model.shipments.items()
        return [(before, count) for (before, after), count in shipments if after == step and count]

    def _ready(self, layer: Layer, step: int, first: Ints) -> Ints:
        """By partial route and center (or one column for all centers), when the step may start at the earliest."""
        ready = np.full((len(first), 1), self.relaxation.earliest[step])
        for arc in self.relaxation.incoming[step]:
            at = (layer.start[arc.before][first] + arc.lag)[:, None]
            if arc.ships:
                at = at + self.model.network.ship_minutes[layer.center[arc.before][first]]
            ready = np.maximum(ready, at)
        return ready

    def _shipping_price(self, layer: Layer, step: int, first: Ints) -> Ints:
        """By partial route and center, shipping to the step less what the bound had counted for the step."""
        price = np.zeros((len(first), 1), dtype=np.int64)
        for before, count in self._shipped_to(step):
            price = price + count * self.model.network.ship_fee[layer.center[before][first]]
        return price - self._expected(layer, step)[first][:, None]

    def _expected(self, layer: Layer, step: int) -> Ints:
        """What each partial route's least total holds for the step and what hangs from it."""
        parent = self.bounds.parent[step]
        if parent is None or parent not in layer.center:
            return np.full(len(layer), self.bounds.hanging[step][0])
        return self.bounds.hanging[step][layer.center[parent]]

    def _starts(self, step: int, ready: Ints, price: Ints, least: list[Ints]) -> tuple[Ints, Ints, Ints]:
        """For each state the modes worth a look and their starts."""
        modes = self.relaxation.modes[step]
        start = modes.starts.next(np.arange(len(modes)), by_mode(ready, modes.center))
        own_km = self.model.km(step, modes.center)
        total = least[0][:, None] + by_mode(price, modes.center) + self.bounds.mode_price[step]
        finish = np.maximum(least[2][:, None], self.bounds.own_finish(step, start))
        alive = start <= self.relaxation.latest[step]
        alive &= self._worth(finish, total, least[1][:, None] + own_km)
        if len(self.relaxation.compounds[step]) == 1:
            alive &= self._faster_than_cheaper(step, np.where(alive, start, NEVER))
        state, mode = np.nonzero(alive)
        return state, mode, start[state, mode]

    def _worth(self, finish: Ints, total: Ints, km: Ints) -> Flags:
        """Which bounds keep to the limits and may still come to something new."""
        km = km + sum(self.bounds.least_km[step] for step in self.unplaced)
        kept = (finish < NEVER) & self.model.within_limits(total, km)
        return kept & ~self.frontier.covers(self.model.finish_of(finish), total, km)

    def _faster_than_cheaper(self, step: int, start: Ints) -> Flags:
        """At one center a mode must start before every cheaper one; modes stand by center, then fee."""
        center = self.relaxation.modes[step].center
        low, late = self.relaxation.earliest[step], self.relaxation.latest[step] + 1
        # A center's block lies wholly below the one before it, so the running minimum begins anew at each.
        blocks = np.cumsum(np.append([0], center[1:] != center[:-1]))
        lowered = np.minimum(start, late) - low - blocks * (late - low + 1)
        running = np.minimum.accumulate(lowered, axis=1)
        faster = np.ones(start.shape, dtype=bool)
        faster[:, 1:] = lowered[:, 1:] < running[:, :-1]
        return faster & (start < NEVER)

    def _grown(self, layer: Layer, step: int, label: Ints, mode: Ints, start: Ints) -> Layer:
        """The partial routes with the step placed, those still worth it."""
        modes = self.relaxation.modes[step]
        center = modes.center[mode]
        finish = np.maximum(layer.finish[label], self.bounds.own_finish(step, start))
        shipping = np.zeros(len(label), dtype=np.int64)
        for before, count in self._shipped_to(step):
            shipping += count * self.model.network.ship_fee[layer.center[before][label], center]
        total = (layer.total - self._expected(layer, step))[label] + shipping + self.bounds.mode_price[step][mode]
        km = layer.km[label] + self.model.km(step, center)
        kept = np.flatnonzero(self._worth(finish, total, km))
        label, mode, center = label[kept], mode[kept], center[kept]
        grown = layer.take(label)
        return replace(
            grown,
            start={**grown.start, step: start[kept]},
            center={**grown.center, step: center},
            mode={**grown.mode, step: mode},
            cost=grown.cost + shipping[kept] + modes.fee[mode],
            km=km[kept],
            finish=finish[kept],
            total=total[kept],
            parent=label,
            chosen=mode,
        )

    def _tied(self, layer: Layer, step: int) -> Layer:
        """Start the placed part of a compound as early as its maximum gaps allow."""
        members = [member for member in self.relaxation.compounds[step] if member not in self.unplaced]
        if len(members) == 1:
            return layer
        start, alive = settled(self.relaxation, members, layer.mode, layer.start, self.clock)
        finish = layer.finish
        for member in members:
            finish = np.maximum(finish, self.bounds.own_finish(member, start[member]))
        layer = replace(layer, start={**layer.start, **start}, finish=finish)
        kept = alive & self._worth(finish, layer.total, layer.km)
        return layer.take(kept)

    def _forgetting(self, layer: Layer) -> Layer:
        """Only the columns that still matter."""
        followed = {arc.before for step in self.unplaced for arc in self.relaxation.incoming[step]}
        ships = {before for before in layer.center if self._ships_on(before)}
        tied = {step for step in layer.mode if self._is_open(step)}
        return replace(
            layer,
            start={step: column for step, column in layer.start.items() if step in followed | tied},
            center={step: column for step, column in layer.center.items() if step in ships},
            mode={step: column for step, column in layer.mode.items() if step in tied},
        )

    def _is_open(self, step: int) -> bool:
        return not self.unplaced.isdisjoint(self.relaxation.compounds[step])

    def _ships_on(self, step: int) -> int:
        """How many shipments are still to leave from a step's center."""
        return sum(
            count
            for (before, after), count in self.model.shipments.items()
            if before == step and after in self.unplaced
        )

    def _level(self, layer: Layer) -> None:
        """Count a step as ending no sooner than it can matter to any that follows it.

        Partial routes that differ only in a wait then become one.
        """
        ready: Columns = {}
        for step in sorted(self.unplaced):
            arcs = [arc for arc in self.relaxation.incoming[step] if arc.before in layer.start]
            if arcs:
                at = np.max([layer.start[arc.before] + arc.lag + self.relaxation.way(arc) for arc in arcs], axis=0)
                any_mode = self.relaxation.modes[step].any
                ready[step] = any_mode.next(np.zeros(1, dtype=np.int64), np.maximum(at, self.relaxation.earliest[step]))
        for before in layer.start:
            arcs = [arc for step in ready for arc in self.relaxation.incoming[step] if arc.before == before]
            if arcs and not self._is_open(before):
                longest = [self._longest_way(arc.after, layer.center[before]) if arc.ships else 0 for arc in arcs]
                latest = [ready[arc.after] - arc.lag - way for arc, way in zip(arcs, longest, strict=True)]
                layer.start[before] = np.maximum(layer.start[before], np.min(latest, axis=0))

    def _longest_way(self, step: int, center: Ints) -> Ints:
        reachable = np.unique(self.relaxation.modes[step].center)
        return np.asarray(self.model.network.ship_minutes[:, reachable].max(axis=1)[center])

    def _contest(self, layer: Layer) -> Contest:
        network = self.model.network
        same = list(layer.mode.values())
        columns = [layer.cost, self.model.finish_of(layer.finish), layer.km]
        shipping = []
        for step, start in layer.start.items():
            columns.append(start)
            if step not in layer.center or step in layer.mode:
                continue
            if network.detours_never_pay:
                minutes = network.ship_minutes * self._delays_by_shipping(step)
                fee = network.ship_fee * self._ships_on(step)
                shipping.append(Shipping(layer.center[step], len(columns) - 1, minutes, fee))
            else:
                same.append(layer.center[step])
        return Contest(columns, same, shipping)

    def _delays_by_shipping(self, step: int) -> bool:
        return any(
            arc.ships for after in self.unplaced for arc in self.relaxation.incoming[after] if arc.before == step
        )


def by_mode(by_center: Ints, centers: Ints) -> Ints:
    """Columns by center, or one for all of them, as columns by mode."""
    return by_center if by_center.shape[1] == 1 else by_center[:, centers]
