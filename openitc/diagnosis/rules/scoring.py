"""Answers into scores: a dimension, a pillar, the index, its band, how sure it is, and what peers reached.

A level is 0 to 5, or None where the question does not apply. What is not scored is None and counts nowhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median, quantiles

MOST = 5  # the highest level
LEAST_ANSWERED = {"quick": 1, "full": 2}  # answers without which a dimension is not scored, by the form
BANDS = (20, 40, 60, 80)  # the index from which the next band begins
LEAST_PEERS = 5  # enterprises behind a benchmark; of fewer, one could be guessed


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What a group of enterprises reached: the middle one, and the one with a quarter above it."""

    median: float
    upper: float  # the 75th percentile
    enterprises: int


def dimension_score(levels: Iterable[int | None], *, form: str) -> float | None:
    """The mean of the levels that apply, 0 to 5; None where fewer were answered than the form asks for."""
    given = [level for level in levels if level is not None]
    if len(given) < LEAST_ANSWERED[form]:
        return None
    return float(Fraction(sum(given), len(given)))


def pillar_scores(scores: Mapping[str, float | None], pillars: Mapping[str, str]) -> dict[str, float | None]:
    """The mean of the scored dimensions of each pillar; `pillars` names the pillar of each dimension."""
    return {
        pillar: _mean([scores.get(key) for key, own in pillars.items() if own == pillar])
        for pillar in dict.fromkeys(pillars.values())
    }


def index_of(pillars: Mapping[str, float | None], weights: Mapping[str, float]) -> float | None:
    """0 to 100: the weighted mean of the scored pillars, times twenty; None where none is scored or has weight."""
    scored = {pillar: score for pillar, score in pillars.items() if score is not None}
    total = sum(weights[pillar] for pillar in sorted(scored))
    if total <= 0:
        return None
    reached = sum(weights[pillar] * scored[pillar] for pillar in sorted(scored)) / total
    return min(100.0, max(0.0, reached * 100 / MOST))


def band_of(index: float) -> int:
    """Which of the five bands the index lies in, from 0 for below twenty to 4 for eighty and more."""
    return sum(index >= start for start in BANDS)


def confidence(answered: Collection[int], evidenced: Collection[int]) -> float:
    """The share of the answered questions that a photograph or file stands behind, 0 to 1."""
    asked = set(answered)
    return len(asked & set(evidenced)) / len(asked) if asked else 0.0


def benchmark(reached: Sequence[float]) -> Benchmark | None:
    """The middle and the upper quarter of what enterprises reached, one value each; None of fewer than five."""
    if len(reached) < LEAST_PEERS:
        return None
    upper = quantiles(reached, n=4, method="inclusive")[2]
    return Benchmark(median=median(reached), upper=upper, enterprises=len(reached))


def _mean(scores: Iterable[float | None]) -> float | None:
    given = [score for score in scores if score is not None]
    return sum(given) / len(given) if given else None
