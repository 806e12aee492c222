"""A case on its way, on the small worlds of the packages below."""

from datetime import datetime, timedelta

from psycopg.types.range import TimestamptzRange

from openitc.bookings.models import Booking, Hold, Reservation
from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case, an_officer
from openitc.centers.models import Center, Role
from openitc.pathways.models import Version
from openitc.pathways.tests.builders import (
    a_center,
    a_member_of_staff,
    a_published_pathway,
    a_resource,
    an_administrator,
)
from openitc.people.models import User
from openitc.resources.models import Resource
from openitc.shared import clock


def a_way() -> Version:
    """A study, a roast and a test."""
    return a_published_pathway(by=an_administrator())


def a_case_of(officer: User | None, center: Center, way: Version, *, product: str = "กาแฟดริปคั่วกลาง") -> Case:
    """A case at the center."""
    return a_case(center, version=way, officer=officer, product=product)


def a_booked_step(
    case: Case, key: str, *, days: int, hours: int = 2, resource: Resource | None = None, hold: Hold | None = None
) -> Booking:
    """A step of the case, booked so many days from now."""
    now = clock.now()
    start = now + timedelta(days=days)
    during = TimestamptzRange(start, start + timedelta(hours=hours))
    resource = resource or a_resource(case.center, "roast.coffee")
    booking = Booking.objects.create(
        enterprise=case.enterprise,
        case=case,
        step=case.version.steps.get(key=key),
        center=resource.center,
        during=during,
        booked_by=case.opened_by,
        booked_at=now,
        hold=hold,
    )
    place = resource.places.get(number=1)
    Reservation.objects.create(
        booking=booking, resource=resource, place=place, during=during, blocked=during, fee=60_000
    )
    return booking


def a_hold_on(case: Case, *, minutes: int = 15) -> Hold:
    """A hold that lapses so many minutes from now."""
    now: datetime = clock.now()
    return Hold.objects.create(
        case=case, placed_by=case.opened_by, placed_at=now, expires_at=now + timedelta(minutes=minutes)
    )


def an_office() -> tuple[Center, User]:
    """A center with its officer."""
    center = a_center()
    return center, an_officer(center)


def a_manager(center: Center) -> User:
    """Who runs the center."""
    return a_member_of_staff(center, Role.MANAGER)


def an_operator(center: Center) -> User:
    """Who runs its machines."""
    return a_member_of_staff(center, Role.OPERATOR)
