"""What the booked laboratories of a case have room for."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from openitc.bookings.models import Booking, Reservation
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.certification.models import LabTest
from openitc.resources.models import Kind, Resource


def laboratory_bookings(case: Case, *, now: datetime) -> QuerySet[Booking]:
    """The confirmed bookings of the case that keep a laboratory and count in this round, the next first."""
    counts = Booking.objects.of_steps(now).filter(case=case).values("pk")
    rows = Booking.objects.standing(now).confirmed().filter(Q(pk__in=counts) | Q(step=None), case=case)
    keeps = rows.filter(reservations__resource__kind=Kind.LABORATORY, reservations__released_at=None, no_show_at=None)
    return keeps.select_related("center", "step").order_by("during", "pk").distinct()


def places_of(booking: Booking) -> int:
    """How many places of laboratories it keeps."""
    return booking.reservations.filter(resource__kind=Kind.LABORATORY, released_at=None).count()


def places_left(booking: Booking) -> int:
    """How many of them no request takes yet."""
    return places_left_in([booking])[booking.pk]


def places_left_in(bookings: Iterable[Booking]) -> dict[int, int]:
    """The same of each booking, with two questions; a test whose method is not known takes one place."""
    left = dict.fromkeys((booking.pk for booking in bookings), 0)
    kept = Reservation.objects.filter(booking__in=left, resource__kind=Kind.LABORATORY, released_at=None)
    for key in kept.values_list("booking", flat=True):
        left[key] += 1
    taken = LabTest.objects.filter(request__booking__in=left, request__withdrawn_at=None)
    for key, units in taken.values_list("request__booking", "method__units"):
        left[key] -= 1 if units is None else units
    return left


def capabilities_at(center: Center) -> set[int]:
    """The keys of what the laboratories of the center can do."""
    rows = Resource.objects.filter(center=center, kind=Kind.LABORATORY, retired_at=None)
    return set(rows.values_list("capabilities", flat=True)) - {None}
