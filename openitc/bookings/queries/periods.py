"""The stretch of days that a calendar shows, and its words."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from openitc.shared import text

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a week from Monday, or a calendar month."""

    view: str
    first: date
    days: int

    @property
    def dates(self) -> list[date]:
        """Every day of it."""
        return [self.first + timedelta(days=offset) for offset in range(self.days)]

    @property
    def after(self) -> date:
        """The first day that no longer belongs to it: where the next one begins."""
        return self.first + timedelta(days=self.days)

    @property
    def before(self) -> date:
        """The last day before it: one of the period before."""
        return self.first - timedelta(days=1)

    @property
    def words(self) -> str:
        """`23–29 พ.ย. 2569`, `Tue 24 Nov 2026`, `November 2026`."""
        language = get_language() or "th"
        last = self.after - timedelta(days=1)
        if self.view == "month":
            return text.month_and_year(self.first, language=language)
        if self.view == "day":
            return text.thai_or_english_day(self.first, language=language)
        same_month, same_year = self.first.month == last.month, self.first.year == last.year
        end = text.thai_or_english_day(last, language=language, weekday=False)
        if same_month:
            return f"{self.first.day}–{end}"
        begin = text.thai_or_english_day(self.first, language=language, weekday=False, year=not same_year)
        return f"{begin} – {end}"


def period_around(day: date, *, view: str) -> Period:
    """The day, week or month that holds the day; an unknown view is taken as a week."""
    if view in ("day", "list"):
        return Period("day", day, 1)
    if view == "month":
        return Period("month", day.replace(day=1), calendar.monthrange(day.year, day.month)[1])
    return Period("week", day - timedelta(days=day.weekday()), DAYS_A_WEEK)


def weekday_name(day: date) -> str:
    """`จ.` or `Mon`."""
    return text.thai_or_english_day(day, language=get_language() or "th", year=False).split()[0]
