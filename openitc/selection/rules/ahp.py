"""Weights from comparisons in pairs: the analytic hierarchy process, on plain numbers.

Sources: T. L. Saaty, "A scaling method for priorities in hierarchical structures", Journal of Mathematical Psychology
15 (1977), and "How to make a decision: the analytic hierarchy process", European Journal of Operational Research 48
(1990). Pairs not judged yet: P. T. Harker, "Incomplete pairwise comparisons in the analytic hierarchy process",
Mathematical Modelling 9 (1987). Harker's way lets a person see weights from the first answers on; a judge counts only
once every pair is judged, because the limit of a tenth for the consistency ratio was found for whole matrices.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Pair = tuple[int, int]
Matrix = npt.NDArray[np.float64]

# The mean consistency index of random matrices of each size: Saaty, The Analytic Hierarchy Process (1980).
RANDOM_INDEX = {1: 0.0, 2: 0.0, 3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49}
LIMIT = 0.10  # above it Saaty asks for a second thought
STRONGEST = 9
SCALE = (*range(STRONGEST, 1, -1), 1, *range(-2, -STRONGEST - 1, -1))  # seventeen steps, the first's side first


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """Weights that add up to one, and how well the judgements they come from go together."""

    weights: tuple[float, ...]
    largest: float  # the largest eigenvalue, lambda max; as large as the matrix where nothing contradicts
    index: float
    ratio: float
    given: int
    missing: int

    @property
    def objects(self) -> bool:
        """Whether the judgements contradict one another more than is bearable."""
        return self.ratio > LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The pair that fits the others least: what was said of it, and what the others would say, as strengths."""

    pair: Pair
    said: int
    fits: int


def times(strength: int) -> float:
    """How many times the first matters as much as the second, of a strength on the scale."""
    return float(strength) if strength > 0 else 1 / -strength


def strength_of(ratio: float) -> int:
    """The step of the scale that is nearest to a ratio, as people perceive ratios: by their logarithm."""
    nearest: int = min(SCALE, key=lambda strength: abs(math.log(times(strength) / ratio)))
    return nearest


def pairs_of(count: int) -> list[Pair]:
    """Every pair of so many things, so ordered that each thing comes up early and none twice in a row of rounds.

    The rounds of a tournament by the circle method: after two of them everything is linked to everything.
    """
    seats: list[int | None] = [*range(count)] + ([None] if count % 2 else [])
    rounds = []
    for _round in range(len(seats) - 1):
        half = len(seats) // 2
        tables = zip(seats[:half], reversed(seats[half:]), strict=True)
        rounds += [tuple(sorted((one, other))) for one, other in tables if one is not None and other is not None]
        seats = [seats[0], seats[-1], *seats[1:-1]]
    return [(first, second) for first, second in rounds]


def weigh(count: int, judged: Mapping[Pair, float]) -> Weighing | None:
    """The weights of so many things, from how many times the first of a pair matters as much as its second.

    Pairs may be missing; nothing is said where they do not link everything to everything.
    """
    if count < 1 or not _linked(count, judged):
        return None
    matrix = _harker(count, judged)
    values, vectors = np.linalg.eig(matrix)
    principal = int(np.argmax(values.real))
    vector = np.abs(vectors[:, principal].real)
    largest, weights = float(values[principal].real), vector / vector.sum()
    missing = count * (count - 1) // 2 - len(judged)
    index = max(0.0, (largest - count) / (count - 1)) if count > 1 else 0.0
    random = random_index(count, missing)
    return Weighing(
        weights=tuple(float(weight) for weight in weights),
        largest=largest,
        index=index,
        ratio=index / random if random > 0 else 0.0,
        given=len(judged),
        missing=missing,
    )


def random_index(count: int, missing: int) -> float:
    """Saaty's random index, less where pairs are missing, for then there is less that could contradict.

    Source: K. C. Ágoston and L. Csató, "Inconsistency thresholds for incomplete pairwise comparison matrices", Omega
    108 (2022): it falls in a straight line to nothing where no pair could contradict another.
    """
    whole = RANDOM_INDEX[count]
    free = (count - 1) * (count - 2) / 2
    return whole * max(0.0, 1 - missing / free) if free else 0.0


def worst_of(count: int, judged: Mapping[Pair, float]) -> Contradiction | None:
    """The pair whose judgement is furthest from the ratio of the weights, and the step that the others ask for."""
    weighing = weigh(count, judged)
    if weighing is None or weighing.ratio == 0:
        return None
    weights = weighing.weights

    def strays(pair: Pair) -> float:
        return abs(math.log(judged[pair] * weights[pair[1]] / weights[pair[0]]))

    pair = max(judged, key=strays)
    others = weigh(count, {known: value for known, value in judged.items() if known != pair})
    first, second = ((others or weighing).weights[place] for place in pair)
    said, fits = strength_of(judged[pair]), strength_of(first / second)
    return None if said == fits else Contradiction(pair=pair, said=said, fits=fits)


def of_points(points: Sequence[float]) -> dict[Pair, float]:
    """Weights given directly, as the judgements in pairs that they stand for; nobody contradicts themself in these."""
    return {(i, j): points[i] / points[j] for i in range(len(points)) for j in range(i + 1, len(points))}


def together(judgements: Iterable[Mapping[Pair, float]]) -> dict[Pair, float]:
    """One judgement of a group: the geometric mean pair by pair, the only mean that keeps reciprocals reciprocal.

    Source: J. Aczél and T. L. Saaty, "Procedures for synthesizing ratio judgements", Journal of Mathematical
    Psychology 27 (1983). A pair that only some judged is theirs alone.
    """
    gathered: dict[Pair, list[float]] = {}
    for judged in judgements:
        for pair, value in judged.items():
            gathered.setdefault(pair, []).append(math.log(value))
    return {pair: math.exp(sum(logs) / len(logs)) for pair, logs in gathered.items()}


def _harker(count: int, judged: Mapping[Pair, float]) -> Matrix:
    """The matrix of the judgements; each missing one adds one to the diagonal, as if it were the weights' own ratio."""
    matrix = np.zeros((count, count))
    for (first, second), value in judged.items():
        matrix[first, second], matrix[second, first] = value, 1 / value
    np.fill_diagonal(matrix, count - np.count_nonzero(matrix, axis=1))
    return matrix


def _linked(count: int, judged: Iterable[Pair]) -> bool:
    reached, edges = {0}, list(judged)
    while more := {place for pair in edges for place in pair if place not in reached and not reached.isdisjoint(pair)}:
        reached |= more
    return len(reached) == count
