"""Two instruments compared part by part, and two lines of work on one instrument brought together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from openitc.diagnosis.rules.instrument import DimensionPlan, Instrument, QuestionPlan, RemedyPlan


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
    fields: dict[str, Any] = {  # Any: each field has a type of its own
        name: changed[Part(key, name=name)]
        for name in ("name_th", "name_en", "about_th", "about_en", "effort", "remedies")
        if Part(key, name=name) in changed
    }
    for name in _LISTS_OF_A_DIMENSION:
        fields[name] = _list_with(getattr(dimension, name), changed, Part(key, name=name))
    fields["questions"] = tuple(_question_with(key, question, changed) for question in dimension.questions)
    return replace(dimension, **fields)


def _question_with(key: str, question: QuestionPlan, changed: Mapping[Part, Value]) -> QuestionPlan:
    place = question.position
    fields: dict[str, Any] = {  # Any: each field has a type of its own
        name: changed[Part(key, place, name)]
        for name in ("quick", "text_th", "text_en")
        if Part(key, place, name) in changed
    }
    for name in _LISTS_OF_A_QUESTION:
        fields[name] = _list_with(getattr(question, name), changed, Part(key, place, name))
    return replace(question, **fields)


def _list_with(
    values: tuple[Any, ...], changed: Mapping[Part, Value], part: Part
) -> tuple[Any, ...]:  # texts or numbers
    return tuple(changed.get(replace(part, index=index), value) for index, value in enumerate(values))


def fingerprint(instrument: Instrument) -> str:
    """A short word that is another one as soon as anything in the instrument is."""
    told = [
        (part, sorted(map(repr, value)) if isinstance(value, tuple) else value)
        for part, value in parts_of(instrument).items()
    ]
    return sha256(repr(told).encode()).hexdigest()[:24]
