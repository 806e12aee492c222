"""What a case asks of the planner, read from its rows."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from openitc.bookings.models import Booking, Reservation
from openitc.cases.models import Case
from openitc.cases.queries import steps_of
from openitc.centers.models import Membership, Role
from openitc.pathways.queries import plan_of, whole_steps
from openitc.resources.models import Qualification
from openitc.routes.models import Conditions
from openitc.routes.rules.question import Fixed, Limits, Question
from openitc.shared import clock


def question_of(case: Case, *, now: datetime, limits: Limits | None = None) -> Question:
    """What the case asks now: its steps, what of them is fixed, and what a new route would replace."""
    done = _done(case)
    standing = standing_bookings(case, now=now)
    fixed = [*done, *_booked(standing, {each.step for each in done}, now=now)]
    kept = {each.booking for each in fixed}
    return Question(
        steps=tuple(plan_of(step) for step in whole_steps(steps_of(case))),
        home=case.enterprise.position,
        limits=limits_of(case) if limits is None else limits,
        fixed=tuple(fixed),
        replaced=tuple(sorted(row.pk for row in standing if row.pk not in kept and _may_go(row, now=now))),
        held=tuple(sorted(row.pk for row in standing if _is_held(row, now=now))),
        trained=_trained(case, on=clock.local_day(now)),
    )


def limits_of(case: Case) -> Limits:
    """The conditions of the case; without any, nothing is limited."""
    conditions = conditions_of(case)
    if conditions is None:
        return Limits()
    return Limits(
        not_before=conditions.not_before,
        deadline=conditions.deadline,
        max_km=conditions.max_km,
        max_cost=conditions.max_cost,
        only=tuple(sorted(center.pk for center in conditions.only_centers.all())),
        avoided=tuple(sorted(center.pk for center in conditions.avoided_centers.all())),
    )


def conditions_of(case: Case) -> Conditions | None:
    """The conditions somebody set, if anyone did."""
    rows = Conditions.objects.filter(case=case).select_related("changed_by")
    return rows.prefetch_related("only_centers", "avoided_centers").first()


def standing_bookings(case: Case, *, now: datetime) -> list[Booking]:
    """The bookings and holds of the case's steps that stand."""
    rows = Booking.objects.of_steps(now).filter(case=case, step__in=steps_of(case).order_by())
    return list(rows.select_related("step", "center", "hold").order_by("during", "pk"))


def _done(case: Case) -> list[Fixed]:
    return [
        Fixed(
            step=row.step.key,
            center=row.center_id or case.center_id,
            start=row.done_at - timedelta(minutes=1),
            end=row.done_at,
            done=True,
        )
        for row in case.done_steps.filter(withdrawn_at=None).select_related("step").order_by("done_at", "pk")
    ]


def _booked(bookings: Sequence[Booking], done: Collection[str], *, now: datetime) -> list[Fixed]:
    """What of the bookings stays: begun, completed, or pinned."""
    stays = [
        booking
        for booking in bookings
        if booking.step is not None and booking.step.key not in done and _stays(booking, now=now)
    ]
    fees = _fees(stays)
    found: dict[str, Fixed] = {}
    for booking in stays:
        step = booking.step.key if booking.step else ""
        found[step] = Fixed(
            step=step,
            center=booking.center_id,
            start=booking.during.lower,
            end=booking.during.upper,
            done=booking.completed_at is not None,
            attended=booking.attended and booking.during.upper > now,
            fee=fees[booking.pk],
            booking=booking.pk,
        )
    return list(found.values())


def _stays(booking: Booking, *, now: datetime) -> bool:
    return not _is_held(booking, now=now) and (_has_begun(booking, now=now) or booking.pinned_at is not None)


def _may_go(booking: Booking, *, now: datetime) -> bool:
    """Whether a new route may take its place: it is booked, and still to come."""
    return not _is_held(booking, now=now) and not _has_begun(booking, now=now)


def _has_begun(booking: Booking, *, now: datetime) -> bool:
    return booking.checked_in_at is not None or booking.completed_at is not None or booking.during.lower <= now


def _is_held(booking: Booking, *, now: datetime) -> bool:
    return booking.state(now) is Booking.State.HELD


def _fees(bookings: Collection[Booking]) -> dict[int, int]:
    fees: defaultdict[int, int] = defaultdict(int)
    rows = Reservation.objects.filter(booking__in=bookings, released_at=None)
    for booking, fee in rows.values_list("booking_id", "fee"):
        fees[booking] += fee
    return fees


def _trained(case: Case, *, on: date) -> dict[int, tuple[date, date]]:
    """For each type of resource the days on which someone of the enterprise may run it, the longest training first."""
    members = Membership.objects.in_force(on).filter(
        role=Role.ENTERPRISE_MEMBER, organisation=case.enterprise.organisation_id
    )
    rows = Qualification.objects.filter(revoked_at=None, expires_on__gte=on, user__in=members.values("user"))
    days = rows.order_by("type", "expires_on", "pk").values_list("type_id", "issued_on", "expires_on")
    return {type_: (issued_on, expires_on) for type_, issued_on, expires_on in days}


def bookings_to_pin(case: Case, *, now: datetime) -> list[Booking]:
    """The bookings still to come, that stay only where somebody says so."""
    return [
        booking
        for booking in standing_bookings(case, now=now)
        if booking.state(now) is Booking.State.BOOKED and booking.during.lower > now
    ]
