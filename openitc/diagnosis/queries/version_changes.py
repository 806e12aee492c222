"""What a draft would change: its words and numbers side by side, and what it would make of real assessments."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openitc.centers.models import Center
from openitc.diagnosis.models import Assessment, CostGroup, Goal, Remedy, Score
from openitc.diagnosis.queries.drafts import Contents, names_of_codes
from openitc.diagnosis.queries.instrument_words import names_of, part_in_words, strength
from openitc.diagnosis.queries.words import BAND_WORDS
from openitc.diagnosis.rules.changes import Change, Value
from openitc.diagnosis.rules.effects import Effect, Finished, effect_of
from openitc.diagnosis.rules.instrument import Instrument
from openitc.diagnosis.rules.scoring import BANDS
from openitc.enterprises.models import Acquaintance
from openitc.shared.models import in_language

RELATIONS = ("cost_relations", "goal_relations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One part as it is in use, and as the draft has it; a list where several things stand in it."""

    label: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Everything that differs in one dimension or sector."""

    key: str
    name: str
    differences: list[Difference]


def differences_of(contents: Contents) -> list[Place]:
    """What differs side by side, in the order of the pages; two queries for names."""
    names = names_of(contents.instrument)
    sides = [side for change in contents.changes for side in (change.before, change.after)]
    codes = names_of_codes([remedy for side in sides if isinstance(side, tuple) for remedy in side])
    found: dict[str, list[Difference]] = defaultdict(list)
    for change in contents.changes:
        found[change.part.place].append(_difference(change, names, codes))
    return [Place(key=key, name=names[key], differences=found[key]) for key in names if key in found]


def _difference(change: Change, names: Mapping[str, str], codes: Mapping[str, str]) -> Difference:
    label = part_in_words(change.part, names)
    if change.part.question:
        label = _("Question %(number)s: %(part)s") % {"number": change.part.question, "part": label}
    named = change.part.name in RELATIONS
    return Difference(
        label=label,
        before=_said(change.before, codes, named=named),
        after=_said(change.after, codes, named=named),
    )


def _said(value: Value, codes: Mapping[str, str], *, named: bool) -> list[str]:
    if isinstance(value, tuple):
        return [
            _("%(kind)s: %(text)s (%(codes)s)")
            % {
                "kind": Remedy.Kind.label_of(remedy.kind),
                "text": in_language(remedy.text_th, remedy.text_en),
                "codes": ", ".join(codes.get(code, code) for code in remedy.codes) or "–",
            }
            for remedy in value
        ]
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if isinstance(value, float):
        return [strength(value) if named else f"{value:g}"]
    return [value or "–"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BandShown:
    """How many stand in one of the five bands, before and after."""

    word: str | Promise
    span: str
    before: int
    after: int
    share_before: float  # 0 to 100, of the fullest band
    share_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstShown:
    """How often a dimension is among the first three, before and after."""

    name: str
    before: int
    after: int

    @property
    def by(self) -> int:
        """How much more often."""
        return self.after - self.before

    @property
    def said(self) -> str:
        """The same with its sign."""
        return f"{self.by:+d}".replace("-", "−")


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectShown:
    """What the draft's numbers would make of assessments that were finished."""

    effect: Effect
    bands: list[BandShown]
    firsts: list[FirstShown]  # only those that differ, most gained first


def effect_shown(*, center: Center | None, before: Instrument, after: Instrument) -> tuple[int, EffectShown | None]:
    """Behind how many enterprises it could be reckoned, and the effect; None where they are too few. Two queries."""
    finished = finished_at(center)
    effect = effect_of(finished, before=before, after=after)
    if effect is None:
        return len(finished), None
    names = names_of(after)
    firsts = [
        FirstShown(
            name=names[plan.key], before=effect.first_before.get(plan.key, 0), after=effect.first_after.get(plan.key, 0)
        )
        for plan in after.dimensions
    ]
    return len(finished), EffectShown(
        effect=effect,
        bands=_bands(effect),
        firsts=sorted((first for first in firsts if first.by), key=lambda first: -first.by),
    )


def _bands(effect: Effect) -> list[BandShown]:
    before, after = [0] * len(BAND_WORDS), [0] * len(BAND_WORDS)
    for (was, now), count in effect.moves.items():
        before[was] += count
        after[now] += count
    fullest = max(*before, *after)
    ends = [0, *BANDS, 100]
    return [
        BandShown(
            word=word,
            span=f"{ends[band]}–{ends[band + 1] - (band < len(BANDS))}",
            before=before[band],
            after=after[band],
            share_before=100 * before[band] / fullest,
            share_after=100 * after[band] / fullest,
        )
        for band, word in enumerate(BAND_WORDS)
    ]


def finished_at(center: Center | None) -> list[Finished]:
    """The latest finished assessment of each enterprise that the center knows, or of the whole network."""
    rows = Assessment.objects.filter(finished_at__isnull=False, withdrawn_at=None, enterprise__isnull=False)
    if center is not None:
        known = Acquaintance.objects.filter(enterprise=OuterRef("enterprise"), center=center)
        rows = rows.filter(Exists(known))
    latest = list(rows.order_by("enterprise_id", "-finished_at", "-pk").distinct("enterprise_id"))
    scores: dict[int, dict[str, float | None]] = defaultdict(dict)
    uppers: dict[int, dict[str, float]] = defaultdict(dict)
    found = Score.objects.filter(assessment__in=[row.pk for row in latest])
    for assessment, key, score, target, from_peers in found.values_list(
        "assessment_id", "dimension__key", "score", "target", "target_from_peers"
    ):
        scores[assessment][key] = score
        if from_peers:
            uppers[assessment][key] = target
    return [
        Finished(
            sector=row.sector,
            scores=scores[row.pk],
            uppers=uppers[row.pk],
            picks=[float(goal in row.goals) for goal in Goal.values],
            shares=_shares(row.cost_shares),
        )
        for row in latest
    ]


def _shares(shares: Sequence[int]) -> Sequence[int]:
    return shares if len(shares) == len(CostGroup) else [1] * len(CostGroup)
