"""What happens on the day: the enterprise comes, the work is done, or nobody comes."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.bookings.models import Booking
from openitc.bookings.operations import keeping
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Refused
from openitc.shared.search import searched


class NotNow(Refused):
    """The booking is not in a state in which this can be said of it."""


@operation
def check_in(*, booking: Booking, by: User, now: datetime) -> Booking:
    """The enterprise is here, or the run has begun."""
    booking = _in_state(booking, Booking.State.BOOKED, now=now)
    booking.checked_in_at = now
    return _save(booking, "checked_in_at", "checked_in", gettext_noop("Checked in"), by=by, now=now)


@operation
def complete(*, booking: Booking, by: User, now: datetime) -> Booking:
    """The work is done. Time that was booked beyond now is given back."""
    booking = _in_state(booking, Booking.State.BOOKED, Booking.State.CHECKED_IN, now=now)
    booking.completed_at = now
    if now < booking.during.upper:
        keeping.free_up([booking], now=now)
    return _save(booking, "completed_at", "completed", gettext_noop("Completed"), by=by, now=now)


@operation
def mark_no_show(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Nobody came; what was kept is given back."""
    booking = _in_state(booking, Booking.State.BOOKED, now=now)
    if now < booking.during.lower:
        raise NotNow(_("The booking has not begun yet. Cancel it instead."))
    booking.no_show_at = now
    keeping.free_up([booking], now=now)
    return _save(booking, "no_show_at", "no_show", gettext_noop("Nobody came"), by=by, now=now)


def _in_state(booking: Booking, *states: Booking.State, now: datetime) -> Booking:
    whole = Booking.objects.select_related("hold", "case").defer(*searched("case"))
    row = whole.select_for_update(of=("self",)).get(pk=booking.pk)
    if row.state(now) not in states:
        raise NotNow(_("This booking is %(state)s.") % {"state": row.state(now).label})
    return row


def _save(booking: Booking, changed: str, verb: str, sentence: str, *, by: User, now: datetime) -> Booking:
    booking.save(update_fields=[changed])
    record(verb, sentence, about=[booking] if booking.case is None else [booking, booking.case], by=by, now=now)
    return booking
