"""How many answers a test needs for what one wants to know of it.

A share is known to within a margin, a mean of nine points to within part of a point, and a difference between A and B
is found as often as its power says. Formulas: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions
(3rd ed. 2003), ch. 2 and 4, without correction for continuity.
"""

from collections.abc import Mapping
from math import ceil, sqrt
from statistics import NormalDist
from typing import Literal

LEVEL = 90  # per cent: of a hundred tests like it, ninety hold what we say
POWER = 80  # per cent of the tests of A and B that find a difference which is there
LEAST_ANSWERS = 30  # below these nothing is told and only staff decides, giving a reason
LEAST_UNITS = 50
USUAL_SPREAD = 1.8  # how far people differ on nine points: the standard deviation that food usually shows
HALF = 0.5  # as long as nobody knows the share, the one that asks for the most answers

Aim = Literal["share", "mean", "difference", "preference"]
MARGINS: Mapping[Aim, tuple[float, ...]] = {
    "share": (15, 10, 7.5, 5),  # percentage points either way
    "mean": (0.5, 0.4, 0.3, 0.2),  # points of nine either way
    "difference": (30, 20, 15, 10),  # percentage points between A and B
    "preference": (30, 20, 15, 10),
}


def aim_of(kind: str, settings: Mapping[str, object]) -> Aim:
    """What the test is to find: a mean of liking, a difference of A and B, or a share of people (or of units)."""
    if kind == "choice":
        return "difference" if settings.get("how") == "monadic" else "preference"
    return "mean" if kind == "liking" else "share"


def least_of(kind: str) -> int:
    """Below how many answers, or units of a pilot sale, nothing is told."""
    return LEAST_UNITS if kind == "pilot" else LEAST_ANSWERS


def wanted_for(kind: str, settings: Mapping[str, object], margin: float) -> int:
    """How many must answer, or be offered in a pilot sale; never fewer than the least."""
    return max(least_of(kind), computed_for(aim_of(kind, settings), margin))


def computed_for(aim: Aim, margin: float) -> int:
    """How many the precision alone asks for; of a difference, both arms together."""
    if aim == "mean":
        return for_mean(margin, spread=USUAL_SPREAD, level=LEVEL)
    share = margin / 100
    if aim == "share":
        return for_share(share, level=LEVEL)
    if aim == "preference":
        return for_preference(share, level=LEVEL, power=POWER)
    return 2 * for_difference(HALF + share / 2, HALF - share / 2, level=LEVEL, power=POWER)


def for_share(margin: float, *, level: float, expected: float = HALF) -> int:
    """How many answers bring a share to within the margin either way."""
    return _whole((_z(level) / margin) ** 2 * expected * (1 - expected))


def for_mean(margin: float, *, spread: float, level: float) -> int:
    """How many answers bring a mean to within the margin either way, where single answers differ by the spread."""
    return _whole((_z(level) * spread / margin) ** 2)


def for_difference(one: float, other: float, *, level: float, power: float) -> int:
    """How many answers in each arm find that two shares differ."""
    pooled = (one + other) / 2
    by_chance = _z(level) * sqrt(2 * pooled * (1 - pooled))
    if_true = _one_sided(power) * sqrt(one * (1 - one) + other * (1 - other))
    return _whole(((by_chance + if_true) / (one - other)) ** 2)


def for_preference(difference: float, *, level: float, power: float) -> int:
    """How many answers find that one of two is preferred, when everybody sees both."""
    share = HALF + difference / 2
    by_chance, if_true = _z(level) * HALF, _one_sided(power) * sqrt(share * (1 - share))
    return _whole(((by_chance + if_true) / (share - HALF)) ** 2)


def _z(level: float) -> float:
    """How many standard errors either way hold the truth that often."""
    return NormalDist().inv_cdf(0.5 + level / 200)


def _one_sided(power: float) -> float:
    return NormalDist().inv_cdf(power / 100)


def _whole(number: float) -> int:
    """The next whole number; what is one but for the last digits of a float is that one."""
    return ceil(round(number, 9))
