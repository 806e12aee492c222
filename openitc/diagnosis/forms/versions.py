"""What is typed about a version of the instrument."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Center
from openitc.diagnosis.models import CostGroup, Dimension, Goal, Pillar, Question, Remedy, SectorTable
from openitc.diagnosis.rules.instrument import HIGHEST, LEVELS, RemedyPlan
from openitc.pathways.models import Pathway
from openitc.resources.models import Capability, Kind
from openitc.shared.forms import capitalised

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a name of the stubs only

STRENGTHS = [("0", _("none")), ("0.5", _("some")), ("1", _("much"))]
SPARE_REMEDIES = 1


class DraftHomeForm(forms.Form):
    """Where a draft is begun."""

    center = forms.ModelChoiceField(label=_("For which center"), queryset=Center.objects.none(), required=False)

    def __init__(self, data: QueryDict | None, *, homes: QuerySet[Center], network: bool) -> None:
        super().__init__(data)
        field = self.fields["center"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = homes
            field.empty_label = str(_("The whole network")) if network else None
        field.required = not network
        if not network:
            self.initial["center"] = homes.first()


class Wording(forms.CharField):
    """Words that are needed in the end, and may stay blank in a draft: what is missing is said at its handing over."""

    def __init__(
        self,
        *,
        longest: int,
        rows: int = 2,
        label: "str | _StrPromise" = "",
        help_text: "str | _StrPromise" = "",
        was: str | None = None,
    ) -> None:
        area = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=longest, label=label, help_text=help_text, widget=area)
        if was is not None:
            self.help_text = gettext("In use: %(text)s") % {"text": was or "–"}

    def validate(self, value: str) -> None:
        """Nothing is asked of it yet."""


class Draft(forms.Form):
    """A form that may be sent half done."""

    use_required_attribute = False


class NoteForm(Draft):
    """What a draft changes, in a sentence."""

    note = Wording(
        label=_("What this draft changes, and why"),
        help_text=_("Everyone reads this in the list of versions."),
        longest=300,
        rows=3,
    )


class QuestionForm(Draft):
    """The words of a question."""

    def __init__(self, data: QueryDict | None, *, question: Question, in_use: Question | None) -> None:
        words, were = _words_of(question), _words_of(in_use) if in_use else {}
        super().__init__(data, initial=words)
        for name, label in _LABELS.items():
            was = were.get(name)
            self.fields[name] = Wording(longest=LONGEST_TEXT, rows=3, label=label, was=_if_other(was, words[name]))
        for level in range(LEVELS):
            for language, label in _IN.items():
                name = f"level_{level}_{language}"
                was = _if_other(were.get(name), words[name])
                self.fields[name] = Wording(longest=LONGEST_LEVEL, label=label % {"level": level}, was=was)

    @property
    def rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """Each level with its two fields."""
        return [(level, self[f"level_{level}_th"], self[f"level_{level}_en"]) for level in range(LEVELS)]

    @property
    def words(self) -> dict[str, Any]:  # Any: texts and lists of texts
        """The words by the names of `change_question`."""
        typed = self.cleaned_data
        levels = {
            f"levels_{language}": [typed[f"level_{level}_{language}"] for level in range(LEVELS)]
            for language in ("th", "en")
        }
        return {"text_th": typed["text_th"], "text_en": typed["text_en"], **levels}


LONGEST_TEXT, LONGEST_LEVEL = 300, 200
_LABELS = {"text_th": _("Question in Thai"), "text_en": _("Question in English")}
_IN = {"th": _("Level %(level)s in Thai"), "en": _("Level %(level)s in English")}


def _words_of(question: Question) -> dict[str, str]:
    """The words by the names of their fields."""
    said = {"th": question.levels_th, "en": question.levels_en}
    levels = {f"level_{level}_{lang}": said[lang][level] for lang in said for level in range(LEVELS)}
    return {"text_th": question.text_th, "text_en": question.text_en} | levels


def _if_other(was: str | None, now: str) -> str | None:
    return None if was == now else was


class DimensionForm(Draft):
    """The names of a dimension, its quick question, and its part in what comes first."""

    name_th = Wording(label=_("Name in Thai"), longest=200)
    name_en = Wording(label=_("Name in English"), longest=200)
    about_th = Wording(label=_("What it is about, in Thai"), longest=300, rows=3)
    about_en = Wording(label=_("What it is about, in English"), longest=300, rows=3)
    quick = forms.TypedChoiceField(label=_("Which question belongs in the quick check"), coerce=int)
    effort = forms.FloatField(
        label=_("Effort"),
        help_text=_("From 0 (a few days, hardly any money) to 1 (a year, a large investment)."),
        min_value=0,
        max_value=1,
    )

    def __init__(self, data: QueryDict | None, *, dimension: Dimension) -> None:
        questions = list(dimension.questions.all())
        names = ("name_th", "name_en", "about_th", "about_en", "effort")
        initial: dict[str, Any] = {name: getattr(dimension, name) for name in names}  # Any: each has its own type
        initial["quick"] = next((question.position for question in questions if question.quick), None)
        super().__init__(data, initial=initial)
        quick = self.fields["quick"]
        if isinstance(quick, forms.TypedChoiceField):
            quick.widget = forms.RadioSelect()
            quick.choices = [(question.position, f"{question.position}. {question.text}") for question in questions]
        self._offer("cost", CostGroup.choices, dimension.cost_relations)
        self._offer("goal", Goal.choices, dimension.goal_relations)

    def _offer(self, kind: str, choices: Sequence[tuple[str, Any]], values: Sequence[float]) -> None:  # Any: a label
        for (key, label), value in zip(capitalised(choices), values, strict=True):
            field = forms.TypedChoiceField(choices=STRENGTHS, coerce=float, widget=forms.RadioSelect)
            field.label = str(label)
            self.fields[f"{kind}_{key}"] = field
            self.initial[f"{kind}_{key}"] = f"{value:g}"

    @property
    def costs(self) -> list[forms.BoundField]:
        """How much the dimension touches each part of the costs."""
        return [self[f"cost_{key}"] for key in CostGroup.values]

    @property
    def goals(self) -> list[forms.BoundField]:
        """How much it serves each goal."""
        return [self[f"goal_{key}"] for key in Goal.values]

    @property
    def facts(self) -> dict[str, Any]:  # Any: each has its own type
        """What was typed by the names of `change_dimension`."""
        typed = self.cleaned_data
        plain = {name: typed[name] for name in ("name_th", "name_en", "about_th", "about_en", "quick", "effort")}
        return plain | {
            "cost_relations": [typed[f"cost_{key}"] for key in CostGroup.values],
            "goal_relations": [typed[f"goal_{key}"] for key in Goal.values],
        }


class SectorForm(forms.Form):
    """The weights and targets of a sector."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        table: SectorTable,
        in_use: SectorTable | None,
        dimensions: Sequence[Dimension],
    ) -> None:
        super().__init__(data)
        self.dimensions = dimensions
        base = in_use or table
        for (pillar, label), weight, was in zip(capitalised(Pillar.choices), table.weights, base.weights, strict=True):
            self._ask(f"weight_{pillar}", str(label), weight, was, least=0.1, most=10)
        for dimension, target, was in zip(dimensions, table.targets, base.targets, strict=True):
            self._ask(f"target_{dimension.key}", dimension.name, target, was, least=0, most=HIGHEST)

    def _ask(self, name: str, label: str, value: float, was: float, *, least: float, most: float) -> None:
        self.fields[name] = _number(label, least=least, most=most)
        self.initial[name] = f"{value:g}"
        if value != was:
            self.fields[name].help_text = gettext("In use: %(text)s") % {"text": f"{was:g}"}

    @property
    def weights(self) -> list[forms.BoundField]:
        """How much each pillar counts."""
        return [self[f"weight_{pillar}"] for pillar in Pillar.values]

    @property
    def targets(self) -> list[forms.BoundField]:
        """The level that is enough, for each dimension."""
        return [self[f"target_{dimension.key}"] for dimension in self.dimensions]

    @property
    def numbers(self) -> dict[str, list[float]]:
        """What was typed by the names of `change_sector`."""
        typed = self.cleaned_data
        return {
            "weights": [typed[f"weight_{pillar}"] for pillar in Pillar.values],
            "targets": [typed[f"target_{dimension.key}"] for dimension in self.dimensions],
        }


def _number(label: str, *, least: float, most: float) -> forms.FloatField:
    box = forms.NumberInput(attrs={"step": "0.1", "min": least, "max": most, "inputmode": "decimal"})
    return forms.FloatField(label=label, min_value=least, max_value=most, widget=box)


class RemedyForm(Draft):
    """One thing that helps; a row without any text is left out."""

    kind = forms.ChoiceField(label=_("Where it is looked for"), choices=capitalised(Remedy.Kind.choices))
    text_th = Wording(label=_("What to do, in Thai"), longest=200, rows=3)
    text_en = Wording(label=_("What to do, in English"), longest=200, rows=3)
    codes = forms.MultipleChoiceField(
        label=_("What is looked for near the enterprise"),
        help_text=_("Several may be chosen; for a course nothing is looked for."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kinds: Mapping[str, str] = MappingProxyType({})  # of each code that can be chosen, the kind it belongs to

    def clean(self) -> dict[str, Any]:  # Any: as Django has it
        """What is looked for is of the kind that was chosen."""
        typed = super().clean() or self.cleaned_data
        kind = typed.get("kind", "")
        strange = [code for code in typed.get("codes", ()) if self.kinds.get(code, kind) != kind]
        if strange and kind != Remedy.Kind.COURSE:
            self.add_error(
                "codes", gettext("Some of these are of another kind. Take them out, or make them a row of their own.")
            )
        return typed

    @property
    def plan(self) -> RemedyPlan | None:
        """What helps, or nothing where the row was left blank."""
        typed = self.cleaned_data
        if not typed["text_th"] and not typed["text_en"]:
            return None
        codes = () if typed["kind"] == Remedy.Kind.COURSE else tuple(typed["codes"])
        return RemedyPlan(kind=typed["kind"], codes=codes, text_th=typed["text_th"], text_en=typed["text_en"])


class RemedyForms:
    """What helps in a dimension, one form for each and one to spare."""

    def __init__(self, data: QueryDict | None, *, dimension: Dimension) -> None:
        known = list(dimension.remedies.all())
        initial = [
            {"kind": row.kind, "codes": row.codes, "text_th": row.text_th, "text_en": row.text_en} for row in known
        ]
        rows = forms.formset_factory(RemedyForm, extra=SPARE_REMEDIES, max_num=12, absolute_max=24)
        self.rows = rows(data, initial=initial, prefix="remedies")
        choices, kinds = _codes({code for row in known for code in row.codes})
        for form in self.rows.forms:
            form.kinds = kinds
            field = form.fields["codes"]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices

    def is_valid(self) -> bool:
        """Whether everything typed can be kept."""
        return self.rows.is_bound and self.rows.is_valid()

    @property
    def is_refused(self) -> bool:
        """Whether something typed cannot be kept."""
        return self.rows.is_bound and not self.rows.is_valid()

    @property
    def plans(self) -> list[RemedyPlan]:
        """What was typed, without the blank rows."""
        return [plan for form in self.rows.forms if form.has_changed() or form.initial if (plan := form.plan)]


_KIND_OF = {Kind.EXPERT: Remedy.Kind.EXPERT}  # every other resource is a capability


def _codes(known: set[str]) -> tuple[list[Any], dict[str, str]]:  # Any: groups of choices
    """What can be looked for, in groups, and of which kind each is.

    A code that is not known here any more stays until it is taken out.
    """
    groups: dict[str, list[tuple[str, str]]] = {kind: [] for kind in Kind.values}
    kinds: dict[str, str] = {}
    for capability in Capability.objects.order_by("code"):
        groups[capability.kind].append((capability.code, capability.name))
        kinds[capability.code] = _KIND_OF.get(Kind(capability.kind), Remedy.Kind.CAPABILITY)
    ways = [(way.code, way.name) for way in Pathway.objects.filter(retired_at=None, of_one_case=False).order_by("code")]
    kinds |= {code: Remedy.Kind.PATHWAY for code, _name in ways}
    gone = [(code, code) for code in sorted(known - set(kinds))]
    named = [(label, groups[kind]) for kind, label in capitalised(Kind.choices)]
    return [(label, rows) for label, rows in [*named, (_("Ways to market"), ways), (_("Other"), gone)] if rows], kinds
