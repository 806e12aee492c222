"""The chosen route, with every step in words and in pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.bookings.models import Booking
from openitc.cases.models import Case
from openitc.pathways.models import Step
from openitc.routes.models import ProposedRoute
from openitc.routes.queries import pictures
from openitc.routes.queries.wording import Teller, language
from openitc.routes.rules.answers import reasons
from openitc.routes.rules.network import Means, Network
from openitc.routes.rules.question import Question
from openitc.routes.rules.route import FilledRole, PlannedRoute, PlannedStep
from openitc.routes.rules.translation import asked
from openitc.shared import clock
from openitc.shared.models import spoken
from openitc.shared.money import Satang, baht
from openitc.shared.text import hour
from openitc.ui.lengths import distance, duration

KM_AN_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRole:
    """One resource of a step."""

    name: str
    icon: str
    url: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """One step of the chosen route. `fixed` is "done" or "kept"; `before` is when it is booked until now."""

    number: int
    name: str
    stage: str
    center: str
    center_url: str
    start: datetime
    end: datetime
    fee: Satang
    roles: Sequence[ShownRole] = ()
    notes: Sequence[str] = ()
    hurry: str = ""  # where the enterprise could hardly come from its step before in time
    why: str = ""
    attended: bool = False
    fixed: str = ""
    before: tuple[datetime, datetime] | None = None
    moved: bool = False

    @property
    def within_a_day(self) -> bool:
        """Whether it begins and ends on one day."""
        return clock.local_day(self.start) == clock.local_day(self.end)

    @property
    def hours(self) -> str:
        """From when to when on its one day."""
        return f"{hour(self.start)}–{hour(self.end)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRoute:
    """The chosen route, whole."""

    row: ProposedRoute
    title: str
    steps: Sequence[ShownStep]
    timetable: pictures.Timetable
    map: pictures.Map
    fees: Satang
    shipping: Satang
    parcels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a route is shown against: the case's steps and question, the network, and what is booked until now."""

    case: Case
    steps: Mapping[str, Step]
    question: Question
    network: Network
    standing: Mapping[str, Booking]


def shown_route(
    row: ProposedRoute, title: str, plan: PlannedRoute, round_it: Surroundings, *, now: datetime
) -> ShownRoute:
    """The route with every step in words and in pictures."""
    question, network, steps = round_it.question, round_it.network, round_it.steps
    begins = asked(question, network, now=row.proposal.asked_at).begins
    teller = Teller(question, network, {key: step.name for key, step in steps.items()}, begins)
    because = reasons(question, network, plan, now=row.proposal.asked_at)
    shipments = [shipment for step in plan.steps for shipment in step.shipments]
    return ShownRoute(
        row=row,
        title=title,
        steps=[
            _step(
                number,
                step,
                round_it,
                why=teller.why(step, because.get(step.key)),
                before_it=_visited_before(step, plan, steps),
            )
            for number, step in enumerate(sorted(plan.steps, key=lambda step: (step.start, step.end)), 1)
        ],
        timetable=pictures.timetable(plan, steps, question, now=now),
        map=pictures.route_map(plan, steps, network, question, round_it.case.enterprise.name),
        fees=sum(step.fee for step in plan.steps),
        shipping=sum(shipment.fee for shipment in shipments),
        parcels=len(shipments),
    )


def _visited_before(planned: PlannedStep, plan: PlannedRoute, steps: Mapping[str, Step]) -> PlannedStep | None:
    """Where the enterprise was last before the step, if it is there at all."""
    if planned.fixed or not steps[planned.key].attended:
        return None
    earlier = [step for step in plan.steps if steps[step.key].attended and step.end <= planned.start]
    return max(earlier, key=lambda step: step.end, default=None)


def _hurry(before: PlannedStep, planned: PlannedStep, network: Network) -> str:
    km = network.km(before.center, planned.center)
    if planned.start - before.end >= timedelta(hours=km / KM_AN_HOUR):
        return ""
    values = {"time": duration(planned.start - before.end), "km": distance(km)}
    return _(
        "Only %(time)s to come here from the step before, %(km)s away. Send two people, or choose another route."
    ) % (values)


def _step(
    number: int, planned: PlannedStep, round_it: Surroundings, *, why: str, before_it: PlannedStep | None
) -> ShownStep:
    step, spot = round_it.steps[planned.key], round_it.network.spots[planned.center]
    settled = {fixed.step: "done" if fixed.done else "kept" for fixed in round_it.question.fixed}
    before = None if planned.fixed else round_it.standing.get(planned.key)
    return ShownStep(
        number=number,
        name=step.name,
        stage=step.stage,
        center=spoken(dict(spot.names)),
        center_url=reverse("centers:detail", args=[spot.code]),
        start=planned.start,
        end=planned.end,
        fee=planned.fee,
        roles=[_role(role, means) for role in planned.roles if (means := round_it.network.means.get(role.resource))],
        notes=[
            _("Sample sent from “%(step)s”: %(days)s, %(fee)s")
            % {
                "step": round_it.steps[way.after].name,
                "days": duration(way.minutes),
                "fee": baht(way.fee, language=language()),
            }
            for way in planned.shipments
        ],
        hurry="" if before_it is None else _hurry(before_it, planned, round_it.network),
        why=why,
        attended=step.attended,
        fixed=settled.get(planned.key, ""),
        before=None if before is None else (before.during.lower, before.during.upper),
        moved=before is not None and (before.during.lower, before.center_id) != (planned.start, planned.center),
    )


def _role(role: FilledRole, means: Means) -> ShownRole:
    return ShownRole(
        name=spoken(dict(means.names)),
        icon=means.kind,
        url=reverse("bookings:resource", args=[means.code]),
        units=role.units,
    )
