"""Reads of when a center is open."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.translation import get_language

from openitc.centers.models import Center, Closure
from openitc.centers.rules import MINUTES_A_DAY, Span, government_holidays, weekly_spans, without
from openitc.shared import clock


@dataclass(frozen=True, slots=True)
class OpenDay:
    """One day of a center: its stretches as `08:30–16:30`, and why it is shut, wholly or in part."""

    on: date
    stretches: list[str]
    holiday: str  # the government holiday on it, whether the center follows it or not
    closures: list[str]
    exception: bool | None  # the center's own word: open, closed, or none
    reason: str = ""


def open_days(center: Center, *, first: date, days: int = 7) -> list[OpenDay]:
    """The days from the first, closures and holidays taken out; three queries."""
    start, end = clock.at(first), clock.at(first + timedelta(days=days))
    weekly: defaultdict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in center.opening_hours.all():
        weekly[row.weekday].append((row.opens, row.closes))
    exceptions = {row.on: row for row in center.holiday_exceptions.filter(on__range=(first, end.date()))}
    closures = list(center.closures.filter(withdrawn_at=None, during__overlap=(start, end)))
    answer = []
    for offset in range(days):
        day = first + timedelta(days=offset)
        holiday, own = _holiday(day), exceptions.get(day)
        is_open = own.is_open if own else not holiday
        hitting = [closure for closure in closures if _spans_of(closure, day)]
        spans = weekly_spans(weekly, first=day, days=1, closed=() if is_open else (day,))
        left = without(spans, [span for closure in hitting for span in _spans_of(closure, day)])
        answer.append(
            OpenDay(
                on=day,
                stretches=[f"{_clock_face(opens)}–{_clock_face(closes)}" for opens, closes in left],
                holiday=holiday,
                closures=[closure.reason for closure in hitting],
                exception=own.is_open if own else None,
                reason=own.reason if own else "",
            )
        )
    return answer


def coming_holidays(center: Center, *, first: date, days: int = 366) -> list[OpenDay]:
    """The holidays to come on weekdays on which the center works, and the days it has its own word on, in order."""
    worked = set(center.opening_hours.values_list("weekday", flat=True))
    year = open_days(center, first=first, days=days)
    return [day for day in year if day.exception is not None or (day.holiday and day.on.weekday() in worked)]


def closures_of(center: Center) -> QuerySet[Closure]:
    """The closures of the center, the latest first."""
    return center.closures.select_related("closed_by").order_by("-during", "-pk")


def _holiday(day: date) -> str:
    return government_holidays(day.year, language=get_language() or "th").get(day, "")


def _spans_of(closure: Closure, day: date) -> list[Span]:
    """The part of the day, in minutes from its midnight, during which the center is closed."""
    midnight = clock.at(day)

    def minute(moment: datetime) -> int:
        return min(MINUTES_A_DAY, max(0, int((moment - midnight).total_seconds() // 60)))

    span = (minute(closure.during.lower), minute(closure.during.upper))
    return [span] if span[0] < span[1] else []


def _clock_face(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
