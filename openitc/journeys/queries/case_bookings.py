"""What the page of a case shows of its bookings."""

from dataclasses import dataclass
from datetime import datetime

from openitc.bookings.models import Booking, Reservation
from openitc.bookings.queries.agenda import with_rows_of_a_list
from openitc.cases.models import Case

OVER = frozenset({Booking.State.CANCELLED, Booking.State.LAPSED, Booking.State.NO_SHOW})


@dataclass(frozen=True, slots=True)
class BookingShown:
    """A booking with its state and what it keeps, each resource once."""

    booking: Booking
    state: Booking.State
    kept: list[Reservation]
    fee: int


@dataclass(frozen=True, slots=True)
class CaseBookings:
    """A case's bookings: those that stand in order of time, those that fell away, and what is paid for the former."""

    standing: list[BookingShown]
    fallen: list[BookingShown]

    @property
    def total(self) -> int:
        """What those that stand cost together, in satang."""
        return sum(shown.fee for shown in self.standing)


def bookings_of_case(case: Case, *, now: datetime) -> CaseBookings:
    """Every booking the case has or had; two queries."""
    rows = with_rows_of_a_list(Booking.objects.filter(case=case).order_by("during", "pk"))
    shown = [_shown(booking, now) for booking in rows]
    return CaseBookings(
        standing=[row for row in shown if row.state not in OVER],
        fallen=[row for row in reversed(shown) if row.state in OVER],
    )


def _shown(booking: Booking, now: datetime) -> BookingShown:
    reservations = booking.reservations.all()
    kept = list({row.resource_id: row for row in reservations}.values())
    return BookingShown(booking, booking.state(now), kept, sum(row.fee for row in reservations))
