"""The parts of the instrument and its faults, said to a person."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openitc.diagnosis.models import CostGroup, Goal, Pillar, Sector
from openitc.diagnosis.rules.changes import Part
from openitc.diagnosis.rules.faults import Fault, FaultKind, faults_of
from openitc.diagnosis.rules.instrument import Instrument
from openitc.shared.models import in_language
from openitc.shared.refusals import Reason

LANGUAGES: Mapping[str, Promise] = {"th": gettext_lazy("Thai"), "en": gettext_lazy("English")}

SENTENCES: Mapping[FaultKind, Promise] = {
    FaultKind.DIMENSIONS_MISSING: gettext_lazy("The twelve topics are not all there."),
    FaultKind.SECTORS_MISSING: gettext_lazy("The tables of the four sectors are not all there."),
    FaultKind.NAME_MISSING: gettext_lazy("%(place)s has no name in %(language)s."),
    FaultKind.QUESTIONS_MISSING: gettext_lazy("%(place)s does not have three questions."),
    FaultKind.QUICK_NOT_ONE: gettext_lazy("%(place)s: exactly one question belongs in the quick check. Choose it."),
    FaultKind.TEXT_MISSING: gettext_lazy("%(place)s, question %(question)s: its text in %(language)s is missing."),
    FaultKind.LEVEL_MISSING: gettext_lazy(
        "%(place)s, question %(question)s: the answer for level %(level)s in %(language)s is missing."
    ),
    FaultKind.LEVEL_TWICE: gettext_lazy(
        "%(place)s, question %(question)s: the answer for level %(level)s in %(language)s is there twice."
    ),
    FaultKind.EFFORT_OUTSIDE: gettext_lazy("%(place)s: the effort must be between 0 and 1."),
    FaultKind.RELATION_UNKNOWN: gettext_lazy("%(place)s: say none, some or much for each goal and each cost."),
    FaultKind.REMEDIES_MISSING: gettext_lazy("%(place)s: nothing is offered yet. Say what helps."),
    FaultKind.REMEDY_TEXT_MISSING: gettext_lazy("%(place)s: something that helps has no text in %(language)s."),
    FaultKind.REMEDY_CODES_MISSING: gettext_lazy(
        "%(place)s: choose which machines, experts or ways to market are looked for."
    ),
    FaultKind.WEIGHTS_NOT_POSITIVE: gettext_lazy("%(place)s: each of the six pillars needs a weight above 0."),
    FaultKind.TARGETS_OUTSIDE: gettext_lazy("%(place)s: each of the twelve targets must be between 0 and 5."),
}

PARTS: Mapping[str, Promise] = {
    "name_th": gettext_lazy("Name in Thai"),
    "name_en": gettext_lazy("Name in English"),
    "about_th": gettext_lazy("What it is about, in Thai"),
    "about_en": gettext_lazy("What it is about, in English"),
    "effort": gettext_lazy("Effort"),
    "remedies": gettext_lazy("What helps"),
    "quick": gettext_lazy("Belongs in the quick check"),
    "text_th": gettext_lazy("Question in Thai"),
    "text_en": gettext_lazy("Question in English"),
    "levels_th": gettext_lazy("Level %(index)s in Thai"),
    "levels_en": gettext_lazy("Level %(index)s in English"),
    "cost_relations": gettext_lazy("Touches the cost “%(cost)s”"),
    "goal_relations": gettext_lazy("Serves the goal “%(goal)s”"),
    "weights": gettext_lazy("Weight of “%(pillar)s”"),
    "targets": gettext_lazy("Target of %(target)s"),
}


def names_of(instrument: Instrument) -> dict[str, str]:
    """What each dimension and sector is called, by its key."""
    dimensions = {
        plan.key: f"{plan.key} {in_language(plan.name_th, plan.name_en)}".strip() for plan in instrument.dimensions
    }
    return dimensions | {value: _capital(str(label)) for value, label in Sector.choices}


def reasons_of(instrument: Instrument) -> list[Reason]:
    """Every fault as a reason; `code` names the dimension or sector where it is mended."""
    names = names_of(instrument)
    return [Reason(in_words(fault, names), code=fault.place) for fault in faults_of(instrument)]


def in_words(fault: Fault, names: Mapping[str, str]) -> str:
    """The fault as a sentence in the reader's language."""
    return str(SENTENCES[fault.kind]) % {
        "place": names.get(fault.place, fault.place),
        "question": fault.question,
        "language": LANGUAGES.get(fault.language, ""),
        "level": fault.level,
    }


def part_in_words(part: Part, names: Mapping[str, str]) -> str:
    """What a part is called."""
    words = {
        "index": part.index,
        "cost": _at(CostGroup.choices, part.index),
        "goal": _at(Goal.choices, part.index),
        "pillar": _at(Pillar.choices, part.index),
        "target": names.get(f"D{part.index + 1}", ""),
    }
    return str(PARTS[part.name]) % words


def strength(value: float) -> str:
    """How much a dimension has to do with a goal or a part of the costs."""
    return {0.0: _("none"), 0.5: _("some"), 1.0: _("much")}.get(value, f"{value:g}")


def _at(choices: Sequence[tuple[str, str | Promise]], index: int) -> str:
    return str(choices[index][1]) if 0 <= index < len(choices) else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
