"""What evidence says for an idea, on the scale of one to five on which people rate. The steps are ours, and shown."""

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

WORST, BEST = 1, 5
MARGIN_STEPS = (0, 15, 30, 45)  # per cent of the price: at or above the last one is best
DISTANCE_STEPS = (100, 300)  # km to the farthest machine that is needed
DAY_STEPS = (30, 60, 90, 180)  # days until it could be finished
SEASON_STEPS = (3, 6, 9, 12)  # months of the year in which there is raw material


def by_margin(percent: Fraction) -> int:
    """The more is left of the price, the better."""
    return 1 + bisect_right(MARGIN_STEPS, percent)


def by_machines(distances: Sequence[int | None]) -> int:
    """Whether the network has every machine that is needed (None: nobody has one), and how far the farthest is."""
    there = [km for km in distances if km is not None]
    if not there:
        return WORST
    if len(there) < len(distances):
        return 2
    return BEST - sum(max(there) > step for step in DISTANCE_STEPS)


def by_days(days: int) -> int:
    """The sooner it could be finished, the better."""
    return BEST - sum(days > step for step in DAY_STEPS)


def by_season(months: int) -> int:
    """The more of the year there is raw material, the better."""
    return 1 + bisect_right(SEASON_STEPS, months)


def by_burden(needed: int) -> int:
    """How much of a burden the standards are: none of them is the least."""
    return min(BEST, 1 + needed)


def by_identity(told: int, of: int, *, indication: bool) -> int:
    """The more is told of where it comes from, the better; a protected name by right is the best."""
    if indication:
        return BEST
    return 1 + (BEST - 1) * told // of
