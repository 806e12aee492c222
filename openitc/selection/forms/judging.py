"""What judges give: the weight of a pair, points, and ratings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openitc.selection.models import Criterion, Idea
from openitc.selection.operations.judging import FEWEST_POINTS, HIGHEST, LOWEST, MOST_POINTS, Rated
from openitc.selection.queries.evidence import IdeaEvidence
from openitc.selection.queries.judgements import Judgement
from openitc.selection.queries.suggestions import Suggested
from openitc.selection.rules import ahp

# What the steps of the scale are called; those between have no words of their own.
STEPS = {
    9: _("%(criterion)s matters beyond compare"),
    7: _("%(criterion)s matters very much more"),
    5: _("%(criterion)s matters much more"),
    3: _("%(criterion)s matters a little more"),
    1: _("Both matter alike"),
}
BETWEEN = _("Between the two")


def words_for(strength: int, first: Criterion, second: Criterion) -> str:
    """A step of the scale in words, naming the criterion that matters more."""
    named = first if strength > 0 else second
    size = abs(strength)
    sentence = STEPS[size] if size in STEPS else STEPS[size - 1]
    return str(sentence) % {"criterion": named.name}


class PairForm(forms.Form):
    """Which of two criteria matters more, and how much, on seventeen steps."""

    strength = forms.TypedChoiceField(
        coerce=int, widget=forms.RadioSelect, error_messages={"required": _("Choose one of the steps.")}
    )

    def __init__(
        self, typed: Mapping[str, Any] | None, *, first: Criterion, second: Criterion, said: int | None
    ) -> None:
        super().__init__(typed, initial={"strength": said})
        self.first, self.second = first, second
        self.fields["strength"].label = gettext("Which matters more?")
        self.fields["strength"].choices = [  # type: ignore[attr-defined] # the field of a choice has choices
            (step, words_for(step, first, second) if step % 2 else str(BETWEEN)) for step in ahp.SCALE
        ]

    @property
    def steps(self) -> list[tuple[Any, int]]:
        """Each step's button with its strength."""
        return list(zip(self["strength"], ahp.SCALE, strict=True))


class PointsForm(forms.Form):
    """Points for every criterion."""

    def __init__(self, typed: Mapping[str, Any] | None, *, judgement: Judgement) -> None:
        super().__init__(typed)
        self.criteria = judgement.criteria
        for place, criterion in enumerate(judgement.criteria):
            self.fields[f"points-{criterion.pk}"] = forms.IntegerField(
                label=criterion.name,
                help_text=criterion.about,
                min_value=FEWEST_POINTS,
                max_value=MOST_POINTS,
                initial=judgement.points.get(place),
                widget=forms.NumberInput({"inputmode": "numeric", "class": "points"}),
            )

    @property
    def points(self) -> dict[Criterion, int]:
        """What was given, by criterion."""
        return {criterion: self.cleaned_data[f"points-{criterion.pk}"] for criterion in self.criteria}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An idea's two fields under a criterion."""

    idea: Idea
    criterion: Criterion
    level: Any  # bound fields have no public type
    source: Any
    evidence: Suggested | None


class RatingsForm(forms.Form):
    """Every idea on every criterion; what is left blank is given another time."""

    def __init__(
        self, typed: Mapping[str, Any] | None, *, judgement: Judgement, evidence: Iterable[IdeaEvidence] = ()
    ) -> None:
        super().__init__(typed)
        self.judgement = judgement
        self.suggestions = {known.idea.pk: known.suggestions for known in evidence}
        steps = [(level, str(level)) for level in range(LOWEST, HIGHEST + 1)]
        for criterion in judgement.criteria:
            for idea in judgement.ideas:
                given = judgement.ratings.get((idea.pk, criterion.pk))
                name = f"{idea.pk}-{criterion.pk}"
                self.fields[f"level-{name}"] = forms.TypedChoiceField(
                    label=idea.product.name,
                    choices=steps,
                    coerce=int,
                    empty_value=None,
                    required=False,
                    initial=given and given.level,
                    widget=forms.RadioSelect,
                )
                self.fields[f"source-{name}"] = forms.CharField(
                    label=_("What makes you say so?"),
                    required=False,
                    max_length=300,
                    initial=given.source if given else "",
                )

    @property
    def sections(self) -> list[tuple[Criterion, list[Row]]]:
        """The fields by criterion, so that ideas are compared with each other."""
        return [
            (criterion, [self._row(idea, criterion) for idea in self.judgement.ideas])
            for criterion in self.judgement.criteria
        ]

    def _row(self, idea: Idea, criterion: Criterion) -> Row:
        name = f"{idea.pk}-{criterion.pk}"
        return Row(
            idea=idea,
            criterion=criterion,
            level=self[f"level-{name}"],
            source=self[f"source-{name}"],
            evidence=self.suggestions.get(idea.pk, {}).get(criterion.key),
        )

    @property
    def ratings(self) -> list[Rated]:
        """What was given, without what was left blank."""
        typed = self.cleaned_data
        return [
            Rated(
                idea=idea,
                criterion=criterion,
                level=typed[f"level-{idea.pk}-{criterion.pk}"],
                source=typed[f"source-{idea.pk}-{criterion.pk}"],
            )
            for criterion in self.judgement.criteria
            for idea in self.judgement.ideas
            if typed.get(f"level-{idea.pk}-{criterion.pk}") is not None
        ]

    def clean(self) -> dict[str, Any]:
        """A source without a rating is a rating forgotten."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for name, source in list(typed.items()):
            level = name.replace("source-", "level-")
            if name.startswith("source-") and source and typed.get(level) is None and level not in self.errors:
                self.add_error(level, _("Choose one of the five steps too."))
        return typed
