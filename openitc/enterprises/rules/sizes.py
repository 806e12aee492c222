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
    """A size class, which of the two figures decided it, and the ceilings that were passed: none by a micro one."""

    size: Size
    by: By
    employees_passed: int | None = None
    revenue_passed: int | None = None  # satang


def size_class(sector: str, employees: int, revenue_satang: int) -> SizeResult:
    """The class of an enterprise of the sector with so many employees and so much income in a year."""
    ceilings = CEILINGS[sector]
    by_employees = bisect_left(ceilings.employees, employees)
    by_revenue = bisect_left(ceilings.revenue, revenue_satang)
    decided = max(by_employees, by_revenue)
    return SizeResult(
        size=SIZES[decided],
        by="both" if by_employees == by_revenue else "employees" if decided == by_employees else "revenue",
        employees_passed=ceilings.employees[decided - 1] if 0 < decided == by_employees else None,
        revenue_passed=ceilings.revenue[decided - 1] if 0 < decided == by_revenue else None,
    )


def place_on_scale(value: int, ceilings: tuple[int, int, int]) -> float:
    """Where a figure stands on a line on which each of the four classes is as long: 0 to 1."""
    zone = bisect_left(ceilings, value)
    floor = ceilings[zone - 1] if zone else 0
    if zone == len(ceilings):
        return (zone + 1 - floor / value) / len(SIZES)
    return (zone + (value - floor) / (ceilings[zone] - floor)) / len(SIZES)
