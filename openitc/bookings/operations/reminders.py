"""The word on the day before a visit."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_noop

from openitc.bookings.models import Booking
from openitc.bookings.operations.telling import tell
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.text import hour

REMINDED = "reminded"


@operation
def remind_of(*, day: date, by: User | None, now: datetime) -> list[Booking]:
    """Remind everyone who has to be somewhere on that day, once; `by` is None where the clock does."""
    due = (
        Booking.objects.confirmed()
        .filter(
            attended=True,
            reminded_at=None,
            checked_in_at=None,
            completed_at=None,
            no_show_at=None,
            during__startswith__gte=clock.at(day),
            during__startswith__lt=clock.at(day + timedelta(days=1)),
        )
        .select_related("enterprise", "case", "center")
        .order_by("during", "pk")
    )
    bookings = list(due)
    for booking in bookings:
        tell(
            gettext_noop("Tomorrow at %(hour)s you are expected at %(center)s."),
            about=[booking],
            by=by,
            now=now,
            center=booking.center.names,
            hour=hour(booking.during.lower),
        )
        Booking.objects.filter(pk=booking.pk).update(reminded_at=now)
        record(REMINDED, gettext_noop("The enterprise was reminded"), about=booking, by=by, now=now)
    return bookings
