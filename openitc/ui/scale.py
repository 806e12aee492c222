"""A stretch of time laid out as a scale from 0 to 100 per cent, for timelines and calendars."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openitc.shared import clock, text


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the scale: where, and what stands there."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The stretch from `start` to `end`."""

    start: datetime
    end: datetime

    def x(self, moment: datetime) -> float:
        """Where the moment lies, in per cent; what lies outside is drawn at the edge."""
        share = (moment - self.start) / (self.end - self.start)
        return round(100 * min(1.0, max(0.0, share)), 2)

    def w(self, start: datetime, end: datetime) -> float:
        """How wide the part from `start` to `end` is, in per cent."""
        return round(self.x(end) - self.x(start), 2)

    def ticks(self, *, language: str, most: int = 7) -> list[Tick]:
        """Midnights at equal steps of whole days, at most `most` of them, named by day and month."""
        first = clock.local_day(self.start)
        days = (clock.local_day(self.end - timedelta(microseconds=1)) - first).days + 1
        step = next(step for step in (1, 2, 7, 14, 28, 56, 112, 224, 448) if days <= step * most)
        midnights = [clock.at(first + timedelta(days=n)) for n in range(0, days, step)]
        return [
            Tick(self.x(at), text.thai_or_english_day(at, language=language, weekday=False, year=False))
            for at in midnights
            if at >= self.start or at == midnights[0]
        ]
