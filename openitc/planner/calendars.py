"""When resources are open and have room: their opening hours less what is booked, as start windows."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from openitc.planner.problem import Resource
from openitc.planner.windows import NEVER, Ints, Windows, overlaps

Intervals = tuple[Ints, Ints, Ints]


class Calendar:
    """Some resources side by side, one row each."""

    def __init__(self, resources: Sequence[Resource]) -> None:
        self.resources = resources
        self.capacity = np.array([resource.capacity for resource in resources], dtype=np.int64)
        self._room: dict[int, Intervals] = {}

    def starts(self, duration: int, units: int, *, continuous: bool) -> Windows:
        """When a hold of `units` for `duration` may start on each resource."""
        row, opens, closes = self._open
        fits = self.capacity[row] >= units
        row, opens, closes = row[fits], opens[fits], closes[fits]
        free_row, free_from, free_until = self._free(units)
        mine, free = overlaps(
            (row, opens, closes - 1), (free_row, free_from, np.minimum(free_until, self._end) - 1), self._low
        )
        first = np.maximum(opens[mine], free_from[free])
        if continuous:
            last = np.minimum(closes[mine] - 1, free_until[free] - duration)
        else:
            last = np.minimum(closes[mine], free_until[free]) - duration
        kept = first <= last
        return Windows(len(self.resources), row[mine][kept], first[kept], last[kept])

    @cached_property
    def _open(self) -> Intervals:
        spans = np.array([span for resource in self.resources for span in resource.open], dtype=np.int64).reshape(-1, 2)
        row = np.repeat(np.arange(len(self.resources)), [len(resource.open) for resource in self.resources])
        return row, spans[:, 0], spans[:, 1]

    @cached_property
    def _busy(self) -> Ints:
        spans = [span for resource in self.resources for span in resource.busy]
        return np.array(spans, dtype=np.int64).reshape(-1, 3)

    @cached_property
    def _low(self) -> int:
        return min((int(times.min()) for times in (self._open[1], self._busy[:, 0]) if len(times)), default=0) - 1

    @cached_property
    def _end(self) -> int:
        return max((int(times.max()) for times in (self._open[2], self._busy[:, 1]) if len(times)), default=0) + 1

    def _free(self, units: int) -> Intervals:
        """Half-open intervals in which `units` more still fit, the last of each row without end."""
        if units not in self._room:
            self._room[units] = self._sweep(units)
        return self._room[units]

    def _sweep(self, units: int) -> Intervals:
        rows, stride = np.arange(len(self.resources)), self._end - self._low + 1
        blocked_from, blocked_until = self._blocked(units, stride)
        free_from = np.sort(np.concatenate([rows * stride, blocked_until]))
        free_until = np.sort(np.concatenate([blocked_from, rows * stride + stride - 1]))
        row = free_from // stride
        last_of_row = free_until - row * stride == stride - 1
        until = np.where(last_of_row, NEVER, free_until - row * stride + self._low)
        return row, free_from - row * stride + self._low, until

    def _blocked(self, units: int, stride: int) -> tuple[Ints, Ints]:
        """Where bookings leave no room for `units`, on the axis that puts one row behind another."""
        row = np.repeat(np.arange(len(self.resources)), [len(resource.busy) for resource in self.resources])
        base = row * stride - self._low
        when = np.concatenate([base + self._busy[:, 0], base + self._busy[:, 1]])
        change = np.concatenate([self._busy[:, 2], -self._busy[:, 2]])
        order = np.argsort(when, kind="stable")
        when, level = when[order], np.cumsum(change[order])
        settled = np.append(when[1:] != when[:-1], [True])[: len(when)]
        when, level = when[settled], level[settled]
        # Between two rows nothing is booked, so a stretch without room never spans them.
        full = level > np.maximum(self.capacity[when // stride] - units, 0)
        before = np.append([False], full)[: len(full)]
        return when[full & ~before], when[~full & before]
