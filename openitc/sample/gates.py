"""What lets the sample network's cases leave their stages: an idea and an advisor, or a reason to go without."""

from collections.abc import Collection
from datetime import datetime
from functools import cache

from openitc.cases import rules
from openitc.cases.models import Case, Milestone
from openitc.cases.operations import name_advisor, reach, skip_stage
from openitc.pathways.models import Step
from openitc.people.models import User
from openitc.sample.files import DATA, csv_rows
from openitc.sample.loading import Loading


@cache
def reasons() -> dict[str, list[str]]:
    """`gates.csv`: the reasons by stage, in Thai as they were typed."""
    found: dict[str, list[str]] = {stage: [] for stage in rules.GATES}
    for row in csv_rows(DATA / "gates.csv"):
        found[row.one_of("stage", frozenset(found))].append(row.text("reason_th"))
    return found


def let_through(
    loading: Loading, case: Case, done: Collection[Step], steps: Collection[Step], *, officer: User | None, at: datetime
) -> None:
    """Settle what the gates of the stages ask for whose steps are all done."""
    keys = {step.key for step in done}
    for stage in rules.gated_stages([rules.Stop(key=step.key, stage=step.stage) for step in steps]):
        if not all(step.key in keys for step in steps if step.stage == stage):
            continue
        if stage == rules.ANALYSIS and officer is not None:
            name_advisor(case=case, advisor=officer, by=loading.by, now=at)
            reach(case=case, kind=Milestone.Kind.PRODUCT_SELECTED, detail=case.product.names, by=loading.by, now=at)
        else:
            skip_stage(case=case, stage=stage, reason=loading.chance.choice(reasons()[stage]), by=loading.by, now=at)
