"""Moving and cancelling what is booked: all roles of a step go together, and later steps are looked at."""

from collections.abc import Sequence
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.bookings.models import Booking, Reservation
from openitc.bookings.operations import keeping
from openitc.bookings.operations.keeping import SlotTaken, Use
from openitc.bookings.operations.telling import tell
from openitc.bookings.queries import misfits_of
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused


class NotChangeable(Refused):
    """The booking is over, cancelled or only held, and cannot be changed so."""


class StepsOutOfOrder(Refused):
    """With the change, another step of the case would come too early or too late."""


@operation
def move(*, booking: Booking, start: datetime, override_reason: str = "", by: User, now: datetime) -> Booking:
    """Move a booking to another start, with everything it keeps, to the same resources.

    Refused where something is taken or closed then, and where another booked step of the case would no longer fit; the
    second staff may override, with a reason that is kept.
    """
    shift = start - booking.during.lower
    uses = _moved_uses(booking, start)
    keeping.lock_uses(uses)
    booking = _changeable(booking, now=now)
    keeping.free_up([booking], now=now)
    spaces = keeping.spaces_of(uses)
    reasons = [keeping.reason(obstacle, use.resource) for use, obstacle in keeping.obstacles(uses, spaces, now=now)]
    if reasons:
        raise SlotTaken(*reasons)
    booking.during = DateTimeTZRange(start, booking.during.upper + shift)
    disorder = _disorder(booking, now=now)
    if disorder and not override_reason:
        raise StepsOutOfOrder(*disorder)
    if disorder:
        booking.override_reason = override_reason
        booking.overridden = [*booking.overridden, *(reason.code for reason in disorder)]
    booking.save()
    keeping.keep([(booking, uses)], spaces, held_until=None)
    _say("moved", gettext_noop("Moved %(what)s"), booking, by=by, now=now)
    return booking


@operation
def cancel(*, booking: Booking, reason: str, by: User, now: datetime) -> Booking:
    """Give a booking up, with everything it keeps. Later steps that lean on it stay, and show as at risk."""
    keeping.lock_uses(_moved_uses(booking, booking.during.lower))
    booking = _changeable(booking, now=now)
    booking.cancelled_at, booking.cancelled_by, booking.cancel_reason = now, by, reason
    booking.save()
    keeping.free_up([booking], now=now)
    _say("cancelled", gettext_noop("Cancelled %(what)s"), booking, by=by, now=now)
    return booking


@operation
def pin(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Keep the booking as it is when the case is planned again."""
    return _set_pin(booking, now, "pinned", gettext_noop("Pinned %(what)s"), by=by, now=now)


@operation
def unpin(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Let the booking move when the case is planned again."""
    return _set_pin(booking, None, "unpinned", gettext_noop("Unpinned %(what)s"), by=by, now=now)


def _set_pin(
    booking: Booking, pinned_at: datetime | None, verb: str, sentence: str, *, by: User, now: datetime
) -> Booking:
    booking = _changeable(booking, now=now)
    booking.pinned_at = pinned_at
    booking.save()
    _record(verb, sentence, booking, by=by, now=now)
    return booking


def _changeable(booking: Booking, *, now: datetime) -> Booking:
    """The booking as it is now, locked; refused unless it is booked and still to come."""
    row = (
        Booking.objects.select_for_update(of=("self",))
        .select_related("hold", "case", "step", "enterprise", "center")
        .get(pk=booking.pk)
    )
    if row.state(now) is not Booking.State.BOOKED:
        raise NotChangeable(
            _("This booking is %(state)s and can no longer be changed.") % {"state": row.state(now).label}
        )
    return row


def _moved_uses(booking: Booking, start: datetime) -> list[Use]:
    """What the booking keeps, shifted so that it begins at `start`: one use a role, with its number of places."""
    shift = start - booking.during.lower
    rows = Reservation.objects.filter(booking=booking, released_at=None).select_related("resource__type")
    by_role: dict[tuple[int, int], list[Reservation]] = {}
    for row in rows:
        by_role.setdefault((row.role, row.resource_id), []).append(row)
    return [
        Use(places[0].resource, places[0].during.lower + shift, places[0].during.upper + shift, len(places), role)
        for (role, _resource), places in by_role.items()
    ]


def _disorder(booking: Booking, *, now: datetime) -> Sequence[Reason]:
    """Why the booking as changed no longer fits the other steps of its case."""
    if booking.case is None or booking.step is None:
        return []
    return [
        Reason(
            text=_("“%(step)s” would no longer come at the right time after “%(after)s”. Plan the case again.")
            % {"step": misfit.step.name, "after": misfit.after.name},
            code="out_of_order",
            overridable=True,
        )
        for misfit in misfits_of(booking.case, now=now, changed=booking)
    ]


def _say(verb: str, sentence: str, booking: Booking, *, by: User, now: datetime) -> None:
    _record(verb, sentence, booking, by=by, now=now)
    tell(sentence, about=[booking], by=by, now=now, what=_what(booking))


def _record(verb: str, sentence: str, booking: Booking, *, by: User, now: datetime) -> None:
    about = [booking] if booking.case is None else [booking, booking.case]
    record(verb, sentence, about=about, by=by, now=now, what=_what(booking))


def _what(booking: Booking) -> dict[str, str]:
    if booking.step is not None:
        return booking.step.names
    names = booking.reservations.select_related("resource").first()
    return names.resource.names if names is not None else {"th": booking.purpose, "en": booking.purpose}
