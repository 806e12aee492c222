"""What the way of a case has to offer for tests, and what has to be added to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openitc.centers.models import Stage
from openitc.certification.queries.requirements import Standing
from openitc.certification.queries.tests import Test, WayStep
from openitc.certification.rules.plans import INTAKE, Needed, sittings, step_plan
from openitc.pathways.models import Step
from openitc.pathways.rules import StepPlan
from openitc.resources.models import Capability
from openitc.shared.models import in_both
from openitc.standards.models import Method

LABORATORY = "test."  # how the capabilities of laboratories begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Tests that are done on one sample at one laboratory."""

    capability: Capability
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A step that the way has already, and the tests it serves."""

    step: Step
    booked: bool
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestsOfWay:
    """The tests that are not passed: those that a step of the way covers, and those to be added to it."""

    covered: tuple[Covered, ...]
    to_add: tuple[Sitting, ...]

    @property
    def count(self) -> int:
        """How many tests are to be added."""
        return sum(len(sitting.methods) for sitting in self.to_add)


def tests_of_way(standings: Iterable[Standing]) -> TestsOfWay:
    """Each test once, however many requirements ask for it; of those that are not met."""
    tests: dict[str, Test] = {}
    for standing in standings:
        if standing.state in {"missing", "coming"}:
            for test in standing.tests:
                tests.setdefault(test.method.key, test)
    steps: dict[int, list[Test]] = {}
    for test in tests.values():
        if test.step is not None:
            steps.setdefault(test.step.pk, []).append(test)
    return TestsOfWay(
        covered=tuple(
            Covered(
                step=found[0].step,
                booked=found[0].state == "booked",
                methods=tuple(test.method for test in found),
            )
            for found in steps.values()
            if found[0].step is not None
        ),
        to_add=sittings_of([test.method for test in tests.values() if test.state in {"todo", "failed"}]),
    )


def sittings_of(methods: Iterable[Method]) -> tuple[Sitting, ...]:
    """The tests by the laboratory they need."""
    by_key = {method.key: method for method in methods}
    return tuple(
        Sitting(
            capability=by_key[tests[0].key].capability,
            methods=tuple(by_key[test.key] for test in tests),
        )
        for tests in sittings(needed_of(by_key.values())).values()
    )


def needed_of(methods: Iterable[Method]) -> list[Needed]:
    """The tests as plain values."""
    return [
        Needed(
            key=method.key,
            capability=method.capability.code,
            units=method.units,
            minutes=method.minutes,
            names=method.names,
        )
        for method in methods
    ]


def plans_of(sittings: Sequence[Sitting], way: Sequence[WayStep]) -> list[StepPlan]:
    """The sittings as steps of the way: behind what makes the sample, taken in as the way's own tests are."""
    source = sample_source(way)
    with_intake = any(INTAKE.capability in each.capabilities for each in way if _is_laboratory(each))
    return [
        step_plan(
            needed_of(sitting.methods),
            names=in_both(lambda sitting=sitting: _("Test: %(laboratory)s") % {"laboratory": sitting.capability.name}),  # type: ignore[misc] # bound now
            after=source,
            with_intake=with_intake,
        )
        for sitting in sittings
    ]


def sample_source(way: Sequence[WayStep]) -> str | None:
    """The key of the step that makes the sample: what the way's own tests follow, else the last prototype step."""
    for each in way:
        if _is_laboratory(each):
            for gap in each.step.gaps.all():
                if gap.ships:
                    return gap.after.key
    made = [each.step.key for each in way if each.step.stage == Stage.ENGINEERING and not _is_laboratory(each)]
    return made[-1] if made else None


def behind(way: Sequence[WayStep]) -> str | None:
    """The key of the step they stand behind: the last of the tests that the way has, else what makes the sample."""
    own = [each.step.key for each in way if _is_laboratory(each)]
    return own[-1] if own else sample_source(way)


def _is_laboratory(each: WayStep) -> bool:
    return any(code.startswith(LABORATORY) for code in each.capabilities)
