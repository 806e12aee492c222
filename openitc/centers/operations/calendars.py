"""Writes to when a center is open: its week, its closures, and its own word on holidays."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import BigIntegerField, Func
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center, Closure, HolidayException, OpeningHours
from openitc.centers.operations.wording import day_in_both, span_in_both
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather

Stretch = tuple[int, time, time]  # a weekday (Monday is 0), when the center opens, when it closes
DAYS_A_WEEK = 7
LONGEST_CLOSURE = timedelta(days=366)


class CalendarRefused(Refused):
    """A center's hours, closures or holidays were asked to be what they cannot be."""


class CurrentTransaction(Func):
    """The number of the transaction we are in, as a snapshot of calendars compares it."""

    template = "pg_current_xact_id()::text::bigint"
    arity = 0
    output_field = BigIntegerField()


def touch_calendar(center: Center) -> None:
    """Say that the center's calendar changed in this transaction; what keeps a copy of calendars reads it again."""
    Center.objects.filter(pk=center.pk).update(calendar_changed_in=CurrentTransaction())


@operation
def set_opening_hours(
    *, center: Center, hours: Collection[Stretch], by: User | None, now: datetime
) -> list[OpeningHours]:
    """Replace the center's whole week; a weekday without a stretch is a closed day."""
    gather(_faults_of_week(hours), kind=CalendarRefused)
    center.opening_hours.all().delete()
    week = OpeningHours.objects.bulk_create(
        OpeningHours(center=center, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in sorted(hours)
    )
    _changed("set-hours", gettext_noop("The opening hours of %(center)s were set."), center, by=by, now=now)
    return week


@operation
def close_center(*, center: Center, during: DateTimeTZRange, reason: str, by: User, now: datetime) -> Closure:
    """Close the whole center for a time. What is booked then stays booked until its people move it."""
    gather(_faults_of_closure(during, reason, now), kind=CalendarRefused)
    closure = Closure.objects.create(center=center, during=during, reason=reason.strip(), closed_by=by, closed_at=now)
    _changed(
        "closed",
        gettext_noop("%(center)s closes %(when)s: %(reason)s"),
        center,
        by=by,
        now=now,
        reason=closure.reason,
        when=span_in_both(during.lower, during.upper),
    )
    return closure


@operation
def withdraw_closure(*, closure: Closure, by: User, now: datetime) -> Closure:
    """Take a closure back, as if it had never been said."""
    closure = Closure.objects.select_for_update(of=("self",)).select_related("center").get(pk=closure.pk)
    if closure.withdrawn_at:
        raise CalendarRefused(_("This closure was withdrawn already; nothing is left to do."))
    closure.withdrawn_at = now
    closure.save(update_fields=["withdrawn_at"])
    _changed(
        "withdrew-closure",
        gettext_noop("%(center)s does not close %(when)s after all: %(reason)s"),
        closure.center,
        by=by,
        now=now,
        reason=closure.reason,
        when=span_in_both(closure.during.lower, closure.during.upper),
    )
    return closure


@operation
def set_holiday_exception(
    *, center: Center, on: date, is_open: bool | None, reason: str = "", by: User, now: datetime
) -> HolidayException | None:
    """Say that the center is open on a government holiday or closed on another day; None takes its word back."""
    if on < clock.local_day(now):
        raise CalendarRefused(Reason(_("That day has passed. Choose today or a later day."), "past", "on"))
    if is_open is None:
        center.holiday_exceptions.filter(on=on).delete()
        exception = None
        sentence = gettext_noop("%(center)s follows the government calendar again on %(day)s.")
    else:
        exception, _new = HolidayException.objects.update_or_create(
            center=center, on=on, defaults={"is_open": is_open, "reason": reason.strip()}
        )
        sentence = (
            gettext_noop("%(center)s is open on %(day)s, a holiday.")
            if is_open
            else gettext_noop("%(center)s is closed on %(day)s.")
        )
    _changed("set-holiday", sentence, center, by=by, now=now, day=day_in_both(on))
    return exception


def _changed(
    verb: str, sentence: str, center: Center, *, by: User | None, now: datetime, **values: str | dict[str, str]
) -> None:
    touch_calendar(center)
    record(verb, sentence, about=center, by=by, now=now, center=center.names, **values)


def _faults_of_week(hours: Collection[Stretch]) -> list[Reason]:
    if any(not 0 <= weekday < DAYS_A_WEEK for weekday, _opens, _closes in hours):
        return [Reason(_("A weekday is a number from 0 (Monday) to 6 (Sunday)."), "weekday")]
    week = sorted(hours)
    backwards = {weekday for weekday, opens, closes in week if closes <= opens}
    overlapping = {
        day
        for (day, _opens, closes), (next_day, opens, _closes) in pairwise(week)
        if day == next_day and opens < closes
    }
    return [
        Reason(_("%(day)s: closing comes after opening. Swap the two times.") % {"day": WEEKDAYS[day]}, "backwards")
        for day in sorted(backwards)
    ] + [
        Reason(_("%(day)s: two stretches overlap. Join them or set them apart.") % {"day": WEEKDAYS[day]}, "overlap")
        for day in sorted(overlapping - backwards)
    ]


def _faults_of_closure(during: DateTimeTZRange, reason: str, now: datetime) -> list[Reason]:
    faults = []
    if during.lower is None or during.upper is None or during.lower >= during.upper:
        faults.append(Reason(_("Say when the closure begins and when, later, it ends."), "no_length", "end"))
    elif during.upper <= now:
        faults.append(Reason(_("That time has passed. Choose an end that is still to come."), "past", "end"))
    elif during.upper - during.lower > LONGEST_CLOSURE:
        faults.append(Reason(_("A closure lasts a year at most. For longer, suspend the center."), "too_long", "end"))
    if not reason.strip():
        faults.append(Reason(_("Say why, so that people know what to expect."), "no_reason", "reason"))
    return faults
