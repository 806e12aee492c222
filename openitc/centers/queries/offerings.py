"""Reads of a center's service model, and of what a clone made of the one it began with."""

from dataclasses import dataclass
from typing import Literal

from openitc.centers.models import Center, ServiceOffering, Stage

State = Literal["as_taken_over", "adapted", "original_changed", "own", "left_out", "not_taken_over"]


@dataclass(frozen=True, slots=True)
class Adaptation:
    """One service of a clone beside the one it comes from; where one of them is missing, that is the adaptation."""

    state: State
    offering: ServiceOffering | None
    original: ServiceOffering | None


def offerings_by_stage(center: Center) -> list[tuple[str, list[ServiceOffering]]]:
    """The services offered now, under each of the five stages in their order; one query."""
    offered = list(center.offerings.filter(withdrawn_at=None))
    return [(stage, [offering for offering in offered if offering.stage == stage]) for stage in Stage.values]


def adaptations_of(center: Center) -> list[Adaptation]:
    """What became of each service the center took over, then its own, then those of the original that it lacks."""
    if center.cloned_from is None or center.cloned_at is None:
        return []
    mine = list(center.offerings.select_related("cloned_from"))
    taken = {offering.cloned_from_id for offering in mine}
    compared = [Adaptation(_state_of(offering, center), offering, offering.cloned_from) for offering in mine]
    theirs = center.cloned_from.offerings.filter(withdrawn_at=None).exclude(pk__in=[key for key in taken if key])
    return [each for each in compared if each.offering and (each.original or not each.offering.withdrawn_at)] + [
        Adaptation("not_taken_over", None, original) for original in theirs
    ]


def _state_of(offering: ServiceOffering, center: Center) -> State:
    since = center.cloned_at
    if offering.cloned_from is None or since is None:
        return "own"
    if offering.withdrawn_at:
        return "left_out"
    if offering.changed_at > since:
        return "adapted"
    return "original_changed" if offering.cloned_from.changed_at > since else "as_taken_over"
