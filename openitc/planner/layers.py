"""Partial routes side by side, as the search keeps them between two steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from openitc.planner.amounts import amount
from openitc.planner.windows import Flags, Ints

Columns = dict[int, Ints]

# How much finish, cost and km count with the routes a narrow search keeps: all corners, and between them.
WEIGHTS = ((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1), (3, 1, 1), (1, 3, 1), (1, 1, 3))


@dataclass(frozen=True, slots=True)
class Layer:
    """Partial routes in which the same steps are placed, one entry of each column for each route.

    `start`, `center` and `mode` hold only the steps that still matter to those to come; `until`, within a line of
    maximum gaps, how far the start of its last placed step may be put off.
    """

    start: Columns
    until: Columns
    center: Columns
    mode: Columns
    cost: Ints
    km: Ints
    finish: Ints  # the least finish it can come to
    total: Ints  # the least cost it can come to
    parent: Ints
    chosen: Ints

    @classmethod
    def beginning(cls, total: int, long_ago: int) -> Self:
        """The one partial route in which nothing is placed."""
        nothing = np.zeros(1, dtype=np.int64)
        return cls({}, {}, {}, {}, nothing, nothing, nothing + long_ago, amount(total), nothing, nothing)

    @classmethod
    def joined(cls, parts: Sequence["Layer"]) -> "Layer":
        """The partial routes of several layers with the same steps as one."""
        if len(parts) == 1:
            return parts[0]
        first = parts[0]
        return Layer(
            {step: np.concatenate([part.start[step] for part in parts]) for step in first.start},
            {step: np.concatenate([part.until[step] for part in parts]) for step in first.until},
            {step: np.concatenate([part.center[step] for part in parts]) for step in first.center},
            {step: np.concatenate([part.mode[step] for part in parts]) for step in first.mode},
            *(np.concatenate(columns) for columns in zip(*(part.numbers for part in parts), strict=True)),
        )

    @property
    def numbers(self) -> tuple[Ints, ...]:
        """The columns that no step owns, in the order of the fields."""
        return self.cost, self.km, self.finish, self.total, self.parent, self.chosen

    def __len__(self) -> int:
        return len(self.cost)

    def take(self, index: Ints | Flags) -> "Layer":
        """The partial routes named."""

        def some(columns: Columns) -> Columns:
            return {step: column[index] for step, column in columns.items()}

        named = some(self.start), some(self.until), some(self.center), some(self.mode)
        return Layer(*named, *(each[index] for each in self.numbers))

    def widest(self, width: int) -> "Layer":
        """About `width` promising partial routes, some for each way to weigh the criteria."""
        if len(self) <= width:
            return self
        scaled = [
            (column - column.min()) / max(int(np.ptp(column)), 1) for column in (self.finish, self.total, self.km)
        ]
        share = max(width // len(WEIGHTS), 1)
        best = [
            np.argsort(sum(weight * column for weight, column in zip(weights, scaled, strict=True)), kind="stable")
            for weights in WEIGHTS
        ]
        return self.take(np.unique(np.concatenate([order[:share] for order in best])))


def groups(columns: list[Ints], size: int) -> tuple[Ints, Ints, Ints]:
    """Rows with equal columns as groups: the rows in order of group, where each group begins there, and its length."""
    if not columns:
        return np.arange(size), np.zeros(1, dtype=np.int64), np.array([size])
    order = np.lexsort(columns)
    opens = np.ones(size, dtype=bool)
    opens[1:] = np.any([column[order][1:] != column[order][:-1] for column in columns], axis=0)
    begin = np.flatnonzero(opens)
    return order, begin, np.diff(np.append(begin, size))
