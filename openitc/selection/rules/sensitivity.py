"""How far each weight may move before another idea wins: exact, for TOPSIS with vector normalisation.

Let the weight of one criterion be t and the others keep their proportions. Then with s = (t / (1 - t))², the squared
distances of every idea from the best and from the worst are straight lines in s, and two ideas are equally close where

    worst_i(s) · best_j(s) = worst_j(s) · best_i(s),

a quadratic equation in s. So nothing is searched: every crossing is known to the last digit.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openitc.selection.rules import ranking

Column = npt.NDArray[np.float64]
TOLERANCE = 1e-9
POINT = 0.001  # a tenth of a percentage point, to which bounds are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The weight at which another idea overtakes the first, and which one."""

    weight: float
    idea: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leeway:
    """How far the weight of a criterion may fall and rise while the first idea stays first; None is forever."""

    criterion: int
    weight: float
    down: Turn | None
    up: Turn | None

    @property
    def nearest(self) -> float | None:
        """The smallest move that changes the winner."""
        moves = [abs(turn.weight - self.weight) for turn in (self.down, self.up) if turn is not None]
        return min(moves, default=None)


def leeways(levels: Sequence[Sequence[float]], weights: Sequence[float], burdens: Sequence[bool]) -> list[Leeway]:
    """The leeway of every criterion; none where two ideas share the first place, for there the least move decides."""
    placings = ranking.rank(levels, weights, burdens)
    firsts = [idea for idea, placing in enumerate(placings) if placing.rank == 1]
    if len(firsts) != 1:
        return []
    shares = ranking.normalised(levels, burdens)
    return [_leeway(shares, np.array(weights), criterion, firsts[0]) for criterion in range(len(weights))]


def tightest(found: Sequence[Leeway]) -> Leeway | None:
    """The criterion whose weight needs to move least for another idea to win."""
    turning = [leeway for leeway in found if leeway.nearest is not None]
    return min(turning, key=lambda leeway: leeway.nearest or 0.0, default=None)


def moved(weights: Sequence[float], criterion: int, to: float) -> list[float]:
    """The weights with one of them set, the others rescaled in proportion."""
    rest = 1 - weights[criterion]
    alike = (1 - to) / (len(weights) - 1) if len(weights) > 1 else 0.0
    return [
        to if place == criterion else (weight * (1 - to) / rest if rest > 0 else alike)
        for place, weight in enumerate(weights)
    ]


def _leeway(shares: ranking.Matrix, weights: Column, criterion: int, first: int) -> Leeway:
    weight = float(weights[criterion])
    lows: list[Turn] = []
    highs: list[Turn] = []
    for rival in range(len(shares)):
        if rival != first:
            for at in _crossings(shares, weights, criterion, first, rival):
                (lows if at < weight else highs).append(Turn(weight=at, idea=rival))
    return Leeway(
        criterion=criterion,
        weight=weight,
        down=max(lows, key=lambda turn: turn.weight, default=None),
        up=min(highs, key=lambda turn: turn.weight, default=None),
    )


def _crossings(shares: ranking.Matrix, weights: Column, criterion: int, first: int, rival: int) -> Iterator[float]:
    """The weights of the criterion at which the rival draws level and then is ahead, or was."""
    rest = 1 - weights[criterion]
    if rest <= TOLERANCE:
        return
    others = np.where(np.arange(len(weights)) == criterion, 0.0, weights / rest)
    worst, best = (_lines(shares, others, criterion, edge) for edge in (shares.min(axis=0), shares.max(axis=0)))
    product = np.polysub(np.polymul(worst[first], best[rival]), np.polymul(worst[rival], best[first]))
    scale = float(np.abs(product).max())
    if scale <= TOLERANCE**2:
        return
    product = np.where(np.abs(product) <= scale * 1e-13, 0.0, product)  # what is left of a difference of equals
    derivative = np.polyder(product)
    for root in np.roots(product):
        touches = abs(float(np.polyval(derivative, root.real))) <= TOLERANCE * scale
        if abs(root.imag) <= TOLERANCE and root.real > TOLERANCE and not touches:
            odds = math.sqrt(root.real)
            yield odds / (1 + odds)


def _lines(shares: ranking.Matrix, others: Column, criterion: int, edge: Column) -> list[Column]:
    """For each idea its squared distance from an edge, as a straight line in s."""
    squares = (shares - edge) ** 2
    rest = (squares * others**2).sum(axis=1)
    return [np.array([slope, start]) for slope, start in zip(squares[:, criterion], rest, strict=True)]
