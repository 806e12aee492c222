"""Dominance: which partial routes no other makes pointless.

Nearly all of the search's time goes into comparing pairs, so groups of like size are compared all at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from openitc.planner.windows import Flags, Ints

Check = Callable[[], None]

# Groups up to each of these sizes are compared side by side; larger ones block by block of the last.
SIZES = (4, 8, 16, 32, 64, 128, 256)
BLOCK = SIZES[-1]
AT_ONCE = 1 << 18
RIVALS = 400
# From so many on it pays to look for the plainly beaten first.
MANY = 2048
# What makes a row strong: how much its first columns count, cost first.
STRENGTHS = (
    (1, 1, 1, 1),
    (1, 0.1, 0.1, 0.1),
    (0.1, 0.1, 1, 0.1),
    (0.1, 1, 0.1, 1),
    (1, 1, 0.1, 1),
    (0.1, 1, 1, 1),
    (1, 0.1, 1, 0.1),
)


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
    """The routes worth keeping, the first of equals; `check` may break it off."""
    places = [*contest.same, *(ship.center for ship in contest.shipping)]
    left = _not_outdone(contest.columns, places)
    columns, places = [_narrow(column[left]) for column in contest.columns], [place[left] for place in places]
    # Whatever beats another costs no more and, at the same cost, comes to no more in sum: it stands before it.
    order = np.lexsort((sum(columns[1:], np.int64(0)), columns[0], *places))
    opens = np.zeros(len(order), dtype=bool)
    opens[:1] = True
    for place in places:
        opens[1:] |= place[order][1:] != place[order][:-1]
    begin = np.flatnonzero(opens)
    columns = [column[order] for column in columns]
    alive = _alive_within(columns, begin, np.diff(np.append(begin, len(order))), check)
    order, group = left[order[alive]], np.cumsum(opens)[alive]
    if contest.shipping and not contest.same and len(order):
        order = order[_alive_across(contest, order, group, check)]
    return order


def _narrow(column: Ints, room: int = 0) -> Ints:
    """The column less its least entry, in half the width where that suffices, with `room` for what may be added."""
    if not len(column):
        return column
    column = column - column.min()
    return column.astype(np.int32) if column.max() + room < 2**31 - 1 else column


def _not_outdone(columns: Sequence[Ints], places: Sequence[Ints]) -> Ints:
    """The rows that a few strong ones of their own group leave over: most are gone before all meet all."""
    size = len(columns[0])
    if size <= MANY:
        return np.arange(size)
    group = _numbered(places, size)
    left = np.argsort(group, kind="stable")
    group, columns = group[left], [_narrow(column[left]) for column in columns]
    scale = [np.float32(1 / max(int(column.max()), 1)) for column in columns]
    for weights in STRENGTHS:
        begin = np.flatnonzero(np.diff(group, prepend=-1))
        counts = np.diff(np.append(begin, len(group)))
        score = sum(column * (weight * unit) for weight, column, unit in zip(weights, columns, scale, strict=False))
        # The first of the group's strongest: of equals, which all have one score, always the same.
        strong = np.flatnonzero(score == np.repeat(np.minimum.reduceat(score, begin), counts))
        strong = strong[np.searchsorted(strong, begin)]
        beaten = np.ones(len(group), dtype=bool)
        for column in columns:
            beaten &= np.repeat(column[strong], counts) <= column
        beaten[strong] = False
        kept = np.flatnonzero(~beaten)
        left, group, columns = left[kept], group[kept], [column[kept] for column in columns]
    return left


def _numbered(places: Sequence[Ints], size: int) -> Ints:
    """A number for each row, the same where all places are; short ones, which sort quickly."""
    number = np.zeros(size, dtype=np.int64)
    for place in places:
        number = np.unique(number * (int(place.max()) + 1) + place, return_inverse=True)[1]
    return number.astype(np.int16) if number.max() < 2**15 else number


def _alive_within(columns: Sequence[Ints], begin: Ints, counts: Ints, check: Check) -> Flags:
    """The unbeaten rows among those of their own group; groups are runs of rows sorted by the columns."""
    alive = np.ones(len(columns[0]), dtype=bool)
    for size, groups in _by_size(counts, lambda size: size * size):
        check()
        rows, filled = _padded(begin[groups], counts[groups], size)
        # A row is beaten by earlier ones only, whose first column is therefore no greater.
        beats = np.broadcast_to(np.triu(np.ones((size, size), dtype=bool), 1), (len(groups), size, size)).copy()
        for column in columns[1:]:
            held = column[rows]
            beats &= held[:, :, None] <= held[:, None, :]
        alive[rows[filled & beats.any(axis=1)]] = False
    for group in np.flatnonzero(counts > BLOCK):
        rows = np.arange(begin[group], begin[group] + counts[group])
        alive[rows] = False
        alive[_survivors(columns, rows, check)] = True
    return alive


def _by_size(counts: Ints, load: Callable[[int], int]) -> Iterator[tuple[int, Ints]]:
    """Groups of like size, as many at a time as their `load` allows."""
    least = 1
    for size in SIZES:
        groups = np.flatnonzero((counts > least) & (counts <= size))
        share = max(AT_ONCE // load(size), 1)
        for low in range(0, len(groups), share):
            yield size, groups[low : low + share]
        least = size


def _padded(begin: Ints, counts: Ints, size: int) -> tuple[Ints, Flags]:
    """One line of `size` rows for each group, the last row repeated; and which of them are the group's own."""
    place = np.arange(size)
    return begin[:, None] + np.minimum(place, counts[:, None] - 1), place < counts[:, None]


def _survivors(columns: Sequence[Ints], rows: Ints, check: Check) -> Ints:
    """The unbeaten among sorted rows: block by block against those kept so far, then within the block."""
    kept = rows[:0]
    for low in range(0, len(rows), BLOCK):
        block = rows[low : low + BLOCK]
        for known in range(0, len(kept), BLOCK):
            check()
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


def _alive_across(contest: Contest, index: Ints, group: Ints, check: Check) -> Flags:
    """Which rows no strong row of another place beats by shipping to theirs first; rows of one place stand together."""
    alive = np.ones(len(index), dtype=bool)
    room = max(int(max(ship.minutes.max(), ship.fee.max())) for ship in contest.shipping) * len(contest.shipping)
    columns = [_narrow(column[index], room) for column in contest.columns]
    begin = np.flatnonzero(np.append([True], group[1:] != group[:-1]))
    counts = np.diff(np.append(begin, len(index)))
    rivals = _strongest(columns)
    for size, groups in _by_size(np.minimum(counts, BLOCK - 1) + 1, lambda size: size * len(rivals)):
        check()
        moved = _moved(contest, columns, index, rivals, begin[groups])
        for low in range(0, int(counts[groups].max()), size):
            rows, filled = _padded(begin[groups] + low, counts[groups] - low, size)
            rows, filled = np.maximum(rows, 0), filled & (counts[groups] > low)[:, None]
            beats = np.ones((len(groups), len(rivals), size), dtype=bool)
            for column, reached in zip(columns, moved, strict=True):
                beats &= reached[:, :, None] <= column[rows][:, None, :]
            alive[rows[filled & beats.any(axis=1)]] = False
    return alive


def _strongest(columns: Sequence[Ints]) -> Ints:
    """The rows most likely to beat others: to leave some beaten ones alive costs time, never truth."""
    if len(columns[0]) <= RIVALS:
        return np.arange(len(columns[0]))
    weight = sum(np.asarray(column / max(int(column.max()), 1)) for column in columns)
    return np.sort(np.argsort(weight, kind="stable")[:RIVALS])


def _moved(contest: Contest, columns: Sequence[Ints], index: Ints, rivals: Ints, begin: Ints) -> list[Ints]:
    """By group and rival, the rival's columns as they would be after shipping to the group's place."""
    moved = [np.broadcast_to(column[rivals], (len(begin), len(rivals))) for column in columns]
    stays = np.ones((len(begin), len(rivals)), dtype=bool)
    free = np.ones((len(begin), len(rivals)), dtype=bool)
    for ship in contest.shipping:
        here, there = ship.center[index[rivals]], ship.center[index[begin]][:, None]
        apart = here != there
        fee, minutes = np.where(apart, ship.fee[here, there], 0), np.where(apart, ship.minutes[here, there], 0)
        moved[0] = moved[0] + fee.astype(moved[0].dtype)
        moved[ship.column] = moved[ship.column] + minutes.astype(moved[ship.column].dtype)
        stays &= ~apart
        free &= (fee == 0) & (minutes == 0)
    # Where shipping takes nothing, two routes could beat each other; then the earlier row prevails.
    barred = stays | (free & (rivals > begin[:, None]))
    moved[0] = np.where(barred, np.iinfo(moved[0].dtype).max, moved[0])
    return moved
