"""The one place that asks what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(tz=UTC)


def local(moment: datetime) -> datetime:
    """The moment as clocks in Thailand show it."""
    return moment.astimezone(BANGKOK)


def local_day(moment: datetime) -> date:
    """The day in Thailand on which the moment falls."""
    return local(moment).date()


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The moment at which clocks in Thailand show that hour of that day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BANGKOK)
