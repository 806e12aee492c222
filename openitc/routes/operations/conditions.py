"""What the routes of a case must keep to."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.bookings.models import Booking
from openitc.bookings.operations import pin, unpin
from openitc.cases.models import Case
from openitc.cases.operations import mark_step_done, withdraw_done
from openitc.cases.queries import steps_of
from openitc.centers.models import Center
from openitc.history.operations import record
from openitc.pathways.models import Step
from openitc.people.models import User
from openitc.routes import queries
from openitc.routes.models import Conditions
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather


class ConditionsRefused(Refused):
    """The conditions contradict each other, or nothing could ever meet them."""


@operation
def set_conditions(
    *,
    case: Case,
    not_before: date | None = None,
    deadline: date | None = None,
    max_km: int | None = None,
    max_cost: int | None = None,
    only_centers: Collection[Center] = (),
    avoided_centers: Collection[Center] = (),
    done: Collection[Step] | None = None,
    done_at: Center | None = None,
    pinned: Collection[Booking] | None = None,
    by: User,
    now: datetime,
) -> Conditions:
    """Set all conditions at once. `max_cost` is in satang.

    `done` and `pinned`, where given, are all the steps that are done and all the bookings that stay as they are. A step
    that was not done before is kept to have been done now, at the center `done_at`.
    """
    gather(_contradictions(case, not_before, deadline, only_centers, avoided_centers, now=now), kind=ConditionsRefused)
    conditions, _made = Conditions.objects.update_or_create(
        case=case,
        defaults={
            "not_before": not_before,
            "deadline": deadline,
            "max_km": max_km,
            "max_cost": max_cost,
            "changed_by": by,
            "changed_at": now,
        },
    )
    conditions.only_centers.set(only_centers)
    conditions.avoided_centers.set(avoided_centers)
    if done is not None:
        _settle_done(case, done, done_at, by=by, now=now)
    if pinned is not None:
        _settle_pins(case, pinned, by=by, now=now)
    record("set-conditions", gettext_noop("Changed the conditions for its routes"), about=case, by=by, now=now)
    return conditions


@operation
def ease(*, case: Case, what: str, by: User, now: datetime) -> Conditions | None:
    """Change the one condition as the latest proposal says would help; nothing where it no longer says so."""
    latest = case.proposals.first()
    obstacle = None if latest is None else queries.obstacle_of(latest)
    found = next((each for each in obstacle.helps if each.what == what), None) if obstacle else None
    conditions = queries.conditions_of(case)
    if found is None:
        return conditions
    if what == "pins":
        for booking in queries.standing_bookings(case, now=now):
            if booking.pinned_at is not None and booking.during.lower > now:
                unpin(booking=booking, by=by, now=now)
    elif what == "again":
        for step in steps_of(case).filter(key__in=found.value.split(",")):
            withdraw_done(case=case, step=step, by=by, now=now)
    elif conditions is not None:
        _loosen(conditions, what, found.value, by=by, now=now)
    record("set-conditions", gettext_noop("Changed the conditions for its routes"), about=case, by=by, now=now)
    return conditions


def _loosen(conditions: Conditions, what: str, value: str, *, by: User, now: datetime) -> None:
    if what == "deadline":
        conditions.deadline = date.fromisoformat(value)
    elif what == "max_cost":
        conditions.max_cost = int(value)
    elif what == "max_km":
        conditions.max_km = int(value)
    elif what == "centers":
        conditions.only_centers.clear()
        conditions.avoided_centers.clear()
    elif what == "limits":
        conditions.deadline = conditions.max_cost = conditions.max_km = None
    conditions.changed_by, conditions.changed_at = by, now
    conditions.save()


def _contradictions(
    case: Case,
    not_before: date | None,
    deadline: date | None,
    only: Collection[Center],
    avoided: Collection[Center],
    *,
    now: datetime,
) -> Sequence[Reason]:
    reasons = []
    if case.closed_at is not None:
        reasons.append(Reason(_("The case is closed. Open it again before you plan its way."), "closed"))
    if deadline is not None and deadline < clock.local_day(now):
        reasons.append(Reason(_("That day is over. Choose a later one."), "past", "deadline"))
    if deadline is not None and not_before is not None and deadline < not_before:
        reasons.append(Reason(_("The last day must not be before the first."), "order", "deadline"))
    both = {center.pk for center in only} & {center.pk for center in avoided}
    reasons += [
        Reason(
            _("“%(center)s” cannot be both used and avoided. Take it out of one of the two.") % {"center": center.name},
            "both",
            "avoided_centers",
        )
        for center in avoided
        if center.pk in both
    ]
    return reasons


def _settle_done(case: Case, done: Collection[Step], center: Center | None, *, by: User, now: datetime) -> None:
    before = {row.step_id: row.step for row in case.done_steps.filter(withdrawn_at=None).select_related("step")}
    wanted = {step.pk for step in done}
    for step in sorted(done, key=lambda step: step.position):
        if step.pk not in before:
            mark_step_done(case=case, step=step, done_at=now, center=center, by=by, now=now)
    for key, step in before.items():
        if key not in wanted:
            withdraw_done(case=case, step=step, by=by, now=now)


def _settle_pins(case: Case, pinned: Collection[Booking], *, by: User, now: datetime) -> None:
    wanted = {booking.pk for booking in pinned}
    for booking in queries.bookings_to_pin(case, now=now):
        if booking.pk in wanted and booking.pinned_at is None:
            pin(booking=booking, by=by, now=now)
        elif booking.pk not in wanted and booking.pinned_at is not None:
            unpin(booking=booking, by=by, now=now)
