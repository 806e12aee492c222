"""Links that only one browser opens, and when makers are reminded. No Django, no clock."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date, datetime, timedelta

GRACE = timedelta(days=2)  # after the deadline a maker may still read what it answered
ORDER_GRACE = timedelta(days=90)  # after the last day known of its order the chosen maker may still read it
RENEWAL_PAUSE = timedelta(minutes=15)  # between two fresh links of one invitation
REMINDED_BEFORE = (timedelta(days=3), timedelta(days=1))
LINK_LETTERS = 40  # hexadecimal: 160 bits


def expiry(deadline: datetime) -> datetime:
    """Until when a link of a request opens."""
    return deadline + GRACE


def last_day_of_order(days: Iterable[date]) -> date:
    """Until which day the chosen maker's link opens: a grace after the last day on which anything was due or came."""
    return max(days) + ORDER_GRACE


def secret_of(salt: str, *, key: str) -> str:
    """The secret of a link: without this installation's key nobody draws it from the salt."""
    drawn = hmac.new(key.encode(), f"openitc.sourcing.invitation:{salt}".encode(), hashlib.sha256)
    return drawn.hexdigest()[:LINK_LETTERS]


def alike(one: str, other: str) -> bool:
    """Whether both are the same, found out in the same time whatever they are."""
    return hmac.compare_digest(one.encode(), other.encode())


def may_be_renewed(renewed_at: datetime | None, *, now: datetime) -> bool:
    """Whether enough time has passed since a fresh link was last sent."""
    return renewed_at is None or now - renewed_at >= RENEWAL_PAUSE


def reminder_is_due(deadline: datetime, reminded_at: datetime | None, *, now: datetime) -> bool:
    """Whether a reminder's time has come and it was not given: three days before the deadline, and one day before."""
    moments = [deadline - before for before in REMINDED_BEFORE]
    passed = [moment for moment in moments if moment <= now]
    return now < deadline and bool(passed) and (reminded_at is None or reminded_at < max(passed))
