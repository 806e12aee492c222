"""Intervals hold the truth as often as they say: seeded simulations of many tests whose truth is known.

A simulated test either holds the truth or not, so the count is binomial. Four of its standard errors below the promise
is where chance alone hardly ever comes; where an interval is careful it may hold the truth more often than it says.
"""

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from openitc.market_tests.rules import intervals
from openitc.market_tests.rules.demand import demand_of
from openitc.market_tests.rules.intervals import LEVEL
from openitc.market_tests.rules.prices import CROSSINGS, CURVES, meter_of

Prices = NDArray[np.float64]
CAREFUL = 0.075  # how much more often than promised an interval may hold the truth before it is called too wide


def holds(often: float, tests: int, *, level: float = LEVEL, careful: float = 0.0) -> bool:
    """Whether that share of the tests agrees with the level."""
    chance = 4 * sqrt(level * (1 - level) / tests)
    return level - chance <= often <= min(level + chance + careful, 1)


@pytest.mark.parametrize("level", [0.9, 0.95])
@pytest.mark.parametrize("n", [30, 120])
def test_shares_are_held_as_often_as_promised(level: float, n: int) -> None:
    draw, tests = np.random.default_rng(1927), 5000
    known = [intervals.share(some, n, level=level) for some in range(n + 1)]
    truths = draw.uniform(0.05, 0.95, tests)
    found = draw.binomial(n, truths)
    often = np.mean([truth in known[some] for truth, some in zip(truths, found, strict=True)])
    assert holds(float(often), tests, level=level)


@pytest.mark.parametrize("level", [0.9, 0.95])
def test_means_of_nine_points_are_held_as_often_as_promised(level: float) -> None:
    draw, tests = np.random.default_rng(1908), 1500
    weights = np.array([1, 1, 2, 3, 4, 8, 14, 10, 4]) / 47
    truth = float(weights @ np.arange(1, 10))
    answers = draw.choice(np.arange(1, 10), (tests, 40), p=weights)
    often = np.mean([truth in intervals.mean(row, level=level) for row in answers])
    assert holds(float(often), tests, level=level)


def test_differences_of_shares_are_held_as_often_as_promised() -> None:
    draw, tests = np.random.default_rng(1998), 1500
    one, other = draw.uniform(0.15, 0.85, (2, tests))
    counts = draw.binomial(45, one), draw.binomial(55, other)
    often = np.mean(
        [
            truth in intervals.difference_of_shares((int(some), 45), (int(rest), 55))
            for truth, some, rest in zip(one - other, *counts, strict=True)
        ]
    )
    assert holds(float(often), tests, careful=0.01)


def test_mean_drops_are_held_as_often_as_promised() -> None:
    draw, tests = np.random.default_rng(1947), 1500
    right, much = np.array([0, 0, 1, 2, 4, 8, 14, 10, 4]) / 43, np.array([2, 4, 6, 8, 8, 5, 2, 1, 0]) / 36
    points = np.arange(1, 10)
    truth = float((right - much) @ points)
    groups = draw.choice(points, (tests, 32), p=right), draw.choice(points, (tests, 12), p=much)
    often = np.mean([truth in intervals.difference_of_means(*pair) for pair in zip(*groups, strict=True)])
    assert holds(float(often), tests, careful=0.01)


def people(draw: np.random.Generator, count: int, *, step: int) -> Prices:
    """The four prices of each of the people, a row each, in satang and to whole steps of the price."""
    middle = draw.lognormal(np.log(9_000), 0.25, count)
    ends = ((0.3, 0.7), (0.6, 0.95), (1.05, 1.4), (1.3, 2))
    prices = np.sort(np.stack([middle * draw.uniform(low, high, count) for low, high in ends]), axis=0)
    return np.round(prices / step) * step


def answers_of(prices: Prices) -> list[dict[str, int]]:
    return [dict(zip(CURVES, map(int, row), strict=True)) for row in prices.T]


@pytest.mark.parametrize("n", [30, 40, 120])
@pytest.mark.parametrize("step", [100, 1000])  # people name whole baht, or tens of baht
def test_prices_at_which_curves_cross_are_held_as_often_as_promised(n: int, step: int) -> None:
    draw, tests = np.random.default_rng(1976), 400
    truth = meter_of(answers_of(people(draw, 40_000, step=step)))
    found = [meter_of(answers_of(people(draw, n, step=step))) for _ in range(tests)]
    for name in CROSSINGS:
        often = np.mean([getattr(truth, name).at in getattr(each, name) for each in found])
        assert holds(float(often), tests, careful=CAREFUL), name


def test_the_price_that_earns_most_is_held_at_least_as_often_as_promised() -> None:
    """Prices are few, so the range is careful: it holds whole rungs."""
    draw, tests = np.random.default_rng(1966), 400
    prices, accepts = [5_900, 7_900, 9_900, 11_900], np.array([0.8, 0.66, 0.45, 0.3])
    best = prices[int(np.argmax(accepts * prices))]

    def asked() -> list[dict[int, bool]]:
        most = draw.uniform(size=60)
        return [{price: bool(limit < share) for price, share in zip(prices, accepts, strict=True)} for limit in most]

    found = [demand_of(asked(), prices) for _ in range(tests)]
    often = np.mean([each.low <= best <= each.high for each in found])
    assert often >= LEVEL - 4 * sqrt(LEVEL * (1 - LEVEL) / tests)


@pytest.mark.parametrize("chance", [intervals.chance_of_difference])
def test_a_test_of_no_difference_cries_wolf_no_more_often_than_it_says(
    chance: Callable[[tuple[int, int], tuple[int, int]], float],
) -> None:
    draw, tests = np.random.default_rng(1963), 1500
    counts = draw.binomial(50, 0.5, (2, tests))
    often = np.mean([chance((int(one), 50), (int(other), 50)) < 1 - LEVEL for one, other in counts.T])
    assert often <= 1 - LEVEL + 4 * sqrt(LEVEL * (1 - LEVEL) / tests)
