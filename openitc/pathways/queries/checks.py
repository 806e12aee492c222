"""A draft held against the network as it stands: whether it can be planned, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openitc.pathways import rules
from openitc.pathways.queries.means import capabilities_of, network
from openitc.pathways.queries.wording import in_words, need_in_words, wait_in_words
from openitc.shared.models import in_language


@dataclass(frozen=True, slots=True)
class SpokenFault:
    """One thing that keeps a draft from being planned, in the reader's language, and the step to change."""

    kind: rules.FaultKind
    step: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a draft can be planned: what stands in the way, and how many centers can do each step and all of them."""

    faults: tuple[SpokenFault, ...]
    centers_by_step: Mapping[str, int]
    centers_for_all: int

    @property
    def passed(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.faults

    @property
    def texts(self) -> list[str]:
        """What stands in the way, in words."""
        return [fault.text for fault in self.faults]


def check_of(steps: Sequence[rules.StepPlan]) -> Check:
    """Hold the steps against the network as it stands."""
    there = network()
    found = rules.faults(steps, there)
    capabilities = {code: row.name for code, row in capabilities_of(steps).items()}
    return Check(
        faults=tuple(SpokenFault(fault.kind, fault.step, in_words(fault, steps, capabilities)) for fault in found),
        centers_by_step={key: len(centers) for key, centers in rules.centers_able(steps, there).items()},
        centers_for_all=len(rules.centers_able_alone(steps, there)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing a step needs: machine, expert, laboratory or room, and in words."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """A step as pages show it."""

    plan: rules.StepPlan
    name: str
    note: str
    needs: list[Need]
    waits: list[str]
    centers: int  # how many can do it
    faults: list[str]


def shown_steps(steps: Sequence[rules.StepPlan], check: Check) -> list[ShownStep]:
    """The steps in words: what each needs, what it follows and how long after, who can do it."""
    capabilities = capabilities_of(steps)
    names = {code: row.name for code, row in capabilities.items()}
    return [
        ShownStep(
            plan=step,
            name=in_language(step.name_th, step.name_en),
            note=in_language(step.note_th, step.note_en),
            needs=[
                Need(kind=capabilities[role.capability].kind, text=need_in_words(role, step, names))
                for role in step.roles
                if role.capability in capabilities
            ],
            waits=[wait_in_words(gap, steps) for gap in step.gaps],
            centers=check.centers_by_step.get(step.key, 0),
            faults=[fault.text for fault in check.faults if fault.step == step.key],
        )
        for step in steps
    ]
