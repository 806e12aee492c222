"""Steps tied by maximum gaps: for chosen modes, the earliest starts that keep all arcs between them.

Arcs and windows only ever push starts later, so pushing until nothing moves gives the one least answer.
"""

from collections.abc import Sequence

import numpy as np

from openitc.planner.clock import Clock
from openitc.planner.layers import Columns
from openitc.planner.model import Arc
from openitc.planner.relaxation import Relaxation
from openitc.planner.windows import Flags, Ints, Windows

# After so many rounds, look whether the arcs contradict one another instead of creeping on by single minutes.
PATIENCE = 24


def settled(
    relaxation: Relaxation, members: Sequence[int], mode: Columns, start: Columns, clock: Clock
) -> tuple[Columns, Flags]:
    """The least starts of the members, and which partial routes have any."""
    arcs = [arc for arc in relaxation.arcs if arc.before in members and arc.after in members]
    columns = {step: start[step].copy() for step in members}
    size = len(columns[members[0]])
    alive = np.ones(size, dtype=bool)
    lags = {arc: lags_of(relaxation, arc, mode) for arc in arcs}
    moving, rounds = np.arange(size), 0
    while len(moving):
        clock.check()
        moved = np.zeros(len(moving), dtype=bool)
        for arc in arcs:
            needed = columns[arc.before][moving] + lags[arc][moving]
            starts = relaxation.modes[arc.after].starts
            moved |= _push(starts, mode[arc.after], needed, columns[arc.after], moving)
        for step in members:
            alive[moving] &= columns[step][moving] <= relaxation.latest[step]
        moving = moving[moved & alive[moving]]
        rounds += 1
        if rounds == PATIENCE:
            contradict = _contradicting(arcs, {arc: lag[moving] for arc, lag in lags.items()}, members)
            alive[moving[contradict]] = False
            moving = moving[~contradict]
    return columns, alive


def lags_of(relaxation: Relaxation, arc: Arc, mode: Columns) -> Ints:
    """The arc's lag with the way between the centers chosen."""
    if not arc.leads:
        return np.full(len(mode[arc.before]), arc.lag)
    modes = relaxation.modes
    here, there = modes[arc.before].center[mode[arc.before]], modes[arc.after].center[mode[arc.after]]
    return np.asarray(arc.lag + relaxation.model.minutes(arc)[here, there])


def _push(starts: Windows, mode: Ints, needed: Ints, column: Ints, moving: Ints) -> Flags:
    """Push the moving ones of a column on to what is needed; which of them had to move."""
    pushed = needed > column[moving]
    late = moving[pushed]
    column[late] = starts.next(mode[late], needed[pushed])
    return pushed


def _contradicting(arcs: Sequence[Arc], lags: dict[Arc, Ints], members: Sequence[int]) -> Flags:
    """Where the lags alone run in a circle that never closes, whatever the windows."""
    size = len(next(iter(lags.values())))
    starts = {step: np.zeros(size, dtype=np.int64) for step in members}
    moved = np.zeros(size, dtype=bool)
    for _ in range(len(members) + 1):
        moved[:] = False
        for arc in arcs:
            needed = starts[arc.before] + lags[arc]
            moved |= needed > starts[arc.after]
            starts[arc.after] = np.maximum(starts[arc.after], needed)
    return moved
