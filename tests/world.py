"""Two centers side by side, each with one of everything, for tests that walk through every page of the site."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg.types.range import TimestamptzRange

from openitc.bookings.models import Booking, Hold, Reservation
from openitc.bookings.operations.feeds import make_feed
from openitc.bookings.tests.builders import a_resource
from openitc.cases.models import Case
from openitc.cases.operations import add_note, mark_step_done, open_case, refer
from openitc.centers import operations as of_centers
from openitc.centers.models import Center, Closure, Membership, Role
from openitc.centers.tests.builders import (
    a_center,
    a_manager,
    a_role,
    an_administrator,
    an_analyst,
    an_offering,
    an_officer,
    an_operator,
    an_organisation,
)
from openitc.enterprises.models import Enterprise, Product
from openitc.enterprises.tests.builders import a_member, a_product, an_enterprise
from openitc.notices.models import Notice
from openitc.notices.operations import notify
from openitc.pathways.models import Version
from openitc.pathways.tests.builders import a_draft, a_published_pathway, a_step
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.resources.models import Closure as ResourceClosure
from openitc.resources.models import Qualification, Resource
from openitc.resources.operations import close_resource, qualify
from openitc.shared import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A center with its people, its resources, and one enterprise with its case and bookings."""

    center: Center
    manager: User
    officer: User
    operator: User
    member: User
    colleague: Membership
    membership: Membership
    enterprise: Enterprise
    product: Product
    case: Case
    resource: Resource
    offering_id: int
    closure: Closure
    resource_closure: ResourceClosure
    qualification: Qualification
    draft: Version
    booking: Booking
    hold: Hold
    notice: Notice
    feed_id: int
    feed_secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is here, what is next door, the network above both, and a person without any role."""

    here: Place
    there: Place
    version: Version
    organisation_id: int
    administrator: User
    analyst: User
    stranger: User


def a_world() -> World:
    """Two places that have nothing to do with each other."""
    administrator = an_administrator()
    version = a_published_pathway("the-way", by=administrator)
    return World(
        here=a_place("here", version),
        there=a_place("there", version),
        version=version,
        organisation_id=an_organisation().pk,
        administrator=administrator,
        analyst=an_analyst(),
        stranger=a_user("Nobody of the network"),
    )


def a_place(code: str, version: Version) -> Place:
    """One of everything, standing as of now."""
    now = clock.now()
    soon = TimestamptzRange(now + timedelta(days=2), now + timedelta(days=2, hours=2))
    center = a_center(code=code)
    manager, officer, operator = a_manager(center), an_officer(center), an_operator(center)
    enterprise = an_enterprise(center=center, by=officer)
    member = a_member(enterprise)
    resource = a_resource(center)
    case = a_case_on_its_way(center, enterprise, version, officer, now=now)
    hold = Hold.objects.create(case=case, placed_by=officer, placed_at=now, expires_at=now + timedelta(minutes=15))
    booking = a_booking_of(case, resource, soon, by=officer)
    a_booking_of(case, resource, later(soon), by=officer, hold=hold)
    feed = make_feed(center=center, by=officer, now=now)
    [notice] = notify(to=[officer], sentence="Welcome.", link="/", now=now)
    return Place(
        center=center,
        manager=manager,
        officer=officer,
        operator=operator,
        member=member,
        colleague=a_role(a_user("Ploy the officer"), Role.OFFICER, at=center),
        membership=Membership.objects.get(user=member),
        enterprise=enterprise,
        product=case.product,
        case=case,
        resource=resource,
        offering_id=an_offering(center).pk,
        closure=of_centers.close_center(
            center=center, during=later(later(soon)), reason="Songkran", by=manager, now=now
        ),
        resource_closure=close_resource(
            resource=resource, during=later(later(soon)), why="maintenance", by=operator, now=now
        ),
        qualification=qualify(
            user=member,
            type=resource.type,
            expires_on=clock.local_day(now) + timedelta(days=90),
            by=manager,
            now=now,
        ),
        draft=a_draft(center=center, steps=[a_step()], by=manager),
        booking=booking,
        hold=hold,
        notice=notice,
        feed_id=feed.pk,
        feed_secret=feed.secret,
    )


def a_case_on_its_way(
    center: Center, enterprise: Enterprise, version: Version, officer: User, *, now: datetime
) -> Case:
    """A case with a step done, a note among staff, and another center that works on it."""
    product = a_product(enterprise, f"Drip coffee of {enterprise.name_en}")
    case = open_case(
        enterprise=enterprise, product=product, version=version, center=center, officer=officer, by=officer, now=now
    )
    mark_step_done(case=case, step=version.steps.get(key="study"), done_at=now, by=officer, now=now)
    add_note(case=case, text="Among ourselves.", shown_to_enterprise=False, by=officer, now=now)
    code = f"{center.code}-HELPS"
    laboratory = Center.objects.filter(code=code).first() or a_center(code=code)
    refer(case=case, center=laboratory, reason="They have the laboratory.", by=officer, now=now)
    return case


def a_booking_of(
    case: Case, resource: Resource, during: TimestamptzRange, *, by: User, hold: Hold | None = None
) -> Booking:
    """The case's roasting on the resource."""
    booking = Booking.objects.create(
        enterprise=case.enterprise,
        case=case,
        step=case.version.steps.get(key="roast"),
        center=resource.center,
        during=during,
        booked_by=by,
        booked_at=clock.now(),
        hold=hold,
    )
    place = resource.places.get(number=1)
    Reservation.objects.create(
        booking=booking, resource=resource, place=place, during=during, blocked=during, fee=60_000
    )
    return booking


def next_days(count: int) -> list[TimestamptzRange]:
    """Two hours of each of the days from tomorrow."""
    now = clock.now()
    first = TimestamptzRange(now, now + timedelta(hours=2))
    days = [later(first)]
    while len(days) < count:
        days.append(later(days[-1]))
    return days


def later(during: TimestamptzRange) -> TimestamptzRange:
    """The same stretch a day later."""
    day, start, end = timedelta(days=1), during.lower, during.upper
    assert start is not None
    assert end is not None
    return TimestamptzRange(start + day, end + day)
