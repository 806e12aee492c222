"""The instrument as its pages show it: each part, and what it was in the version that is in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from openitc.diagnosis.models import CostGroup, Goal, Pillar, Remedy, Sector, Version
from openitc.diagnosis.queries import versions
from openitc.diagnosis.queries.instrument_words import names_of, reasons_of, strength
from openitc.diagnosis.queries.words import LEVEL_WORDS
from openitc.diagnosis.rules.changes import Change, Part, changes_between, fingerprint
from openitc.diagnosis.rules.instrument import DimensionPlan, Instrument, QuestionPlan, RemedyPlan, SectorPlan
from openitc.pathways.models import Pathway
from openitc.resources.models import Capability
from openitc.shared.models import in_language
from openitc.shared.refusals import Reason

Before = Mapping[Part, object]  # what the changed parts were


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text in both languages, with what it was where it differs."""

    th: str
    en: str
    was_th: str | None = None
    was_en: str | None = None

    @property
    def read(self) -> str:
        """The one the reader reads."""
        return in_language(self.th, self.en)

    @property
    def changed(self) -> bool:
        """Whether either differs."""
        return self.was_th is not None or self.was_en is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number or strength with its label, and what it was where it differs."""

    label: str
    value: str
    was: str | None = None
    share: float = 0.0  # how long its bar is, 0 to 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelShown:
    """What an enterprise at that level would say."""

    level: int
    word: str | Promise
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    """A question with its six answers."""

    position: int
    quick: bool
    was_quick: bool | None
    text: Words
    levels: list[LevelShown]

    @property
    def changed(self) -> bool:
        """Whether anything in it differs."""
        return self.text.changed or self.was_quick is not None or any(level.words.changed for level in self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyShown:
    """What helps, and by what it is looked for."""

    kind: str | Promise
    text: Words
    looked_for: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionShown:
    """One dimension, whole."""

    key: str
    pillar: str | Promise
    name: Words
    about: Words
    effort: Figure
    costs: list[Figure]
    goals: list[Figure]
    targets: list[Figure]
    questions: list[QuestionShown]
    remedies: list[RemedyShown]
    remedies_changed: bool
    remedies_before: list[RemedyShown]


def dimension_shown(instrument: Instrument, key: str, *, base: Instrument | None = None) -> DimensionShown:
    """The dimension of that key, beside what it is in `base`; two queries for the names of what helps."""
    plan = next(plan for plan in instrument.dimensions if plan.key == key)
    before: Before = {change.part: change.before for change in _changes(base, instrument)}
    earlier = before.get(Part(key, name="remedies"))
    remedies_before = list(earlier) if isinstance(earlier, tuple) else []
    names = names_of_codes([*plan.remedies, *remedies_before])
    return DimensionShown(
        key=key,
        pillar=Pillar.label_of(plan.pillar),
        name=_words(plan, "name", before, Part(key)),
        about=_words(plan, "about", before, Part(key)),
        effort=_effort(plan, before),
        costs=_strengths(plan.cost_relations, CostGroup.choices, before, Part(key, name="cost_relations")),
        goals=_strengths(plan.goal_relations, Goal.choices, before, Part(key, name="goal_relations")),
        targets=[_target(sector, plan.position - 1, before) for sector in instrument.sectors],
        questions=[_question(key, question, before) for question in plan.questions],
        remedies=[_remedy(remedy, names) for remedy in plan.remedies],
        remedies_changed=earlier is not None,
        remedies_before=[_remedy(remedy, names) for remedy in remedies_before],
    )


def names_of_codes(remedies: Sequence[RemedyPlan]) -> dict[str, str]:
    """What the capabilities and ways to market are called; a code that is not known here stands for itself."""
    codes = {code for remedy in remedies for code in remedy.codes}
    capabilities = {row.code: row.name for row in Capability.objects.filter(code__in=codes)}
    return capabilities | {row.code: row.name for row in Pathway.objects.filter(code__in=codes)}


def _changes(base: Instrument | None, instrument: Instrument) -> list[Change]:
    return [] if base is None else changes_between(base, instrument)


def _words(plan: object, name: str, before: Before, at: Part) -> Words:
    was = {lang: before.get(Part(at.place, at.question, f"{name}_{lang}")) for lang in ("th", "en")}
    return Words(
        th=getattr(plan, f"{name}_th"),
        en=getattr(plan, f"{name}_en"),
        was_th=_text(was["th"]),
        was_en=_text(was["en"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _effort(plan: DimensionPlan, before: Before) -> Figure:
    was = before.get(Part(plan.key, name="effort"))
    return Figure(label="", value=f"{plan.effort:g}", was=None if was is None else f"{was:g}", share=100 * plan.effort)


def _strengths(
    values: Sequence[float], choices: Sequence[tuple[str, str | Promise]], before: Before, part: Part
) -> list[Figure]:
    shown = []
    for index, (value, (_key, label)) in enumerate(zip(values, choices, strict=True)):
        was = before.get(Part(part.place, 0, part.name, index))
        said = strength(was) if isinstance(was, float) else None
        shown.append(Figure(label=str(label), value=strength(value), was=said, share=100 * value))
    return shown


def _target(sector: SectorPlan, index: int, before: Before) -> Figure:
    was = before.get(Part(sector.sector, 0, "targets", index))
    value = sector.targets[index]
    return Figure(
        label=str(Sector.label_of(sector.sector)),
        value=f"{value:g}",
        was=None if was is None else f"{was:g}",
        share=20 * value,
    )


def _question(key: str, plan: QuestionPlan, before: Before) -> QuestionShown:
    def was(name: str, index: int) -> str | None:
        return _text(before.get(Part(key, plan.position, name, index)))

    quick = before.get(Part(key, plan.position, "quick"))
    return QuestionShown(
        position=plan.position,
        quick=plan.quick,
        was_quick=quick if isinstance(quick, bool) else None,
        text=_words(plan, "text", before, Part(key, plan.position)),
        levels=[
            LevelShown(
                level=level,
                word=LEVEL_WORDS[level],
                words=Words(th=thai, en=english, was_th=was("levels_th", level), was_en=was("levels_en", level)),
            )
            for level, (thai, english) in enumerate(zip(plan.levels_th, plan.levels_en, strict=True))
        ],
    )


def _remedy(plan: RemedyPlan, names: Mapping[str, str]) -> RemedyShown:
    return RemedyShown(
        kind=Remedy.Kind.label_of(plan.kind),
        text=Words(th=plan.text_th, en=plan.text_en),
        looked_for=[names.get(code, code) for code in plan.codes],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A dimension or sector in the table of contents."""

    key: str
    name: str
    about: str = ""
    place: int = 0  # from 0, as its target stands in the tables
    changes: int = 0
    faults: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A pillar with its two dimensions."""

    name: str | Promise
    entries: list[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """An instrument with its chapters; of a draft, what it changes and what keeps it from being published."""

    instrument: Instrument
    chapters: list[Chapter]
    sectors: list[Entry]
    changes: list[Change]
    faults: list[Reason]
    read: str  # the fingerprint


def contents_of(instrument: Instrument, *, base: Instrument | None = None) -> Contents:
    """The table of contents; of a draft, beside what it is compared with."""
    changes = _changes(base, instrument)
    faults = [] if base is None else reasons_of(instrument)
    names = names_of(instrument)

    def entry(key: str, about: str = "", place: int = 0) -> Entry:
        return Entry(
            key=key,
            name=names[key],
            about=about,
            place=place,
            changes=sum(change.part.place == key for change in changes),
            faults=sum(fault.code == key for fault in faults),
        )

    chapters = [
        Chapter(
            name=label,
            entries=[
                entry(plan.key, in_language(plan.about_th, plan.about_en), plan.position - 1)
                for plan in instrument.dimensions
                if plan.pillar == pillar
            ],
        )
        for pillar, label in Pillar.choices
    ]
    return Contents(
        instrument=instrument,
        chapters=chapters,
        sectors=[entry(table.sector) for table in instrument.sectors],
        changes=changes,
        faults=faults,
        read=fingerprint(instrument),
    )


def draft_contents(draft: Version) -> Contents:
    """The draft beside the version it began from; eight queries."""
    base = versions.loaded(draft.based_on) if draft.based_on else None
    return contents_of(versions.loaded(draft), base=base)
