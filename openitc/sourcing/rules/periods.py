"""Fiscal years and their quarters, as the Thai state counts them: from 1 October, named by the year they end in."""

from dataclasses import dataclass
from datetime import date

from openitc.shared.text import BUDDHIST_ERA

OCTOBER = 10
MONTHS_A_QUARTER = 3
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Period:
    """A fiscal year in the Buddhist era, or one of its quarters."""

    year: int
    quarter: int | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return _month_of(self.year, (self.quarter - 1) * MONTHS_A_QUARTER if self.quarter else 0)

    @property
    def after(self) -> date:
        """The first day that is no longer part of it."""
        return _month_of(self.year, self.quarter * MONTHS_A_QUARTER if self.quarter else 12)

    @property
    def before(self) -> "Period":
        """The same stretch a year earlier: needs have their seasons."""
        return Period(self.year - 1, self.quarter)


def _month_of(year: int, months: int) -> date:
    """So many months after the beginning of the fiscal year."""
    count = (year - BUDDHIST_ERA - 1) * 12 + OCTOBER - 1 + months
    return date(count // 12, count % 12 + 1, 1)
