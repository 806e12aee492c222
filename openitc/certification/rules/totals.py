"""What requirements cost together."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """From how much to how much, in satang; `unknown` counts those of which no source says."""

    least: int = 0
    most: int = 0
    unknown: int = 0

    @property
    def is_open(self) -> bool:
        """Whether nothing is known at all."""
        return not self.most and bool(self.unknown)


def together(costs: Iterable[tuple[int | None, int | None]]) -> Cost:
    """The sum of what is known; where a source names one end only, that is both."""
    total = Cost()
    for least, most in costs:
        if least is None and most is None:
            total = Cost(total.least, total.most, total.unknown + 1)
        else:
            low, high = (least if least is not None else most or 0), (most if most is not None else least or 0)
            total = Cost(total.least + low, total.most + high, total.unknown)
    return total
