"""Links that only one browser opens, and when makers are reminded. No Django, no clock."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from openitc.shared.ids import secret_drawn

GRACE = timedelta(days=2)  # after the deadline a maker may still read what it answered
ORDER_GRACE = timedelta(days=90)  # after the last day known of its order the chosen maker may still read it
REMINDED_BEFORE = (timedelta(days=3), timedelta(days=1))


def expiry(deadline: datetime) -> datetime:
    """Until when a link of a request opens."""
    return deadline + GRACE


def last_day_of_order(days: Iterable[date]) -> date:
    """Until which day the chosen maker's link opens: a grace after the last day on which anything was due or came."""
    return max(days) + ORDER_GRACE


def secret_of(salt: str, *, key: str) -> str:
    """The secret of the link of an invitation."""
    return secret_drawn(salt, of="openitc.sourcing.invitation", key=key)


def reminder_is_due(deadline: datetime, reminded_at: datetime | None, *, now: datetime) -> bool:
    """Whether a reminder's time has come and it was not given: three days before the deadline, and one day before."""
    moments = [deadline - before for before in REMINDED_BEFORE]
    passed = [moment for moment in moments if moment <= now]
    return now < deadline and bool(passed) and (reminded_at is None or reminded_at < max(passed))
