"""The branches that answer a conflict: every sound schedule survives in one, and in no more."""

from collections.abc import Iterator
from itertools import product

import pytest

from openitc.planner.conflicts import Conflict, Use
from openitc.planner.model import Branch

RESOURCE = 7
USES = (Use(0, 0, 0, 2, 1), Use(1, 0, 1, 3, 1))

Placement = tuple[int, bool]  # the start of a step, and whether it is on the resource


def placements() -> Iterator[tuple[Placement, Placement]]:
    each = list(product(range(-4, 10), (True, False)))
    yield from product(each, each)


def sound(conflict: Conflict, placed: tuple[Placement, ...]) -> bool:
    """Whether not all of the uses are on the resource, or not all at one minute of the stretch."""
    if conflict.resource is not None and not all(on for _, on in placed):
        return True
    spans = [
        (start + use.offset, start + use.offset + use.duration)
        for use, (start, _) in zip(conflict.uses, placed, strict=True)
    ]
    clear = any(end <= conflict.begin or begin >= conflict.end for begin, end in spans)
    return clear or max(begin for begin, _ in spans) >= min(end for _, end in spans)


def allows(branch: Branch, placed: tuple[Placement, ...]) -> bool:
    start, on = zip(*placed, strict=True)
    return (
        all(not on[step] for step, _, _ in branch.forbidden)
        and all(on[step] for step, _, _ in branch.forced)
        and all(start[step] >= minute for step, minute in branch.earliest)
        and all(start[step] <= minute for step, minute in branch.latest)
        and all(start[arc.after] >= start[arc.before] + arc.lag for arc in branch.arcs)
    )


@pytest.mark.parametrize(
    "conflict", [Conflict(USES, None), Conflict(USES, RESOURCE), Conflict(USES, RESOURCE, begin=2, end=5)]
)
def test_a_sound_schedule_is_in_one_branch_only(conflict: Conflict) -> None:
    for placed in placements():
        branches = [branch for branch in conflict.branches(Branch()) if allows(branch, placed)]
        assert len(branches) <= 1
        if sound(conflict, placed):
            assert branches
