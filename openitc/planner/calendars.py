"""When resources are open and have room: their opening hours less what is booked, as start windows."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from openitc.planner.problem import Resource
from openitc.planner.windows import NEVER, Intervals, Ints, Windows, overlaps

# What int64 holds with room to spare.
MOST = 1 << 62


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
        mine, free = overlaps((row, opens, closes - 1), (free_row, free_from, np.minimum(free_until, self._end) - 1))
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

    @cached_property
    def _minutes(self) -> Ints | None:
        """The minutes that matter, where their places among these must stand for them on an axis of all rows."""
        if len(self.resources) * (self._end - self._low + 1) < MOST:
            return None
        return np.unique(np.concatenate([np.array([self._low, self._end]), self._busy[:, :2].ravel()]))

    def _sweep(self, units: int) -> Intervals:
        minutes, rows = self._minutes, np.arange(len(self.resources))
        stride = self._end - self._low + 1 if minutes is None else len(minutes)
        blocked_from, blocked_until = self._blocked(units, stride)
        free_from = np.sort(np.concatenate([rows * stride, blocked_until]))
        free_until = np.sort(np.concatenate([blocked_from, rows * stride + stride - 1]))
        row = free_from // stride
        free_from, free_until = free_from - row * stride, free_until - row * stride
        endless = free_until == stride - 1
        if minutes is None:
            return row, free_from + self._low, np.where(endless, NEVER, free_until + self._low)
        return row, minutes[free_from], np.where(endless, NEVER, minutes[free_until])

    def _blocked(self, units: int, stride: int) -> tuple[Ints, Ints]:
        """Where bookings leave no room for `units`, on the axis that puts one row behind another."""
        row = np.repeat(np.arange(len(self.resources)), [len(resource.busy) for resource in self.resources])
        times = self._busy[:, :2]
        times = times - self._low if self._minutes is None else np.searchsorted(self._minutes, times)
        when = np.concatenate([row * stride + times[:, 0], row * stride + times[:, 1]])
        # More than its capacity is no fuller than full.
        held = np.minimum(self._busy[:, 2], self.capacity[row])
        if len(held) * int(held.max(initial=0)) >= MOST:
            held = held.astype(object)
        change = np.concatenate([held, -held])
        order = np.argsort(when, kind="stable")
        when, level = when[order], np.cumsum(change[order])
        settled = np.append(when[1:] != when[:-1], [True])[: len(when)]
        when, level = when[settled], level[settled]
        # Between two rows nothing is booked, so a stretch without room never spans them.
        full = level > np.maximum(self.capacity[when // stride] - units, 0)
        before = np.append([False], full)[: len(full)]
        return when[full & ~before], when[~full & before]
