"""Start windows: for each row (a resource, or a way to fill a step) the minutes at which it may start."""

from typing import Self

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# Later than any minute, yet far enough below 2^63 that lags may be added to it.
NEVER = 1 << 60


class Windows:
    """Inclusive windows [first, last], sorted by row then time, disjoint within a row.

    All rows lie behind one another on a single axis, so one binary search answers any number of questions
    about any rows at once.
    """

    __slots__ = ("first", "high", "keys", "last", "low", "pointer", "row", "rows", "stride")

    def __init__(self, rows: int, row: Ints, first: Ints, last: Ints) -> None:
        self.rows, self.row, self.first, self.last = rows, row, first, last
        self.low = int(first.min()) if len(first) else 0
        self.high = int(last.max()) if len(last) else 0
        self.stride = self.high - self.low + 2
        if rows * self.stride >= 2 * NEVER:
            raise OverflowError("too many rows over too long a time")
        self.keys = row * self.stride + (last - self.low)
        self.pointer = np.searchsorted(row, np.arange(rows + 1))

    @classmethod
    def always(cls, rows: int, low: int, high: int) -> Self:
        """Every row open from `low` to `high`."""
        everywhere = np.ones(rows, dtype=np.int64)
        return cls(rows, np.arange(rows), everywhere * low, everywhere * high)

    def next(self, rows: Ints, at: Ints) -> Ints:
        """The first possible start of each row at or after the minute given, or NEVER."""
        if not len(self.keys):
            return np.full(np.broadcast_shapes(rows.shape, at.shape), NEVER)
        index = np.searchsorted(self.keys, rows * self.stride + self._offset(at))
        found = index < self.pointer[rows + 1]
        return np.where(found, np.maximum(at, self.first[np.minimum(index, len(self.keys) - 1)]), NEVER)

    def between(self, rows: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
        """The windows of each row, cut to the minutes from `low` to `high`: its place among the rows, first, last."""
        begin = np.searchsorted(self.keys, rows * self.stride + self._offset(low))
        end = np.searchsorted(
            self.row * self.stride + self.first - self.low, rows * self.stride + self._offset(high + 1)
        )
        counts = np.maximum(np.minimum(end, self.pointer[rows + 1]) - begin, 0)
        place, index = np.repeat(np.arange(len(rows)), counts), runs(begin, counts)
        return place, np.maximum(self.first[index], low[place]), np.minimum(self.last[index], high[place])

    def _offset(self, at: Ints) -> Ints:
        return np.minimum(np.maximum(at, self.low), self.high + 1) - self.low

    def next_one(self, row: int, at: int) -> int:
        """The same for one row."""
        begin, end = self.pointer[row], self.pointer[row + 1]
        index = begin + np.searchsorted(self.last[begin:end], at)
        return max(at, int(self.first[index])) if index < end else NEVER

    def take(self, rows: Ints) -> "Windows":
        """The rows named, renumbered from 0 in that order."""
        begin = self.pointer[rows]
        counts = self.pointer[rows + 1] - begin
        index = runs(begin, counts)
        return Windows(len(rows), np.repeat(np.arange(len(rows)), counts), self.first[index], self.last[index])

    def shifted(self, by: int) -> "Windows":
        """The same windows `by` minutes later."""
        return Windows(self.rows, self.row, self.first + by, self.last + by)

    def within(self, other: "Windows") -> "Windows":
        """Row by row, the minutes in both."""
        mine, theirs = overlaps(
            (self.row, self.first, self.last), (other.row, other.first, other.last), min(self.low, other.low)
        )
        first = np.maximum(self.first[mine], other.first[theirs])
        last = np.minimum(self.last[mine], other.last[theirs])
        return Windows(self.rows, self.row[mine], first, last)

    def clipped(self, low: int, high: int) -> "Windows":
        """The minutes from `low` to `high`."""
        kept = (self.last >= low) & (self.first <= high)
        first, last = np.maximum(self.first[kept], low), np.minimum(self.last[kept], high)
        return Windows(self.rows, self.row[kept], first, last)

    def union(self) -> "Windows":
        """One row: the minutes at which any row may start."""
        order = np.argsort(self.first, kind="stable")
        first, reach = self.first[order], np.maximum.accumulate(self.last[order])
        opens = np.ones(len(first), dtype=bool)
        opens[1:] = first[1:] > reach[:-1] + 1
        closes = np.append(np.flatnonzero(opens)[1:] - 1, len(first) - 1) if len(first) else np.zeros(0, dtype=np.int64)
        return Windows(1, np.zeros(len(closes), dtype=np.int64), first[opens], reach[closes])

    def occupied(self) -> Flags:
        """Which rows have a window at all."""
        return self.pointer[1:] > self.pointer[:-1]


def runs(begin: Ints, counts: Ints) -> Ints:
    """Runs of consecutive numbers one behind another: counts[0] of them from begin[0] on, and so forth."""
    total = int(counts.sum())
    return np.asarray(np.arange(total) + np.repeat(begin - (np.cumsum(counts) - counts), counts))


def overlaps(one: tuple[Ints, Ints, Ints], other: tuple[Ints, Ints, Ints], low: int) -> tuple[Ints, Ints]:
    """Index pairs of inclusive intervals (row, first, last) of the same row that share a minute."""
    ends = [int(interval[2].max()) for interval in (one, other) if len(interval[2])]
    stride = max(ends, default=low) - low + 2
    (row, first, last), (its_row, its_first, its_last) = one, other
    begin = np.searchsorted(its_row * stride + its_last - low, row * stride + first - low, side="left")
    end = np.searchsorted(its_row * stride + its_first - low, row * stride + last - low, side="right")
    counts = np.maximum(end - begin, 0)
    return np.repeat(np.arange(len(row)), counts), runs(begin, counts)
