"""What the answers of an assessment come to, with every term; nothing is kept here."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from openitc.diagnosis.models import Answer, Assessment, CostGroup, Dimension, Goal
from openitc.diagnosis.queries.assessments import items_asked
from openitc.diagnosis.queries.benchmarks import peers_of
from openitc.diagnosis.rules import scoring, tracks
from openitc.diagnosis.rules.priority import Reading, Terms, priorities
from openitc.enterprises.models import Enterprise, YearFigures
from openitc.enterprises.queries import SizeShown, size_of
from openitc.enterprises.queries.figures import size_by

PEOPLE = ("D9", "D10")  # skills, and leadership
EVEN_SHARE = 100 // len(CostGroup)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """The index, the track and the terms of every dimension, what comes first at the head."""

    index: float | None
    size: str
    track: str
    rule: tracks.Rule
    terms: list[Terms]
    dimensions: Mapping[str, Dimension]


def reckon(assessment: Assessment) -> Reckoning:
    """Reckon the assessment by the tables of its own version, with the peers of this moment."""
    dimensions = {row.key: row for row in Dimension.objects.filter(version=assessment.version_id)}
    table = assessment.version.sectors.get(sector=assessment.sector)
    scores = _scores(assessment)
    size = size_shown(assessment)
    peers = peers_of(assessment, size=size.size if size else "")
    targets = dict(zip(dimensions, table.targets, strict=True))
    readings = [
        Reading(
            key=key,
            position=row.position,
            score=scores.get(key),
            target=targets[key],
            effort=row.effort,
            cost_relations=row.cost_relations,
            goal_relations=row.goal_relations,
            upper=peers.dimensions[key].upper if key in peers.dimensions else None,
        )
        for key, row in dimensions.items()
    ]
    index = index_of(scores, dimensions, table.weights)
    track, rule = tracks.track_of(_standing(assessment, scores, index))
    return Reckoning(
        index=index,
        size=peers.size,
        track=track,
        rule=rule,
        terms=priorities(readings, picks=picks_of(assessment), shares=assessment.cost_shares or even_shares()),
        dimensions=dimensions,
    )


def index_of(
    scores: Mapping[str, float | None], dimensions: Mapping[str, Dimension], weights: list[float]
) -> float | None:
    """The index by the weights of a sector's table, P1 to P6."""
    pillars = scoring.pillar_scores(scores, {key: row.pillar for key, row in dimensions.items()})
    return scoring.index_of(pillars, dict(zip(sorted(pillars), weights, strict=True)))


def picks_of(assessment: Assessment) -> list[float]:
    """1 for each goal that was picked, in the order of the instrument's tables."""
    return [float(goal in assessment.goals) for goal in Goal.values]


def even_shares() -> list[int]:
    """Where nobody says where the money goes, every cost group counts alike."""
    return [EVEN_SHARE] * len(CostGroup)


def size_shown(assessment: Assessment) -> SizeShown | None:
    """The size class with the rule that decided: by the enterprise's own figures, else by a stranger's."""
    if assessment.enterprise is not None:
        return size_of(assessment.enterprise)
    if assessment.employees is None or assessment.revenue is None:
        return None
    return size_by(
        YearFigures(
            year=assessment.started_at.year - 1,
            sector=assessment.business,
            employees=assessment.employees,
            revenue=assessment.revenue,
        )
    )


def _scores(assessment: Assessment) -> dict[str, float | None]:
    levels: dict[str, list[int | None]] = defaultdict(list)
    asked = Answer.objects.filter(assessment=assessment, question__in=items_asked(assessment).order_by().values("pk"))
    for key, level in asked.values_list("question__dimension__key", "level"):
        levels[key].append(level)
    return {key: scoring.dimension_score(given, form=assessment.form) for key, given in levels.items()}


def _standing(assessment: Assessment, scores: Mapping[str, float | None], index: float | None) -> tracks.Standing:
    enterprise = assessment.enterprise
    return tracks.Standing(
        sector=assessment.sector,
        legal_entity=None if enterprise is None else enterprise.kind == Enterprise.Kind.COMPANY,
        years=assessment.years_in_business,
        sells=assessment.sells_already,
        people_scores=[score for key in PEOPLE if (score := scores.get(key)) is not None],
        index=index,
        growth_percent=assessment.growth_percent,
    )
