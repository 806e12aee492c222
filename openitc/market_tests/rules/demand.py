"""The ladder of Gabor and Granger (1966): who would buy at which price, and at which one earns most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openitc.market_tests.rules.intervals import LEVEL, Interval, share

RESAMPLES, SEED = 1000, 1966


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One price: the share that would buy, and how often it earned most when the people were drawn anew."""

    price: int
    n: int
    would: Interval
    best_in: float

    @property
    def earned(self) -> float:
        """What a hundred people asked bring in, in the unit of the price."""
        return 100 * self.would.at * self.price


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Every rung, and the prices among which the one that earns most is found as often as the level says."""

    n: int
    rungs: tuple[Rung, ...]
    best: int
    low: int
    high: int


def demand_of(answers: Sequence[Mapping[int, bool]], prices: Sequence[int], *, level: float = LEVEL) -> Demand:
    """The demand at the ascending prices, from what each person said at each of them."""
    import numpy as np

    said = np.array([[answer[price] for price in prices] for answer in answers], dtype=float)
    count = len(answers)
    drawn = np.random.default_rng(SEED).multinomial(count, [1 / count] * count, RESAMPLES)
    winners = np.argmax((drawn @ said) * np.array(prices), axis=1)
    often = np.bincount(winners, minlength=len(prices)) / RESAMPLES
    low, high = np.quantile(winners, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
    best = int(np.argmax(said.sum(axis=0) * np.array(prices)))
    rungs = tuple(
        Rung(
            price=price, n=count, would=share(int(said[:, turn].sum()), count, level=level), best_in=float(often[turn])
        )
        for turn, price in enumerate(prices)
    )
    return Demand(
        n=count, rungs=rungs, best=prices[best], low=prices[min(int(low), best)], high=prices[max(int(high), best)]
    )
