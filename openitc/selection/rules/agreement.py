"""How far judges agree: Kendall's coefficient of concordance W, corrected for ties.

Source: M. G. Kendall, Rank Correlation Methods (1948), chapter 6. The words follow R. C. Schmidt, "Managing Delphi
surveys using nonparametric statistical techniques", Decision Sciences 28 (1997): 0.7 is strong, 0.5 moderate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Word = Literal["strong", "moderate", "weak"]
STRONG, MODERATE = 0.7, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far the judges' orders agree, and the thing they place most differently."""

    coefficient: float  # 0 no agreement, 1 all the same
    apart: int | None  # None where all agree

    @property
    def word(self) -> Word:
        """The coefficient in a word."""
        if self.coefficient >= STRONG:
            return "strong"
        return "moderate" if self.coefficient >= MODERATE else "weak"


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value, the greatest first; equals share the mean of their ranks."""
    return [
        1 + sum(other > value for other in values) + (sum(other == value for other in values) - 1) / 2
        for value in values
    ]


def agreement_of(judgements: Sequence[Sequence[float]]) -> Agreement | None:
    """How far judges (rows) agree about things (columns); nothing is said of fewer than two of either."""
    if len(judgements) < 2 or len(judgements[0]) < 2:  # noqa: PLR2004 - two are the fewest that can agree
        return None
    table = [ranks(values) for values in judgements]
    return Agreement(coefficient=concordance(table), apart=furthest_apart(table))


def concordance(table: Sequence[Sequence[float]]) -> float:
    """Kendall's W of ranks; where every judge finds all alike they agree."""
    judges, things = len(table), len(table[0])
    sums = [sum(column) for column in zip(*table, strict=True)]
    mean = sum(sums) / things
    squares = sum((total - mean) ** 2 for total in sums)
    ties = sum(_ties(row) for row in table)
    largest = judges**2 * (things**3 - things) - judges * ties
    return 12 * squares / largest if largest else 1.0


def furthest_apart(table: Sequence[Sequence[float]]) -> int | None:
    """The thing whose ranks, or values, are spread widest."""
    spreads = [max(column) - min(column) for column in zip(*table, strict=True)]
    widest = max(spreads)
    return spreads.index(widest) if widest > 0 else None


def _ties(row: Sequence[float]) -> int:
    counts = [row.count(value) for value in set(row)]
    return sum(count**3 - count for count in counts)
