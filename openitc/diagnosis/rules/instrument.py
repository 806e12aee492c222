"""The instrument as plain values: read from a file, looked through for faults, compared part by part."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

PILLARS = ("P1", "P2", "P3", "P4", "P5", "P6")
DIMENSIONS = tuple(f"D{number}" for number in range(1, 13))
SECTORS = ("food", "agro", "craft", "other")
QUESTIONS_A_DIMENSION = 3
LEVELS = 6  # 0 to 5
HIGHEST = LEVELS - 1
COST_GROUPS, GOALS = 5, 8
STRENGTHS = (0.0, 0.5, 1.0)  # how much a dimension has to do with a goal or a part of the costs
KINDS_WITHOUT_CODES = frozenset({"course"})


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlan:
    """One question with what an enterprise at each level would say, in both languages."""

    position: int
    quick: bool
    text_th: str
    text_en: str
    levels_th: tuple[str, ...]
    levels_en: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyPlan:
    """What helps in a dimension, and by which codes it is looked for."""

    kind: str
    codes: tuple[str, ...] = ()
    text_th: str
    text_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionPlan:
    """One of the twelve, with its questions and remedies."""

    key: str
    position: int
    pillar: str
    name_th: str
    name_en: str
    about_th: str
    about_en: str
    effort: float
    cost_relations: tuple[float, ...]
    goal_relations: tuple[float, ...]
    questions: tuple[QuestionPlan, ...]
    remedies: tuple[RemedyPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorPlan:
    """The weights of the pillars and the targets of the dimensions for one sector."""

    sector: str
    weights: tuple[float, ...]
    targets: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """All of it."""

    dimensions: tuple[DimensionPlan, ...]
    sectors: tuple[SectorPlan, ...]


def read(text: str) -> Instrument:
    """The instrument of a TOML file such as `data/instrument.toml`; the order in the file gives the places."""
    found = tomllib.loads(text)
    return Instrument(
        dimensions=tuple(_dimension(row, position) for position, row in enumerate(found["dimension"], 1)),
        sectors=tuple(
            SectorPlan(sector=sector, weights=_numbers(row["weights"]), targets=_numbers(row["targets"]))
            for sector, row in found["sector"].items()
        ),
    )


def _dimension(row: Mapping[str, Any], position: int) -> DimensionPlan:  # Any: a TOML table holds anything
    return DimensionPlan(
        **{name: row[name] for name in ("key", "pillar", "name_th", "name_en", "about_th", "about_en")},
        position=position,
        effort=float(row["effort"]),
        cost_relations=_numbers(row["cost"]),
        goal_relations=_numbers(row["goals"]),
        questions=tuple(
            QuestionPlan(
                position=place,
                quick=place == 1,
                text_th=question["text_th"],
                text_en=question["text_en"],
                levels_th=tuple(question["levels_th"]),
                levels_en=tuple(question["levels_en"]),
            )
            for place, question in enumerate(row["question"], 1)
        ),
        remedies=tuple(
            RemedyPlan(
                kind=remedy["kind"],
                codes=tuple(remedy.get("codes", ())),
                text_th=remedy["text_th"],
                text_en=remedy["text_en"],
            )
            for remedy in row["remedy"]
        ),
    )


def _numbers(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


# --- What keeps a version from being published -------------------------------------------------------------------------


class FaultKind(Enum):
    """Each kind of fault, said in words by `queries.wording`."""

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
    if len(sector.weights) != len(PILLARS) or min(sector.weights, default=0) <= 0:
        yield Fault(FaultKind.WEIGHTS_NOT_POSITIVE, sector.sector)
    if len(sector.targets) != len(DIMENSIONS) or not all(0 <= target <= HIGHEST for target in sector.targets):
        yield Fault(FaultKind.TARGETS_OUTSIDE, sector.sector)


# --- Part by part: what differs, and bringing two lines of work together -----------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One text, number or table that can differ: of a dimension or sector (`place`), of one of its questions."""

    place: str
    question: int = 0
    name: str = ""
    index: int = -1  # the level, pillar, dimension, cost group or goal


Value = str | float | bool | tuple[RemedyPlan, ...]
_LISTS_OF_A_QUESTION = ("levels_th", "levels_en")
_LISTS_OF_A_DIMENSION = ("cost_relations", "goal_relations")
_LISTS_OF_A_SECTOR = ("weights", "targets")


def parts_of(instrument: Instrument) -> dict[Part, Value]:
    """Every part with its value, in the order of the pages."""
    parts: dict[Part, Value] = {}
    for dimension in instrument.dimensions:
        for name in ("name_th", "name_en", "about_th", "about_en", "effort"):
            parts[Part(dimension.key, name=name)] = getattr(dimension, name)
        parts |= _listed(dimension, _LISTS_OF_A_DIMENSION, dimension.key)
        for question in dimension.questions:
            for name in ("quick", "text_th", "text_en"):
                parts[Part(dimension.key, question.position, name)] = getattr(question, name)
            parts |= _listed(question, _LISTS_OF_A_QUESTION, dimension.key, question.position)
        parts[Part(dimension.key, name="remedies")] = dimension.remedies
    for sector in instrument.sectors:
        parts |= _listed(sector, _LISTS_OF_A_SECTOR, sector.sector)
    return parts


def _listed(plan: object, names: Sequence[str], place: str, question: int = 0) -> dict[Part, Value]:
    return {
        Part(place, question, name, index): value for name in names for index, value in enumerate(getattr(plan, name))
    }


@dataclass(frozen=True, slots=True)
class Change:
    """One part that is another one now."""

    part: Part
    before: Value
    after: Value


def changes_between(before: Instrument, after: Instrument) -> list[Change]:
    """What differs, in the order of the pages."""
    was = parts_of(before)
    return [
        Change(part, was[part], value)
        for part, value in parts_of(after).items()
        if part in was and not _alike(part, was[part], value)
    ]


def _alike(part: Part, one: Value, other: Value) -> bool:
    """Whether nothing differs; remedies are a set, in whatever order the table gives them."""
    if part.name == "remedies" and isinstance(one, tuple) and isinstance(other, tuple):
        return sorted(one, key=repr) == sorted(other, key=repr)
    return one == other


def brought_up_to(newest: Instrument, *, base: Instrument, draft: Instrument) -> Instrument:
    """The newest version with every change that the draft made to the one it began from."""
    changed = {change.part: change.after for change in changes_between(base, draft)}
    return Instrument(
        dimensions=tuple(_dimension_with(dimension, changed) for dimension in newest.dimensions),
        sectors=tuple(
            replace(
                sector,
                weights=_list_with(sector.weights, changed, Part(sector.sector, name="weights")),
                targets=_list_with(sector.targets, changed, Part(sector.sector, name="targets")),
            )
            for sector in newest.sectors
        ),
    )


def _dimension_with(dimension: DimensionPlan, changed: Mapping[Part, Value]) -> DimensionPlan:
    key = dimension.key
    single: dict[str, Any] = {  # Any: each field has a type of its own
        name: changed[Part(key, name=name)]
        for name in ("name_th", "name_en", "about_th", "about_en", "effort", "remedies")
        if Part(key, name=name) in changed
    }
    lists = {
        name: _list_with(getattr(dimension, name), changed, Part(key, name=name)) for name in _LISTS_OF_A_DIMENSION
    }
    questions = tuple(_question_with(key, question, changed) for question in dimension.questions)
    return replace(dimension, **single, **lists, questions=questions)


def _question_with(key: str, question: QuestionPlan, changed: Mapping[Part, Value]) -> QuestionPlan:
    place = question.position
    single: dict[str, Any] = {  # Any: each field has a type of its own
        name: changed[Part(key, place, name)]
        for name in ("quick", "text_th", "text_en")
        if Part(key, place, name) in changed
    }
    lists = {
        name: _list_with(getattr(question, name), changed, Part(key, place, name)) for name in _LISTS_OF_A_QUESTION
    }
    return replace(question, **single, **lists)


def _list_with(
    values: tuple[Any, ...], changed: Mapping[Part, Value], part: Part
) -> tuple[Any, ...]:  # texts or numbers
    return tuple(changed.get(replace(part, index=index), value) for index, value in enumerate(values))
