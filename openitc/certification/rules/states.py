"""Where one requirement of a roadmap stands: pure decisions on what is there."""

from collections.abc import Collection
from typing import Literal

State = Literal["there", "coming", "missing", "not_needed", "question"]
# Of one test: passed and published, not passed, asked of a laboratory, booked, on the way but not booked, nowhere yet.
TestState = Literal["passed", "failed", "asked", "booked", "planned", "todo"]
Paper = Literal["in_force", "waiting", "none"]  # the best certificate there is

OPEN: frozenset[State] = frozenset({"coming", "missing"})  # something is left to do
UNDER_WAY: frozenset[TestState] = frozenset({"passed", "asked", "booked"})


def state_of(
    *,
    applies: bool | None,
    not_needed: bool,
    paper: Paper,
    tests: Collection[TestState],
    evidence_seen: bool,
    asks_evidence: bool,
) -> State:
    """Where it stands. While nobody has said whether its condition applies (None), and nothing tells, it is a question.

    A certificate in force is all it takes. Where nobody gives one, its tests have passed, and somebody has seen the
    rest of its evidence; where it asks for none beside the tests, they are the proof.
    """
    if not_needed or applies is False:
        return "not_needed"
    if applies is None and paper == "none" and not evidence_seen:
        return "question"
    all_passed = set(tests) <= {"passed"}
    proven = evidence_seen or (bool(tests) and not asks_evidence)
    if paper == "in_force" or (all_passed and proven):
        return "there"
    if paper == "waiting" or evidence_seen or UNDER_WAY & set(tests):
        return "coming"
    return "missing"


def is_met(state: State) -> bool:
    """Whether nothing is left to do; a question is not answered, but asks for nothing yet."""
    return state in {"there", "not_needed"}
