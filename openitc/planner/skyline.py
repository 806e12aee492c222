"""Dominance: which partial routes no other makes pointless."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from openitc.planner.windows import Flags, Ints, runs

Check = Callable[[], None]

BLOCK = 512
SMALL = 24
PAIRS = 1 << 18


@dataclass(frozen=True, slots=True)
class Shipping:
    """Of a step from which something is still to be shipped: its center by partial route, and what shipping adds.

    `minutes` and `fee` are by center: what it takes to be at the second as one that is at the first.
    `column` is the place of the step's starts among the columns.
    """

    center: Ints
    column: int
    minutes: Ints
    fee: Ints


@dataclass(frozen=True, slots=True)
class Contest:
    """Partial routes side by side.

    One beats another where all its `columns`, of which the first is the cost, are no greater, and all `same` columns
    are equal. With `shipping`, it also beats one that is elsewhere if it could ship there first and still be no worse.
    """

    columns: Sequence[Ints]
    same: Sequence[Ints]
    shipping: Sequence[Shipping] = ()


def unbeaten(contest: Contest, check: Check) -> Ints:
    """The routes worth keeping, the first of equals by the order of the columns; `check` may break it off."""
    places = [ship.center for ship in contest.shipping]
    columns = [_narrow(column) for column in contest.columns]
    order = np.lexsort((*reversed(columns), *contest.same, *places))
    opens = np.zeros(len(order), dtype=bool)
    opens[:1] = True
    for column in (*contest.same, *places):
        opens[1:] |= column[order][1:] != column[order][:-1]
    begin = np.flatnonzero(opens)
    counts = np.diff(np.append(begin, len(order)))
    kept = np.sort(_within_groups([column[order] for column in columns], begin, counts, check))
    if contest.shipping and not contest.same:
        kept = kept[_across_groups(contest, order[kept], np.cumsum(opens)[kept], check)]
    return order[kept]


def _narrow(column: Ints) -> Ints:
    """The column less its least entry, in half the width where that suffices: comparing is most of the work."""
    if not len(column):
        return column
    column = column - column.min()
    return column.astype(np.int32) if column.max() < 2**31 else column


def _within_groups(columns: Sequence[Ints], begin: Ints, counts: Ints, check: Check) -> Ints:
    """The unbeaten rows of each group of consecutive rows, all of one group being in one place."""
    beaten = np.zeros(len(columns[0]), dtype=bool)
    for some in _batches(counts):
        check()
        members = runs(begin[some], counts[some])
        earlier = members - np.repeat(begin[some], counts[some])
        one, other = runs(np.repeat(begin[some], counts[some]), earlier), np.repeat(members, earlier)
        worse = np.ones(len(one), dtype=bool)
        for column in columns:
            worse &= column[one] <= column[other]
        beaten[other[worse]] = True
    large = counts > SMALL
    small = np.flatnonzero(~beaten & ~np.repeat(large, counts))
    return np.concatenate(
        [
            small,
            *(
                _survivors(columns, start, start + count, check)
                for start, count in zip(begin[large], counts[large], strict=True)
            ),
        ]
    )


def _batches(counts: Ints) -> Iterator[Ints]:
    """Groups small enough to compare all their pairs at once, some groups at a time."""
    groups = np.flatnonzero((counts > 1) & (counts <= SMALL))
    load = np.cumsum(counts[groups] ** 2) // PAIRS
    return iter(np.split(groups, np.flatnonzero(np.diff(load)) + 1) if len(groups) else [])


def _survivors(columns: Sequence[Ints], start: int, end: int, check: Check) -> Ints:
    """The unbeaten among consecutive sorted rows: block by block against those kept so far, then within the block."""
    kept = np.zeros(0, dtype=np.int64)
    for low in range(start, end, BLOCK):
        check()
        block = np.arange(low, min(low + BLOCK, end))
        for known in range(0, len(kept), BLOCK):
            rivals = kept[known : known + BLOCK]
            block = block[~_beats([c[rivals] for c in columns], [c[block] for c in columns]).any(axis=0)]
        own = [column[block] for column in columns]
        kept = np.concatenate([kept, block[~np.triu(_beats(own, own), 1).any(axis=0)]])
    return kept


def _beats(ones: Sequence[Ints], others: Sequence[Ints]) -> Flags:
    """Row by row of the ones: which of the others are no better in anything."""
    beaten = ones[0][:, None] <= others[0]
    for one, other in zip(ones[1:], others[1:], strict=True):
        beaten &= one[:, None] <= other
    return beaten


def _across_groups(contest: Contest, index: Ints, group: Ints, check: Check) -> Flags:
    """Which rows no row of another place beats by shipping to theirs first; rows of one place stand together."""
    alive = np.ones(len(index), dtype=bool)
    columns = np.stack([column[index] for column in contest.columns])
    begin = np.flatnonzero(np.append([True], group[1:] != group[:-1]))
    for start, end in zip(begin, np.append(begin[1:], len(index)), strict=True):
        check()
        moved = _moved(contest, columns, index, int(index[start]))
        own = columns[:, start:end]
        rivals = alive & (moved <= own.max(axis=1, keepdims=True)).all(axis=0)
        rivals[start:end] = False
        chosen = np.flatnonzero(rivals)
        for low in range(0, len(chosen), BLOCK):
            some = chosen[low : low + BLOCK]
            alive[start:end] &= ~_beats(list(moved[:, some]), list(own)).any(axis=0)
    return alive


def _moved(contest: Contest, columns: Ints, index: Ints, there: int) -> Ints:
    """All columns as they would be after shipping to the place of one row."""
    moved = columns.copy()
    for ship in contest.shipping:
        here, target = ship.center[index], int(ship.center[there])
        apart = here != target
        moved[0] += np.where(apart, ship.fee[here, target], 0)
        moved[ship.column] += np.where(apart, ship.minutes[here, target], 0)
    return moved
