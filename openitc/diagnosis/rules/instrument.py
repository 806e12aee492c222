"""The instrument as plain values, and how it is read from a file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
