"""Label setting: partial routes grown one step at a time, those that others make pointless dropped."""

from dataclasses import dataclass, replace

import numpy as np

from openitc.planner.amounts import are_likely, ranked
from openitc.planner.bounds import Bounds
from openitc.planner.clock import Clock
from openitc.planner.compound import settled
from openitc.planner.expansion import Candidates, Expansion
from openitc.planner.frontier import Frontier
from openitc.planner.layers import Columns, Layer
from openitc.planner.model import Arc
from openitc.planner.prospects import Prospects
from openitc.planner.relaxation import Relaxation
from openitc.planner.skyline import Contest, Shipping, unbeaten
from openitc.planner.windows import NEVER, Ints

# Some gigabytes; far beyond what a request of ten steps on a hundred centers comes to.
MOST_LABELS = 2_000_000
# So many times its width a narrow search looks at more closely.
FIRST = 10


class TooMany(Exception):  # noqa: N818 - a signal, not an error
    """More partial routes than memory should hold."""


@dataclass(frozen=True, slots=True)
class Found:
    """A choice of one mode for each step, and the finish the search expects of it."""

    modes: tuple[int, ...]
    finish: int
    cost: int
    km: int


class LabelSearch:
    """All ways through one relaxation that no other, nor any route already known, makes pointless.

    With a `width`, only that many partial routes are kept at a time; `complete` then says whether that was all of them.
    """

    def __init__(self, bounds: Bounds, frontier: Frontier, clock: Clock, width: int | None = None) -> None:
        self.bounds, self.frontier, self.clock, self.width = bounds, frontier, clock, width
        self.relaxation: Relaxation = bounds.relaxation
        self.model = bounds.model
        self.prospects = Prospects(bounds, frontier)
        self.unplaced = self.prospects.unplaced
        self.complete = True

    def run(self) -> list[Found]:
        """Place every step."""
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
        self.prospects.place(step)
        expansion = Expansion(self.prospects, layer, step)
        parts, size = [], 0
        for candidates in expansion.candidates():
            self.clock.check()
            parts.append(self._grown(expansion, candidates))
            size += len(parts[-1])
            if self.width is None and size > MOST_LABELS:
                raise TooMany
        grown = Layer.joined(parts)
        if len(self.relaxation.compounds[step]) > 1 and not expansion.line:
            grown = self._tied(grown, step)
        if not len(grown):
            return grown
        grown = self._forgetting(grown)
        self._level(grown)
        if self.width is None:
            return self._unbeaten(grown)
        # Many are compared with many only where all are to be kept.
        return self._narrowed(self._unbeaten(self._narrowed(grown, FIRST * self.width)), self.width)

    def _unbeaten(self, layer: Layer) -> Layer:
        return layer.take(unbeaten(self._contest(layer), self.clock.check))

    def _narrowed(self, layer: Layer, width: int) -> Layer:
        self.complete &= len(layer) <= width
        return layer.widest(width)

    def _grown(self, expansion: Expansion, candidates: Candidates) -> Layer:
        """The partial routes with the step placed, those still worth it."""
        layer, step, label, mode = expansion.layer, expansion.step, candidates.label, candidates.mode
        center = expansion.modes.center[mode]
        finish = np.maximum(layer.finish[label], self.bounds.own_finish(step, candidates.start))
        shipping = expansion.shipping_fee(label, center)
        total = (layer.total - expansion.expected())[label] + shipping + self.bounds.mode_price[step][mode]
        km = layer.km[label] + self.model.km(step, center)
        kept = np.flatnonzero(self.prospects.worth(finish, total, km))
        label, mode = label[kept], mode[kept]
        grown = layer.take(label)
        return replace(
            grown,
            start={**grown.start, step: candidates.start[kept]},
            until={step: candidates.until[kept]} if expansion.line and not expansion.is_last_of_line else {},
            center={**grown.center, step: center[kept]},
            mode={**grown.mode, step: mode},
            cost=grown.cost + shipping[kept] + expansion.modes.fee[mode],
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
        kept = alive & self.prospects.worth(finish, layer.total, layer.km)
        return layer.take(kept)

    def _forgetting(self, layer: Layer) -> Layer:
        """Only the columns that still matter."""
        followed = {arc.before for step in self.unplaced for arc in self.relaxation.incoming[step]}
        leaves = {before for before in layer.center if self._ships_on(before) or self._ways_on(before)}
        tied = {step for step in layer.mode if self._is_open(step) and not self.relaxation.line(step)}
        return replace(
            layer,
            start={step: column for step, column in layer.start.items() if step in followed | tied},
            center={step: column for step, column in layer.center.items() if step in leaves},
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
                longest = [self._longest_way(arc, layer.center[before]) if arc.leads else 0 for arc in arcs]
                latest = [ready[arc.after] - arc.lag - way for arc, way in zip(arcs, longest, strict=True)]
                layer.start[before] = np.maximum(layer.start[before], np.min(latest, axis=0))

    def _longest_way(self, arc: Arc, center: Ints) -> Ints:
        reachable = np.unique(self.relaxation.modes[arc.after].center)
        return np.asarray(self.model.minutes(arc)[:, reachable].max(axis=1)[center])

    def _contest(self, layer: Layer) -> Contest:
        network = self.model.network
        same = list(layer.mode.values())
        columns = [ranked(layer.cost), self.model.finish_of(layer.finish), ranked(layer.km)]
        shipping = []
        for step, start in layer.start.items():
            columns.append(start)
            if step in layer.until:
                # Within a line of maximum gaps it is as good to be able to wait as to be early.
                columns.append(-layer.until[step])
            if step not in layer.center or step in layer.mode:
                continue
            if step in layer.until:
                same.append(layer.center[step])
            elif network.detours_never_pay and are_likely(layer.cost):
                minutes = self._longest_delay(step)
                fee = network.ship_fee * self._ships_on(step)
                shipping.append(Shipping(layer.center[step], len(columns) - 1, minutes, fee))
            else:
                same.append(layer.center[step])
        return Contest(columns, same, shipping)

    def _longest_delay(self, step: int) -> Ints:
        """From center to center, by how much a detour could delay what follows the step."""
        delays = [self.model.minutes(arc) for arc in self._ways_on(step)]
        return np.maximum.reduce(delays) if delays else np.zeros_like(self.model.network.ship_minutes)

    def _ways_on(self, step: int) -> list[Arc]:
        """The arcs with a way that still leave from the step."""
        return [
            arc
            for after in self.unplaced
            for arc in self.relaxation.incoming[after]
            if arc.before == step and arc.leads
        ]
