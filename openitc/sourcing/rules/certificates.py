"""Where a certificate stands on a day, and when its maker is warned."""

from datetime import date
from typing import Literal

State = Literal["in_force", "expiring", "expired", "waiting", "returned", "not_begun"]

# Two months are what an audit for a renewal usually takes; one month is the last call.
WARNINGS = (60, 30, 0)  # days before the last day; 0 says that it has expired
SOON = WARNINGS[0]


def state_of(*, issued_on: date, expires_on: date, verified: bool, returned: bool = False, on: date) -> State:
    """Where it stands; only one that is in force or expiring counts."""
    if expires_on < on:
        return "expired"
    if returned:
        return "returned"
    if not verified:
        return "waiting"
    if issued_on > on:
        return "not_begun"
    return "expiring" if (expires_on - on).days <= SOON else "in_force"


def warning_due(*, expires_on: date, warned: int | None, on: date) -> int | None:
    """The warning to give today, as the days before: the latest one reached, unless that or a later one was given."""
    left = (expires_on - on).days
    reached = [days for days in WARNINGS if (left <= days if days else left < 0)]
    if not reached or (warned is not None and warned <= min(reached)):
        return None
    return min(reached)
