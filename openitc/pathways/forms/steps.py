"""What is typed about the steps of a pathway."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Stage
from openitc.pathways.forms.fields import LengthField, as_typed
from openitc.pathways.models import Step
from openitc.pathways.queries import plan_of
from openitc.pathways.rules import GapPlan, RolePlan, StepPlan
from openitc.resources.models import Capability, Kind


class StepForm(forms.Form):
    """The step itself; what it needs and what it follows are rows of their own."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    duration = LengthField(label=_("How long it takes"))
    attended = forms.BooleanField(
        label=_("The enterprise must be there"), required=False, help_text=_("Counts as a visit, with its travel.")
    )
    through_night = forms.BooleanField(
        label=_("Runs on through the night"),
        required=False,
        help_text=_("Starts in opening hours and goes on through nights and closing days, as a dryer or a test does."),
    )
    note_th = forms.CharField(label=_("What to know, in Thai"), max_length=300, required=False)
    note_en = forms.CharField(label=_("What to know, in English"), max_length=300, required=False)


class NeedForm(forms.Form):
    """One thing that a step needs; a row without a choice is left out."""

    capability = forms.ChoiceField(label=_("What"), required=False)
    units = forms.IntegerField(label=_("How many places"), min_value=1, max_value=99, initial=1, required=False)
    offset = LengthField(label=_("Beginning how long after the start"), required=False)
    duration = LengthField(label=_("For how long"), required=False)


class FollowsForm(forms.Form):
    """One step that a step follows; a row without a choice is left out."""

    after = forms.ChoiceField(label=_("Follows"), required=False)
    least = LengthField(label=_("Waits at least"), required=False)
    most = LengthField(label=_("Waits at most"), required=False)
    ships = forms.BooleanField(label=_("A sample is sent from there to here"), required=False)

    def clean(self) -> dict[str, Any]:
        """The longest wait is not shorter than the shortest."""
        typed = super().clean() or self.cleaned_data
        least, most = typed.get("least") or 0, typed.get("most")
        if most is not None and most < least:
            self.add_error("most", gettext("The longest wait is shorter than the shortest. Change one of the two."))
        return typed


NeedRows = forms.formset_factory(NeedForm, extra=0)
FollowsRows = forms.formset_factory(FollowsForm, extra=0)


class StepForms:
    """A step with its rows, as one form: filled from a step, from what was typed, or blank."""

    def __init__(self, data: QueryDict | None, *, others: Sequence[Step], step: Step | None) -> None:
        self.key = step.key if step else ""
        steps = [(other.key, other.name) for other in others if other.key != self.key]
        more = data.get("more") if data is not None else None
        if data is None or more:
            typed = _typed(data) if data is not None else _filled(step, others)
            self._show(*typed, more=more)
        else:
            self.form = StepForm(data)
            self.needs = NeedRows(data, prefix="needs")
            self.follows = FollowsRows(data, prefix="follows")
        _offer(self.needs, "capability", capability_choices())
        _offer(self.follows, "after", [("", _("Choose a step")), *steps])

    def _show(self, step: dict[str, Any], needs: list[Any], follows: list[Any], *, more: str | None) -> None:
        needs += [{}] * (2 if more == "needs" or not needs else int(more is None))
        follows += [{}] * int(more != "needs")
        self.form = StepForm(initial=step)
        self.needs = NeedRows(initial=needs, prefix="needs")
        self.follows = FollowsRows(initial=follows, prefix="follows")

    def is_valid(self) -> bool:
        """Whether everything typed can be kept."""
        if not self.form.is_bound:
            return False
        # Each is asked, so that every reason shows at once.
        refused = [part for part in (self.form, self.needs, self.follows) if not part.is_valid()]
        return not refused

    @property
    def is_refused(self) -> bool:
        """Whether something typed cannot be kept."""
        return self.form.is_bound and not self.is_valid()

    @property
    def plan(self) -> StepPlan:
        """The step as planned."""
        step = self.form.cleaned_data
        return StepPlan(
            key=self.key,
            **step,
            roles=tuple(
                RolePlan(
                    capability=row["capability"],
                    units=row["units"] or 1,
                    offset=row["offset"] or 0,
                    duration=row["duration"] or max(step["duration"] - (row["offset"] or 0), 1),
                )
                for row in self.needs.cleaned_data
                if row.get("capability")
            ),
            gaps=tuple(
                GapPlan(after=row["after"], least=row["least"] or 0, most=row["most"], ships=row["ships"])
                for row in self.follows.cleaned_data
                if row.get("after")
            ),
        )


def _offer(rows: "BaseFormSet[Any]", field: str, choices: list[Any]) -> None:
    """The same choices in every row, read once."""
    for row in rows.forms:
        cast("forms.ChoiceField", row.fields[field]).choices = choices


def capability_choices() -> list[Any]:
    """Everything the network can do, by kind, for a row of needs."""
    kinds: dict[str, list[tuple[str, str]]] = {str(label): [] for label in Kind.labels}
    for capability in Capability.objects.all():
        kinds[str(Kind.label_of(capability.kind))].append((capability.code, capability.name))
    groups = [(label, sorted(rows, key=lambda row: row[1])) for label, rows in kinds.items() if rows]
    return [("", _("Choose what it needs")), *groups]


def _filled(step: Step | None, others: Sequence[Step]) -> tuple[dict[str, Any], list[Any], list[Any]]:
    """The rows of the step as it is; a new one follows the last."""
    if step is None:
        if not others:
            return {"stage": Stage.ANALYSIS}, [], []
        return {"stage": others[-1].stage}, [], [{"after": others[-1].key}]
    plan = plan_of(step)
    facts = {name: getattr(plan, name) for name in StepForm.base_fields}
    needs = [
        {
            "capability": role.capability,
            "units": role.units,
            "offset": role.offset or None,
            "duration": role.duration if role.duration != plan.duration - role.offset else None,
        }
        for role in plan.roles
    ]
    follows: list[Any] = [
        {"after": gap.after, "least": gap.least or None, "most": gap.most, "ships": gap.ships} for gap in plan.gaps
    ]
    return facts, needs, follows


def _typed(data: QueryDict) -> tuple[dict[str, Any], list[Any], list[Any]]:
    def rows(form: type[forms.Form], prefix: str) -> list[Any]:
        count = min(int(data.get(f"{prefix}-TOTAL_FORMS") or 0), 50)
        return [dict(as_typed(form, data, f"{prefix}-{index}")) for index in range(count)]

    return dict(as_typed(StepForm, data)), rows(NeedForm, "needs"), rows(FollowsForm, "follows")
