"""Which track of support suits, and by which rule."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

YOUNG_YEARS = 3  # a business of fewer years is young
PEOPLE_LEVEL = 2.0  # the mean level of people and leadership below which skills come first
READY_INDEX = 35.0
GROWTH_PERCENT = 10
FOCUS_SECTORS = frozenset({"food", "agro", "craft"})


class Rule(StrEnum):
    """The rules in the order in which they are asked; the first that holds decides."""

    NOT_REGISTERED = "not_registered"  # sells nothing yet, and is no legal entity
    YOUNG = "young"  # sells nothing yet, and is younger than three years
    PEOPLE = "people"  # skills and leadership are below level two
    READY = "ready"  # a focus industry, and an index of 35 or more
    GROWING = "growing"  # sales grew by a tenth or more
    FOUNDATIONS = "foundations"  # none of these


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the rules ask about an enterprise; None where it is not known."""

    sector: str
    legal_entity: bool | None
    years: int | None
    sells: bool
    people_scores: Collection[float]  # of skills (D9) and leadership (D10), as far as scored
    index: float | None
    growth_percent: int | None


def track_of(standing: Standing) -> tuple[str, Rule]:
    """`startup`, `skill_up` or `scale_up`, and the rule that fired."""
    if rule := _beginning(standing):
        return "startup", rule
    people = standing.people_scores
    if people and sum(people) / len(people) < PEOPLE_LEVEL:
        return "skill_up", Rule.PEOPLE
    if standing.sector in FOCUS_SECTORS and standing.index is not None and standing.index >= READY_INDEX:
        return "scale_up", Rule.READY
    if standing.growth_percent is not None and standing.growth_percent >= GROWTH_PERCENT:
        return "scale_up", Rule.GROWING
    return "skill_up", Rule.FOUNDATIONS


def _beginning(standing: Standing) -> Rule | None:
    if standing.sells:
        return None
    if standing.legal_entity is False:
        return Rule.NOT_REGISTERED
    if standing.years is not None and standing.years < YOUNG_YEARS:
        return Rule.YOUNG
    return None
