"""Which idea is nearest to the best of everything: TOPSIS, on plain numbers, by the library pymcdm.

Source: C. L. Hwang and K. Yoon, Multiple Attribute Decision Making (1981). Every criterion is divided by
the length of its column (vector normalisation), so that the unit it is measured in changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
PLACES = 9  # digits to which two ideas are told apart
NEITHER = 0.5  # where all ideas are alike each is as near to the best as to the worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """An idea's place among the ideas. Leads and lags are by criterion: weighted distances from the worst and best."""

    rank: int  # ideas that tie share the better one
    closeness: float  # 0 the worst of everything, 1 the best of everything
    leads: tuple[float, ...]
    lags: tuple[float, ...]

    def wins_by(self, *, most: int = 2) -> list[int]:
        """The criteria by which it stands out, the greatest lead first."""
        return _greatest([lead - lag for lead, lag in zip(self.leads, self.lags, strict=True)], most)

    def loses_by(self, *, most: int = 2) -> list[int]:
        """The criteria by which it falls behind, the greatest lag first."""
        return _greatest([lag - lead for lead, lag in zip(self.leads, self.lags, strict=True)], most)


def rank(levels: Sequence[Sequence[float]], weights: Sequence[float], burdens: Sequence[bool]) -> list[Placing]:
    """The places of ideas (rows) by what they are rated on criteria (columns), all above zero; burdens count less."""
    weighted = weigh_columns(levels, weights, burdens)
    leads, lags = weighted - weighted.min(axis=0), weighted.max(axis=0) - weighted
    closeness = closeness_of(levels, weights, burdens)
    return [
        Placing(
            rank=1 + sum(other > mine for other in closeness),
            closeness=mine,
            leads=tuple(leads[idea].tolist()),
            lags=tuple(lags[idea].tolist()),
        )
        for idea, mine in enumerate(closeness)
    ]


def closeness_of(levels: Sequence[Sequence[float]], weights: Sequence[float], burdens: Sequence[bool]) -> list[float]:
    """How near each idea is to the best of everything, from 0 to 1."""
    # Brings pandas and matplotlib and takes a second and a half: not at the start of every process.
    from pymcdm.methods import TOPSIS
    from pymcdm.normalizations import vector_normalization

    matrix = np.array(levels, dtype=np.float64)
    if not np.ptp(matrix[:, np.array(weights) > 0], axis=0).any():
        return [NEITHER] * len(matrix)
    types = np.array([-1 if burden else 1 for burden in burdens])
    found = TOPSIS(vector_normalization)(matrix, np.array(weights), types, validation=False)
    return [round(float(value), PLACES) for value in found]


def weigh_columns(levels: Sequence[Sequence[float]], weights: Sequence[float], burdens: Sequence[bool]) -> Matrix:
    """The ratings, normalised and weighted, so that more is better everywhere."""
    weighted: Matrix = normalised(levels, burdens) * np.array(weights)
    return weighted


def normalised(levels: Sequence[Sequence[float]], burdens: Sequence[bool]) -> Matrix:
    """The ratings with every column brought to length one; a burden turned round."""
    matrix = np.array(levels, dtype=np.float64)
    shares = matrix / np.sqrt((matrix**2).sum(axis=0))
    turned: Matrix = np.where(np.array(burdens), 1 - shares, shares)
    return turned


def _greatest(values: Sequence[float], most: int) -> list[int]:
    order = sorted(range(len(values)), key=lambda place: (-values[place], place))
    return [place for place in order if round(values[place], PLACES) > 0][:most]
