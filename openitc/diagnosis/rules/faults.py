"""What keeps an instrument from being published."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from math import inf

from openitc.diagnosis.rules.instrument import (
    COST_GROUPS,
    DIMENSIONS,
    GOALS,
    HIGHEST,
    KINDS_WITHOUT_CODES,
    LEVELS,
    PILLARS,
    QUESTIONS_A_DIMENSION,
    SECTORS,
    STRENGTHS,
    DimensionPlan,
    Instrument,
    QuestionPlan,
    SectorPlan,
)


class FaultKind(Enum):
    """Each kind of fault, said in words by `queries.instrument_words`."""

    DIMENSIONS_MISSING = auto()
    SECTORS_MISSING = auto()
    NAME_MISSING = auto()
    QUESTIONS_MISSING = auto()
    QUICK_NOT_ONE = auto()
    TEXT_MISSING = auto()
    LEVEL_MISSING = auto()
    LEVEL_TWICE = auto()
    EFFORT_OUTSIDE = auto()
    RELATION_UNKNOWN = auto()
    REMEDIES_MISSING = auto()
    REMEDY_TEXT_MISSING = auto()
    REMEDY_CODES_MISSING = auto()
    WEIGHTS_NOT_POSITIVE = auto()
    TARGETS_OUTSIDE = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where: the key of a dimension or a sector, a question's place, a language."""

    kind: FaultKind
    place: str = ""
    question: int = 0
    language: str = ""
    level: int = 0


def faults_of(instrument: Instrument) -> list[Fault]:
    """Everything that keeps the instrument from being used, in the order of its pages."""
    found: list[Fault] = []
    if tuple(dimension.key for dimension in instrument.dimensions) != DIMENSIONS:
        found.append(Fault(FaultKind.DIMENSIONS_MISSING))
    for dimension in instrument.dimensions:
        found += _faults_of_dimension(dimension)
    if {sector.sector for sector in instrument.sectors} != set(SECTORS):
        found.append(Fault(FaultKind.SECTORS_MISSING))
    for sector in instrument.sectors:
        found += _faults_of_sector(sector)
    return found


def _faults_of_dimension(dimension: DimensionPlan) -> Iterator[Fault]:
    key = dimension.key
    for language, name in (("th", dimension.name_th), ("en", dimension.name_en)):
        if not name.strip():
            yield Fault(FaultKind.NAME_MISSING, key, language=language)
    if len(dimension.questions) != QUESTIONS_A_DIMENSION:
        yield Fault(FaultKind.QUESTIONS_MISSING, key)
    if sum(question.quick for question in dimension.questions) != 1:
        yield Fault(FaultKind.QUICK_NOT_ONE, key)
    for question in dimension.questions:
        yield from _faults_of_question(key, question)
    if not 0 <= dimension.effort <= 1:
        yield Fault(FaultKind.EFFORT_OUTSIDE, key)
    relations = (*dimension.cost_relations, *dimension.goal_relations)
    if len(relations) != COST_GROUPS + GOALS or not set(relations) <= set(STRENGTHS):
        yield Fault(FaultKind.RELATION_UNKNOWN, key)
    yield from _faults_of_remedies(dimension)


def _faults_of_question(key: str, question: QuestionPlan) -> Iterator[Fault]:
    for language, text, levels in (
        ("th", question.text_th, question.levels_th),
        ("en", question.text_en, question.levels_en),
    ):
        if not text.strip():
            yield Fault(FaultKind.TEXT_MISSING, key, question.position, language)
        said = [level.strip() for level in levels]
        for level in range(LEVELS):
            if level >= len(said) or not said[level]:
                yield Fault(FaultKind.LEVEL_MISSING, key, question.position, language, level)
            elif said[level] in said[:level]:
                yield Fault(FaultKind.LEVEL_TWICE, key, question.position, language, level)


def _faults_of_remedies(dimension: DimensionPlan) -> Iterator[Fault]:
    if not dimension.remedies:
        yield Fault(FaultKind.REMEDIES_MISSING, dimension.key)
    for remedy in dimension.remedies:
        for language, text in (("th", remedy.text_th), ("en", remedy.text_en)):
            if not text.strip():
                yield Fault(FaultKind.REMEDY_TEXT_MISSING, dimension.key, language=language)
        if not remedy.codes and remedy.kind not in KINDS_WITHOUT_CODES:
            yield Fault(FaultKind.REMEDY_CODES_MISSING, dimension.key)


def _faults_of_sector(sector: SectorPlan) -> Iterator[Fault]:
    if len(sector.weights) != len(PILLARS) or not all(0 < weight < inf for weight in sector.weights):
        yield Fault(FaultKind.WEIGHTS_NOT_POSITIVE, sector.sector)
    if len(sector.targets) != len(DIMENSIONS) or not all(0 <= target <= HIGHEST for target in sector.targets):
        yield Fault(FaultKind.TARGETS_OUTSIDE, sector.sector)
