"""Dominance: which partial routes no other makes pointless."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from openitc.planner.windows import Flags, Ints, runs

BLOCK = 256
PAIRS = 1 << 20


@dataclass(frozen=True, slots=True)
class Shipping:
    """Columns of a step from which something is still to be shipped."""

    center: Ints
    start: Ints
    shipments: int
    delays: bool


@dataclass(frozen=True, slots=True)
class Contest:
    """Partial routes side by side.

    One beats another where its cost and all its `columns` are no greater, counting what it takes to ship first
    to where the other is, and all `same` columns are equal.
    """

    cost: Ints
    columns: Sequence[Ints]
    same: Sequence[Ints]
    shipping: Sequence[Shipping] = ()
    ship_minutes: Ints = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    ship_fee: Ints = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))

    def beats(self, one: Ints, other: Ints) -> Flags:
        """Whether each of the routes `one` makes the `other` pointless."""
        cost = self.cost[one]
        beaten = np.ones(np.broadcast_shapes(one.shape, other.shape), dtype=bool)
        for column in self.columns:
            beaten &= column[one] <= column[other]
        for ship in self.shipping:
            here, there = ship.center[one], ship.center[other]
            moved = here != there
            cost = cost + np.where(moved, ship.shipments * self.ship_fee[here, there], 0)
            way = np.where(moved, self.ship_minutes[here, there], 0) if ship.delays else 0
            beaten &= ship.start[one] + way <= ship.start[other]
        return np.asarray(beaten & (cost <= self.cost[other]))


def unbeaten(contest: Contest) -> Ints:
    """The routes worth keeping, the first of equals by the order of the columns."""
    order = np.lexsort((contest.cost, *reversed(contest.columns), *contest.same))
    if not contest.same:
        return _survivors(contest, order)
    opens = np.ones(len(order), dtype=bool)
    opens[1:] = np.any([column[order][1:] != column[order][:-1] for column in contest.same], axis=0)
    begin = np.flatnonzero(opens)
    counts = np.diff(np.append(begin, len(order)))
    beaten = np.zeros(len(order), dtype=bool)
    for some in _batches(counts):
        _mark_beaten(contest, order, begin[some], counts[some], beaten)
    large = [
        _survivors(contest, order[start : start + count])
        for start, count in zip(begin, counts, strict=True)
        if count > BLOCK
    ]
    small = order[~beaten & np.repeat(counts <= BLOCK, counts)]
    return np.concatenate([small, *large])


def _batches(counts: Ints) -> list[Ints]:
    """Groups small enough to compare all pairs at once, some at a time."""
    groups = np.flatnonzero((counts > 1) & (counts <= BLOCK))
    if not len(groups):
        return []
    load = np.cumsum(counts[groups] ** 2) // PAIRS
    return np.split(groups, np.flatnonzero(np.diff(load)) + 1)


def _mark_beaten(contest: Contest, order: Ints, begin: Ints, counts: Ints, beaten: Flags) -> None:
    members = runs(begin, counts)
    later = members - np.repeat(begin, counts)
    one = runs(np.repeat(begin, counts), later)
    other = np.repeat(members, later)
    beaten[other[contest.beats(order[one], order[other])]] = True


def _survivors(contest: Contest, order: Ints) -> Ints:
    """Block by block against those kept so far, then within the block."""
    kept = order[:0]
    for start in range(0, len(order), BLOCK):
        block = order[start : start + BLOCK]
        for known in range(0, len(kept), BLOCK):
            rivals = kept[known : known + BLOCK]
            block = block[~contest.beats(rivals[:, None], block[None, :]).any(axis=0)]
        among = np.triu(contest.beats(block[:, None], block[None, :]), 1).any(axis=0)
        kept = np.concatenate([kept, block[~among]])
    return kept
