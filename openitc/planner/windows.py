"""Start windows: for each row (a resource, or a way to fill a step) the minutes at which it may start."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Intervals = tuple[Ints, Ints, Ints]  # row, first, last; by row, then time

# Later than any minute, yet far enough below 2^63 that lags may be added to it.
NEVER = 1 << 60


class Axis:
    """Puts the minutes of each row behind those of the row before, so that one search serves all rows.

    Where the minutes span too much for that, their ranks among those `known` stand for them.
    """

    __slots__ = ("high", "low", "ranks", "stride")

    def __init__(self, rows: int, low: int, high: int, known: Sequence[Ints]) -> None:
        self.low, self.high = low, high
        self.ranks: Ints | None = None
        self.stride = high - low + 2
        if rows * self.stride >= 2 * NEVER:
            self.ranks = np.unique(np.concatenate(known))
            self.stride = len(self.ranks) + 1

    def place(self, rows: Ints, at: Ints) -> Ints:
        """Where these minutes of these rows are; later than all known is just behind the last."""
        at = np.minimum(np.maximum(at, self.low), self.high + 1)
        return rows * self.stride + (at - self.low if self.ranks is None else np.searchsorted(self.ranks, at))


class Windows:
    """Inclusive windows [first, last], sorted by row then time, disjoint within a row.

    All rows lie behind one another on a single axis, so one binary search answers any number of questions
    about any rows at once.
    """

    __slots__ = ("axis", "first", "keys", "last", "pointer", "row", "rows")

    def __init__(self, rows: int, row: Ints, first: Ints, last: Ints) -> None:
        self.rows, self.row, self.first, self.last = rows, row, first, last
        low = int(first.min()) if len(first) else 0
        high = int(last.max()) if len(last) else 0
        self.axis = Axis(rows, low, high, (first, last))
        self.keys = self.axis.place(row, last)
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
        index = np.searchsorted(self.keys, self.axis.place(rows, at))
        found = index < self.pointer[rows + 1]
        return np.where(found, np.maximum(at, self.first[np.minimum(index, len(self.keys) - 1)]), NEVER)

    def between(self, rows: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
        """The windows of each row, cut to the minutes from `low` to `high`: its place among the rows, first, last."""
        begin = np.searchsorted(self.keys, self.axis.place(rows, low))
        end = np.searchsorted(self.axis.place(self.row, self.first), self.axis.place(rows, high + 1))
        counts = np.maximum(np.minimum(end, self.pointer[rows + 1]) - begin, 0)
        place, index = np.repeat(np.arange(len(rows)), counts), runs(begin, counts)
        return place, np.maximum(self.first[index], low[place]), np.minimum(self.last[index], high[place])

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
        mine, theirs = overlaps((self.row, self.first, self.last), (other.row, other.first, other.last))
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


def overlaps(one: Intervals, other: Intervals) -> tuple[Ints, Ints]:
    """Index pairs of inclusive intervals of the same row that share a minute."""
    (row, first, last), (its_row, its_first, its_last) = one, other
    if not len(row) or not len(its_row):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    low, high = min(int(first.min()), int(its_first.min())), max(int(last.max()), int(its_last.max()))
    axis = Axis(max(int(row[-1]), int(its_row[-1])) + 1, low, high, (first, last, its_first, its_last))
    begin = np.searchsorted(axis.place(its_row, its_last), axis.place(row, first), side="left")
    end = np.searchsorted(axis.place(its_row, its_first), axis.place(row, last), side="right")
    counts = np.maximum(end - begin, 0)
    return np.repeat(np.arange(len(row)), counts), runs(begin, counts)
