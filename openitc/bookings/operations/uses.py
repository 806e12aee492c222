"""A single use of one resource, booked from its calendar."""

from datetime import datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from openitc.bookings.models import Booking, Reservation
from openitc.bookings.operations import keeping
from openitc.bookings.operations.keeping import Use
from openitc.bookings.operations.telling import tell
from openitc.bookings.rules import Obstacle, Terms, broken_terms
from openitc.cases.models import Case
from openitc.centers.models import Membership, Role
from openitc.enterprises.models import Enterprise
from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import Operation, Qualification, Resource
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused

STARTED_WITHIN = timedelta(hours=2)


class NotBookable(Refused):
    """The resource cannot be used as asked; every reason is given, with those that staff may override marked."""


@operation
def book(
    *,
    enterprise: Enterprise,
    resource: Resource,
    start: datetime,
    end: datetime,
    units: int = 1,
    case: Case | None = None,
    purpose: str = "",
    override_reason: str = "",
    by: User,
    now: datetime,
) -> Booking:
    """Book one resource, with an operator where the enterprise may not run it alone.

    With an `override_reason`, reasons that staff may override do not stand in the way; who may give one is the
    caller's to decide (`access.may_override`). The reason and what it overrode are kept.
    """
    if end <= start:
        raise NotBookable(Reason(_("The end must be later than the start."), code="order", field="end"))
    wanted = Use(resource, start, end, units=units)
    alone = may_run_alone(enterprise, resource, at=start)
    operators = [] if alone else _operators_for(resource, start=start, end=end)
    keeping.lock_uses([wanted, *operators])
    spaces = keeping.spaces_of([wanted, *operators])
    against = keeping.obstacles([wanted, *operators], spaces, now=now)
    found: list[Obstacle] = [obstacle for use, obstacle in against if use is wanted]
    found += broken_terms(
        Terms(resource.notice_minutes, resource.longest_minutes, resource.monthly_minutes),
        start=start,
        end=end,
        used_this_month=_used_this_month(enterprise, resource, start),
        now=now,
    )
    hindered = {use for use, _obstacle in against}
    operator = next((use for use in operators if use not in hindered), None)
    if operator is None and not alone:
        found.append(Obstacle.NO_OPERATOR if resource.operation == Operation.OPERATOR else Obstacle.NOT_TRAINED)
    reasons = [keeping.reason(obstacle, resource) for obstacle in found]
    if reasons and not (override_reason and all(reason.overridable for reason in reasons)):
        raise NotBookable(*reasons)
    booking = Booking.objects.create(
        enterprise=enterprise,
        case=case,
        center=resource.center,
        during=DateTimeTZRange(start, end),
        purpose=purpose,
        booked_by=by,
        booked_at=now,
        override_reason=override_reason if reasons else "",
        overridden=[reason.code for reason in reasons],
    )
    keeping.keep([(booking, [wanted, operator] if operator else [wanted])], spaces, held_until=None)
    about = [booking] if case is None else [booking, case]
    record("booked", gettext_noop("Booked %(resource)s"), about=about, by=by, now=now, resource=resource.names)
    tell(gettext_noop("%(resource)s is booked for you"), about=[booking], by=by, now=now, resource=resource.names)
    return booking


def may_run_alone(enterprise: Enterprise, resource: Resource, *, at: datetime) -> bool:
    """Whether someone of the enterprise may run the resource without an operator on that day."""
    if resource.operation == Operation.ANYONE:
        return True
    if resource.operation == Operation.OPERATOR:
        return False
    day = clock.local_day(at)
    members = Membership.objects.in_force(day).filter(
        role=Role.ENTERPRISE_MEMBER, organisation=enterprise.organisation_id
    )
    return Qualification.objects.filter(
        type=resource.type_id, revoked_at=None, issued_on__lte=day, expires_on__gte=day, user__in=members.values("user")
    ).exists()


def _operators_for(resource: Resource, *, start: datetime, end: datetime) -> list[Use]:
    """Those at the center who could run it then, as uses to be kept together with it.

    What runs through the night is started by its operator, and runs on alone.
    """
    capability = resource.type.operated_by_id
    if capability is None:
        return []
    leaves = min(end, start + STARTED_WITHIN) if resource.runs_overnight else end
    able = Resource.objects.filter(center=resource.center_id, capabilities=capability, retired_at=None)
    people = able.defer("search_text", "search_pairs").order_by("pk")
    return [Use(person, start, leaves, role=1) for person in people]


def _used_this_month(enterprise: Enterprise, resource: Resource, start: datetime) -> int:
    """Minutes that the enterprise has of the resource in the calendar month of `start`."""
    first = clock.local(start).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = (first + timedelta(days=32)).replace(day=1)
    kept = Reservation.objects.filter(
        booking__enterprise=enterprise, resource=resource, released_at=None, during__overlap=(first, after)
    )
    spans = kept.order_by().values_list("during", flat=True)
    return int(sum((span.upper - span.lower for span in spans), timedelta()).total_seconds() // 60)
