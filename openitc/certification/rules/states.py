"""Where one requirement of a roadmap stands: pure decisions on what is there."""

from collections.abc import Collection
from typing import Literal

State = Literal["there", "coming", "missing", "not_needed"]
# Of one test: passed and published, not passed, asked of a laboratory, booked, on the way but not booked, nowhere yet.
TestState = Literal["passed", "failed", "asked", "booked", "planned", "todo"]
Paper = Literal["in_force", "waiting", "none"]  # the best certificate there is

UNDER_WAY: frozenset[TestState] = frozenset({"passed", "asked", "booked"})


def state_of(*, not_needed: bool, paper: Paper, tests: Collection[TestState], by_tests_alone: bool) -> State:
    """Where it stands; `by_tests_alone`: nobody gives a certificate for it, so that its tests are the proof."""
    if not_needed:
        return "not_needed"
    if paper == "in_force" or (by_tests_alone and tests and set(tests) == {"passed"}):
        return "there"
    if paper == "waiting" or UNDER_WAY & set(tests):
        return "coming"
    return "missing"


def is_met(state: State) -> bool:
    """Whether nothing is left to do."""
    return state in {"there", "not_needed"}
