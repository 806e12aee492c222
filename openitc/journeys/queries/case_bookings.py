"""What the page of a case shows of its bookings."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from openitc.bookings.models import Booking, Hold, Reservation
from openitc.cases.models import Case


@dataclass(frozen=True, slots=True)
class BookingShown:
    """A booking with its state and what it keeps, each resource once."""

    booking: Booking
    state: Booking.State
    kept: list[Reservation]
    fee: int


def bookings_of_case(case: Case, *, now: datetime) -> list[BookingShown]:
    """Every booking the case has or had, the latest first."""
    reservations = Prefetch("reservations", Reservation.objects.select_related("resource").order_by("role", "place"))
    rows = Booking.objects.filter(case=case).select_related("hold", "step", "center", "enterprise")
    return [
        BookingShown(
            booking=booking,
            state=booking.state(now),
            kept=list({row.resource_id: row for row in booking.reservations.all()}.values()),
            fee=sum(row.fee for row in booking.reservations.all()),
        )
        for booking in rows.prefetch_related(reservations).order_by("-during")
    ]


def standing_hold(case: Case, *, now: datetime) -> Hold | None:
    """The hold of the case that still waits to be confirmed."""
    return Hold.objects.filter(case=case, confirmed_at=None, ended_at=None, expires_at__gt=now).first()
