"""Which tests of a case have passed, are under way, are on its way, or are nowhere yet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from openitc.bookings.models import Booking
from openitc.cases.models import Case, Round
from openitc.cases.queries import done_of, steps_of
from openitc.certification.models import LabTest, Result
from openitc.certification.rules.states import TestState
from openitc.pathways.models import Step
from openitc.pathways.queries import whole_steps
from openitc.standards.models import Method


@dataclass(frozen=True, slots=True)
class Asked:
    """A test that was asked of a laboratory in this round of the prototype, and what came of it."""

    request: str
    state: TestState


@dataclass(frozen=True, slots=True, kw_only=True)
class WayStep:
    """A step on the way of the case: what laboratories it needs, and whether it is booked or done."""

    step: Step
    capabilities: frozenset[str]
    booked: bool
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A test that a requirement asks for, and where it stands."""

    method: Method
    state: TestState
    request: str = ""  # the number of what was asked of a laboratory
    step: Step | None = None  # of the way, that covers it


def asked_tests(case: Case) -> dict[str, Asked]:
    """By the key of the test the latest word on it, of lots of the present round; one query.

    Passed or failed says a published report that stands; whatever else was asked is still under way.
    """
    rounds = Round.objects.filter(case=case.pk).order_by("-number").values("number")[:1]
    published = Result.objects.filter(test=OuterRef("pk"), reports__isnull=False, reports__withdrawn_at=None)
    rows = (
        LabTest.objects.filter(request__case=case.pk, request__withdrawn_at=None)
        .filter(request__lot__round__gte=Coalesce(Subquery(rounds), 1))
        .annotate(came=Subquery(published.order_by("-attempt").values("passed")[:1]))
        .order_by("request__asked_at", "request")
    )
    states: dict[bool | None, TestState] = {None: "asked", True: "passed", False: "failed"}
    return {
        key: Asked(number, states[came]) for key, number, came in rows.values_list("key", "request__number", "came")
    }


def way_of(case: Case, *, now: datetime) -> list[WayStep]:
    """The steps of the case with what they need; five queries."""
    done = set(done_of(case).values_list("step_id", flat=True))
    booked = set(Booking.objects.of_steps(now).filter(case=case).values_list("step_id", flat=True))
    return [
        WayStep(
            step=step,
            capabilities=frozenset(role.capability.code for role in step.roles.all()),
            booked=step.pk in booked,
            done=step.pk in done,
        )
        for step in whole_steps(steps_of(case))
    ]


def test_of(method: Method, asked: Mapping[str, Asked], way: Collection[WayStep]) -> Test:
    """Where the test stands: what a laboratory said first, then what the way of the case has for it."""
    found = asked.get(method.key)
    ahead = [each for each in way if not each.done and method.capability.code in each.capabilities]
    covering = next((each for each in ahead if each.booked), ahead[0] if ahead else None)
    if found is not None and (found.state != "failed" or covering is None):
        return Test(method=method, state=found.state, request=found.request)
    if covering is None:
        return Test(method=method, state="todo")
    return Test(method=method, state="booked" if covering.booked else "planned", step=covering.step)
