"""Where a certificate stands on a day, when its holder is warned, and when a renewal has to begin."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

State = Literal["in_force", "ending", "waiting", "not_begun", "expired", "withdrawn"]

ENDED = 0  # the warning that it has ended
WARNINGS = (180, 90, 30)  # days before the last day
SOON = WARNINGS[0]
USUAL_DAYS = 90  # that an application takes where its standard does not say: a quarter, as the authorities plan


def state_of(*, issued_on: date, expires_on: date | None, seen: bool, withdrawn: bool = False, on: date) -> State:
    """Where it stands; only one in force or ending counts."""
    if withdrawn:
        return "withdrawn"
    if expires_on is not None and expires_on < on:
        return "expired"
    if not seen:
        return "waiting"
    if issued_on > on:
        return "not_begun"
    return "ending" if expires_on is not None and (expires_on - on).days <= SOON else "in_force"


def warning_due(*, expires_on: date, given: Collection[int], on: date) -> int | None:
    """The warning to give today, as the days before: the latest one reached, unless that or a later one was given."""
    left = (expires_on - on).days
    reached = ENDED if left < 0 else min((days for days in WARNINGS if left <= days), default=None)
    if reached is None or any(days <= reached for days in given):
        return None
    return reached


def start_by(*, expires_on: date, application_days: int | None, laboratory_days: int) -> date:
    """The last day on which a renewal can begin so that the new one is there when the old one ends."""
    return expires_on - timedelta(days=(application_days or USUAL_DAYS) + laboratory_days)
