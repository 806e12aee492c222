"""What a lot that did not pass means, in plain words, and from which step the next one is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from openitc.cases.queries import steps_of
from openitc.certification.models import LabRequest
from openitc.certification.queries.requests import TESTS_AND_RESULTS, latest_of, report_of
from openitc.certification.queries.words import finding_in_words, limit_in_words
from openitc.pathways.models import Step
from openitc.resources.models import Capability, Kind

# Machines that make cartons, models and labels: what the product is sold in or drawn from, and not the product.
SHOWING = frozenset(
    {"cut.carton", "pack.mockup", "print.package", "label", "code", "print3d", "scan3d", "test", "train"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedTest:
    """A test that the lot did not pass, and what its standard says that means."""

    name: str
    found: str
    limit: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A request whose published report says that the lot did not pass."""

    request: LabRequest
    tests: list[FailedTest]
    may_begin: bool  # no later round has begun since


def failure_of(request: LabRequest, *, current_round: int) -> Failure | None:
    """What failed, of a request that is whole; None while nothing is published, or where it passed."""
    report = report_of(request)
    return None if report is None or report.passed else told_failure(request, current_round=current_round)


def told_failure(request: LabRequest, *, current_round: int) -> Failure:
    """The same of a request whose standing report says so; its tests are fetched, or two queries."""
    prefetch_related_objects([request], *TESTS_AND_RESULTS)
    tests = []
    for test in request.tests.all():
        result = latest_of(test)
        if result is not None and result.verified_at is not None and not result.passed:
            result.test = test
            meaning = test.method.if_failed if test.method else ""
            words = {"found": finding_in_words(result), "limit": limit_in_words(test)}
            tests.append(FailedTest(name=test.name, **words, meaning=meaning))
    return Failure(request=request, tests=tests, may_begin=request.lot.round >= current_round)


def steps_to_begin_with(request: LabRequest) -> list[Step]:
    """The steps of the case that a round can begin with, in order: up to the one that the tests were booked for."""
    steps = list(steps_of(request.case).prefetch_related("roles__capability"))
    tested = request.booking.step_id if request.booking else None
    until = next((turn for turn, step in enumerate(steps) if step.pk == tested), len(steps))
    return steps[: until + 1]


def usual_first_step(steps: Sequence[Step]) -> Step | None:
    """Where the next lot is made: the first step of engineering on a machine that makes, or else the first of all."""
    engineering = [step for step in steps if step.stage == "engineering"]
    making = (step for step in engineering if any(_makes(role.capability) for role in step.roles.all()))
    return next(making, None) or next(iter(engineering), None) or next(iter(steps), None)


def _makes(capability: Capability) -> bool:
    shows = capability.code in SHOWING or capability.family in SHOWING
    return capability.kind == Kind.MACHINE and not shows
