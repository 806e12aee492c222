"""What the booked laboratories of a case have room for."""

from datetime import datetime

from django.db.models import Q, QuerySet, Sum

from openitc.bookings.models import Booking
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
    """How many of them no request takes yet; a test whose method is not known takes one."""
    tests = LabTest.objects.filter(request__booking=booking, request__withdrawn_at=None)
    unknown = tests.filter(method=None).count()
    taken = tests.aggregate(units=Sum("method__units"))["units"] or 0
    return places_of(booking) - taken - unknown


def capabilities_at(center: Center) -> set[int]:
    """The keys of what the laboratories of the center can do."""
    rows = Resource.objects.filter(center=center, kind=Kind.LABORATORY, retired_at=None)
    return set(rows.values_list("capabilities", flat=True)) - {None}
