"""The tests that a roadmap asks for as steps of the way to market: planned and booked with everything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openitc.pathways.rules import GapPlan, RolePlan, StepPlan

STAGE = "certification"
INTAKE = RolePlan(capability="operator.lab", duration=60)  # who takes the samples in
WORKING_DAY = 7 * 60  # minutes that a laboratory's day has for one sitting; what takes longer runs through the night


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """One test: what it needs of a laboratory, and for how long."""

    key: str
    capability: str
    units: int
    minutes: int
    names: Mapping[str, str]


def sittings(needed: Sequence[Needed]) -> dict[str, list[Needed]]:
    """The tests by what they need, each test once, in the order in which they are asked for.

    One sample serves every test of one laboratory, so they are one sitting, one booking and one request: it takes the
    places of the largest of them and the time of the longest, not the sum.
    """
    found: dict[str, list[Needed]] = {}
    for test in {each.key: each for each in reversed(needed)}.values():
        found.setdefault(test.capability, []).insert(0, test)
    return {capability: found[capability] for capability in dict.fromkeys(each.capability for each in needed)}


def step_plan(tests: Sequence[Needed], *, names: Mapping[str, str], after: str | None, with_intake: bool) -> StepPlan:
    """One sitting as a step: its samples ship from where the step before made them."""
    capability = tests[0].capability
    duration = max(each.minutes for each in tests)
    if with_intake:
        duration = max(duration, INTAKE.duration)
    laboratory = RolePlan(capability=capability, units=max(each.units for each in tests), duration=duration)
    return StepPlan(
        key=f"test-{capability.removeprefix('test.').replace('_', '-').replace('.', '-')}"[:36],
        stage=STAGE,
        name_th=names["th"],
        name_en=names["en"],
        duration=duration,
        roles=(laboratory, INTAKE) if with_intake else (laboratory,),
        gaps=(GapPlan(after=after, ships=True),) if after else (),
        through_night=duration > WORKING_DAY,
        note_th=_listed(tests, "th"),
        note_en=_listed(tests, "en"),
    )


def _listed(tests: Sequence[Needed], language: str) -> str:
    return " · ".join(each.names[language] for each in tests)[:300]
