"""Capacity by the month: the year ahead, and the first month with room."""

from collections.abc import Mapping
from datetime import date

AHEAD = 12
MONTHS_A_YEAR = 12


def months_from(day: date, count: int = AHEAD) -> list[date]:
    """The first days of so many months, that of the day first."""
    month = day.year * MONTHS_A_YEAR + day.month - 1
    return [date((month + n) // MONTHS_A_YEAR, (month + n) % MONTHS_A_YEAR + 1, 1) for n in range(count)]


def first_free_month(*, free: Mapping[date, int], usual: int, minimum: int, today: date) -> date | None:
    """The first month of the year ahead that holds at least the smallest order; None where none does."""
    for month in months_from(today):
        if free.get(month, usual) >= minimum:
            return month
    return None
