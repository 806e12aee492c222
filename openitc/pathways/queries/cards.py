"""A pathway on one look."""

from dataclasses import dataclass

from openitc.centers.industries import industry_name
from openitc.pathways import rules
from openitc.pathways.models import Version
from openitc.pathways.queries.versions import plan_of
from openitc.ui.shapes import Segment

LONGEST_STRETCH = 6  # of a line in small, in the lengths of its shortest one


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A pathway on one look: its line in small, how many steps and visits it has, how long it takes at the least."""

    version: Version
    industry: str
    segments: list[Segment]
    steps: int
    visits: int
    least_minutes: int


def card_of(version: Version) -> Card:
    """The card of a version whose steps, roles and gaps were fetched with it."""
    plans = [plan_of(step) for step in version.steps.all()]
    return Card(
        version=version,
        industry=industry_name(version.pathway.isic[0]) if version.pathway.isic else "",
        segments=[Segment(stage=plan.stage, weight=_weight(plan)) for plan in plans],
        steps=len(plans),
        visits=sum(plan.attended for plan in plans),
        least_minutes=rules.least_time(plans),
    )


def _weight(plan: rules.StepPlan) -> float:
    waited = max((gap.least for gap in plan.gaps), default=0)
    return min(1 + (plan.duration + waited) / rules.DAY, LONGEST_STRETCH)
