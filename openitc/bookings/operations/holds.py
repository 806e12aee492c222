"""A whole route: held, confirmed, let go, or booked in place of an earlier one."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from openitc.bookings.models import Booking, Hold, Reservation
from openitc.bookings.operations import keeping
from openitc.bookings.operations.keeping import SlotTaken, Use, Visit
from openitc.bookings.operations.telling import tell
from openitc.bookings.rules import HOLD_MINUTES, PlannedStep, overlapping
from openitc.cases.models import Case
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import DatabaseClock, operation
from openitc.shared.refusals import Reason, Refused
from openitc.shared.search import searched


class HoldLapsed(Refused):
    """The time to confirm ran out, and what was held was given back."""


class TwoPlacesAtOnce(Refused):
    """The enterprise would have to be at two steps at the same time."""


@operation
def hold(*, case: Case, visits: Sequence[Visit], by: User, now: datetime) -> Hold:
    """Keep everything on a route for a quarter of an hour, or nothing. An earlier unconfirmed hold of the case ends."""
    taken = _place(case=case, visits=visits, by=by, now=now, confirmed=False)
    record(
        "held",
        gettext_noop("Held %(steps)s steps for %(minutes)s minutes"),
        about=case, by=by, now=now, steps=len(visits), minutes=HOLD_MINUTES,
    )  # fmt: skip
    return taken


@operation
def confirm(*, hold: Hold, by: User, now: datetime) -> Hold:
    """Turn a hold into bookings, while it stands by the database's clock. Confirming twice changes nothing."""
    standing = Hold.objects.filter(pk=hold.pk, confirmed_at=None, ended_at=None, expires_at__gt=DatabaseClock())
    if standing.update(confirmed_at=DatabaseClock()):
        Reservation.objects.filter(booking__in=hold.bookings.values("pk")).update(held_until=None)
        hold.refresh_from_db(fields=["confirmed_at"])
        _say_booked(hold, by=by, now=now)
        return hold
    hold.refresh_from_db()
    if hold.confirmed_at is None:
        raise HoldLapsed(_("The time to confirm has run out, and everything was given back. Look for new routes."))
    return hold


@operation
def release(*, hold: Hold, by: User, now: datetime) -> None:
    """Give everything that is held back before the time is up."""
    if Hold.objects.filter(pk=hold.pk, confirmed_at=None, ended_at=None).update(ended_at=now):
        keeping.free_up(list(hold.bookings.all()), now=now)
        if hold.case is not None:
            record("released", gettext_noop("Let the held steps go"), about=hold.case, by=by, now=now)


@operation
def rebook(*, case: Case, visits: Sequence[Visit], replacing: Collection[Booking], by: User, now: datetime) -> Hold:
    """Book a new route in place of bookings that stand, all in one go: either both happen or neither."""
    keeping.lock_uses([use for visit in visits for use in visit.uses] + _uses_of(replacing), case=case)
    given_up = list(Booking.objects.select_for_update().filter(pk__in=[row.pk for row in replacing], cancelled_at=None))
    for booking in given_up:
        booking.cancelled_at, booking.cancelled_by = now, by
        booking.cancel_reason = "planned again"
        booking.save()
    keeping.free_up(given_up, now=now)
    taken = _place(case=case, visits=visits, by=by, now=now, confirmed=True)
    _say_booked(taken, by=by, now=now)
    return taken


def _place(*, case: Case, visits: Sequence[Visit], by: User, now: datetime, confirmed: bool) -> Hold:
    """Lock, look again, and keep everything of a route; every reason against it is given at once."""
    wanted = [use for visit in visits for use in visit.uses]
    keeping.lock_uses(wanted, case=case)
    spaces = keeping.spaces_of(wanted)
    against = keeping.obstacles(wanted, spaces, now=now)
    if against:
        raise SlotTaken(*(keeping.reason(obstacle, use.resource) for use, obstacle in against))
    _let_be_in_one_place(case, visits, now=now)
    taken = Hold.objects.create(
        case=case,
        placed_by=by,
        placed_at=now,
        expires_at=DatabaseClock() + Value(timedelta(minutes=HOLD_MINUTES)),
        confirmed_at=DatabaseClock() if confirmed else None,
    )
    taken.refresh_from_db(fields=["expires_at", "confirmed_at"])
    bookings = Booking.objects.bulk_create(
        Booking(
            hold=taken,
            enterprise=case.enterprise,
            case=case,
            step=visit.step,
            center=visit.center,
            during=DateTimeTZRange(visit.start, visit.end),
            attended=visit.attended,
            purpose=visit.purpose,
            booked_by=by,
            booked_at=now,
        )
        for visit in visits
    )
    uses = [visit.uses for visit in visits]
    keeping.keep(list(zip(bookings, uses, strict=True)), spaces, held_until=None if confirmed else taken.expires_at)
    return taken


def _let_be_in_one_place(case: Case, visits: Sequence[Visit], *, now: datetime) -> None:
    """Refuse a route on which the enterprise would have to be at two steps at once."""
    attended = [
        PlannedStep(str(position), visit.start, visit.end, visit.center.pk)
        for position, visit in enumerate(visits)
        if visit.attended
    ]
    standing = Booking.objects.standing(now).filter(case=case, attended=True).values_list("during", "center_id", "pk")
    attended += [PlannedStep(f"booking {key}", during.lower, during.upper, center) for during, center, key in standing]
    if overlapping(attended):
        raise TwoPlacesAtOnce(
            Reason(_("You would have to be at two steps at the same time. Choose another route."), code="overlap")
        )


def _uses_of(bookings: Collection[Booking]) -> list[Use]:
    rows = Reservation.objects.filter(booking__in=bookings).select_related("resource")
    return [Use(row.resource, row.during.lower, row.during.upper, role=row.role) for row in rows]


def _say_booked(taken: Hold, *, by: User, now: datetime) -> None:
    rows = taken.bookings.select_related("enterprise", "case", "step", "center")
    bookings = list(rows.defer(*searched("enterprise", "case")))
    for booking in bookings:
        name = booking.step.names if booking.step is not None else {"th": booking.purpose, "en": booking.purpose}
        about = [booking] if booking.case is None else [booking, booking.case]
        record(
            "booked",
            gettext_noop("Booked %(step)s at %(center)s"),
            about=about, by=by, now=now, step=name, center=booking.center.names,
        )  # fmt: skip
    if bookings:
        tell(
            gettext_noop("%(steps)s steps are booked for case %(case)s"),
            about=bookings, by=by, now=now, steps=len(bookings), case=taken.case.number if taken.case else "",
        )  # fmt: skip
