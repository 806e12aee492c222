"""The size class of an enterprise by the Ministerial Regulation B.E. 2562 (2019) on small and medium enterprises.

Source: Office of SMEs Promotion, https://www.sme.go.th/en/page.php?modulekey=363. Employees and income each have a
class; where they differ, the higher one counts. The definition of 2002 by fixed assets is repealed.
"""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

Size = Literal["micro", "small", "medium", "large"]
By = Literal["employees", "revenue", "both"]

SIZES: tuple[Size, ...] = ("micro", "small", "medium", "large")
_MILLION = 100_000_000  # satang


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The most employees and the most satang a year of a micro, a small and a medium enterprise."""

    employees: tuple[int, int, int]
    revenue: tuple[int, int, int]


CEILINGS = {
    "manufacturing": Ceilings((5, 50, 200), (180_000_000, 100 * _MILLION, 500 * _MILLION)),
    "services": Ceilings((5, 30, 100), (180_000_000, 50 * _MILLION, 300 * _MILLION)),
}


@dataclass(frozen=True, slots=True)
class SizeResult:
    """A size class, and which of the two figures it was decided by; `over` is the ceiling that figure passed."""

    size: Size
    by: By
    over: int | None = None  # satang or people; None for a micro enterprise, which passed none


def size_class(sector: str, employees: int, revenue_satang: int) -> SizeResult:
    """The class of an enterprise of the sector with so many employees and so much income in a year."""
    ceilings = CEILINGS[sector]
    by_employees = bisect_left(ceilings.employees, employees)
    by_revenue = bisect_left(ceilings.revenue, revenue_satang)
    if by_revenue > by_employees:
        return SizeResult(SIZES[by_revenue], "revenue", ceilings.revenue[by_revenue - 1])
    over = ceilings.employees[by_employees - 1] if by_employees else None
    return SizeResult(SIZES[by_employees], "employees" if by_employees > by_revenue else "both", over)
