"""Taking a route: everything on it is held, or nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from openitc.bookings.models import Booking, Hold
from openitc.bookings.operations import Use, Visit, hold, rebook
from openitc.cases.models import Case
from openitc.cases.queries import steps_of
from openitc.centers.models import Center
from openitc.people.models import User
from openitc.resources.models import Resource
from openitc.routes import queries
from openitc.routes.models import Acceptance, ProposedRoute
from openitc.routes.rules.answers import faults
from openitc.routes.rules.route import PlannedStep
from openitc.routes.rules.seating import seating
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused

OUTDATED = timedelta(hours=1)


class NoLongerPossible(Refused):
    """The route was found for another state of the case or of the calendars."""


@operation
def accept(*, route: ProposedRoute, by: User, now: datetime) -> Hold:
    """Hold every step of the route, or none. Where steps are booked already, book anew in their place at once.

    Refused with every reason by `bookings` where something was taken meanwhile, and here where the case itself changed.
    """
    proposal, case = route.proposal, route.proposal.case
    network = queries.live_network(now=now)
    question = queries.question_of(case, now=now)
    if proposal.question != question.mark or now >= proposal.asked_at + OUTDATED:
        raise NoLongerPossible(
            Reason(
                _("The case has changed since this route was found. Here are the routes as it stands now."), "changed"
            )
        )
    if case.closed_at is not None:
        raise NoLongerPossible(Reason(_("The case is closed. Open it again before you book its way.")))
    way = queries.planned(route)
    # By the clock of the proposal, so that what was far enough ahead then still is.
    broken = faults(question, network, way, now=proposal.asked_at)
    visits = _visits(seating(way, question, network) or way.steps, case)
    replaced = list(Booking.objects.confirmed().filter(pk__in=question.replaced))
    if replaced:
        taken = rebook(case=case, visits=visits, replacing=replaced, by=by, now=now)
    else:
        taken = hold(case=case, visits=visits, by=by, now=now)
    if broken:
        raise NoLongerPossible(
            Reason(_("The calendars have changed since this route was found. Choose among the routes as they are now."))
        )
    Acceptance.objects.create(route=route, hold=taken, accepted_by=by, accepted_at=now)
    return taken


def _visits(ordered: Sequence[PlannedStep], case: Case) -> list[Visit]:
    """The steps still to be booked, as visits, in the order in which they are given places."""
    planned = [step for step in ordered if not step.fixed]
    steps = {step.key: step for step in steps_of(case)}
    resources: Mapping[int, Resource] = Resource.objects.in_bulk(
        [role.resource for step in planned for role in step.roles]
    )
    centers: Mapping[int, Center] = Center.objects.in_bulk([step.center for step in planned])
    return [
        Visit(
            center=centers[step.center],
            start=step.start,
            end=step.end,
            uses=tuple(
                Use(resources[role.resource], role.start, role.end, role.units, position)
                for position, role in enumerate(step.roles)
            ),
            step=steps[step.key],
            attended=steps[step.key].attended,
        )
        for step in planned
    ]
