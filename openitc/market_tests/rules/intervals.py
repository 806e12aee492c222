"""Between what the truth lies: intervals of shares, means and differences, by scipy and statsmodels.

Both are read only when something is to be computed: reading them takes longer than most pages do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 0.9  # of a hundred intervals like it, ninety hold the truth


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and between what the truth lies."""

    at: float
    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


def share(some: int, of_all: int, *, level: float = LEVEL) -> Interval:
    """A share with Wilson's interval (1927), which is right for few answers and for shares near none and all."""
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(some, of_all, alpha=1 - level, method="wilson")
    return Interval(some / of_all, max(float(low), 0.0), min(float(high), 1.0))


def mean(values: Sequence[float], *, level: float = LEVEL) -> Interval:
    """A mean with Student's interval; where all say the same there is nothing to be unsure of but the number."""
    import numpy as np

    at, count = float(np.mean(values)), len(values)
    error = float(np.std(values, ddof=1)) / count**0.5 if count > 1 else 0.0
    reach = error * _student(level, count - 1) if error else 0.0
    return Interval(at, at - reach, at + reach)


def difference_of_shares(one: tuple[int, int], other: tuple[int, int], *, level: float = LEVEL) -> Interval:
    """How far two shares of different people lie apart, by Newcombe's tenth method (1998); `(some, of all)` each."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff", alpha=1 - level)
    return Interval(one[0] / one[1] - other[0] / other[1], float(low), float(high))


def difference_of_means(one: Sequence[float], other: Sequence[float], *, level: float = LEVEL) -> Interval:
    """How far the means of two groups of people lie apart, by Welch (1947): their spreads may differ."""
    import numpy as np

    at = float(np.mean(one) - np.mean(other))
    parts = [float(np.var(group, ddof=1)) / len(group) for group in (one, other)]
    whole = sum(parts)
    if whole == 0:
        return Interval(at, at, at)
    freedom = whole**2 / sum(part**2 / (len(group) - 1) for part, group in zip(parts, (one, other), strict=True))
    reach = _student(level, freedom) * whole**0.5
    return Interval(at, at - reach, at + reach)


def chance_of_preference(some: int, of_all: int) -> float:
    """How often chance alone would prefer one of two so clearly (exact binomial test, two-sided)."""
    from scipy import stats

    return float(stats.binomtest(some, of_all, 0.5).pvalue)


def chance_of_difference(one: tuple[int, int], other: tuple[int, int]) -> float:
    """How often chance alone would bring two shares so far apart (score test of two shares)."""
    from statsmodels.stats.proportion import proportions_ztest

    if one[0] + other[0] in (0, one[1] + other[1]):
        return 1.0
    return float(proportions_ztest([one[0], other[0]], [one[1], other[1]])[1])


def _student(level: float, freedom: float) -> float:
    """How many standard errors either way hold the truth that often, with so few degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.5 + level / 2))
