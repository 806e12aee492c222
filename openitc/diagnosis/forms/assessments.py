"""What is typed about an enterprise before the questions, and as answers."""

from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Province
from openitc.diagnosis.models import Assessment, CostGroup, Goal, Sector, Track
from openitc.diagnosis.operations.assessments import ALL_OF_IT, MOST_GOALS, About
from openitc.enterprises.models import Enterprise, YearFigures
from openitc.shared.forms import BahtField, capitalised

NOT_APPLICABLE = "none"
LEVELS = [*((str(level), str(level)) for level in range(6)), (NOT_APPLICABLE, NOT_APPLICABLE)]
PARTS = [("0", _("none")), ("1", _("little")), ("2", _("some")), ("4", _("much"))]  # of the money, in relation


class AboutForm(forms.Form):
    """The short step before the first question: only the sector must be said."""

    sector = forms.ChoiceField(
        label=_("What do you make?"),
        choices=lambda: capitalised(Sector.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you make; it decides which levels are enough for you.")},
    )
    goals = forms.MultipleChoiceField(
        label=_("What do you want first?"),
        help_text=_("Up to three. What serves them comes first in your result."),
        required=False,
        choices=lambda: capitalised(Goal.choices),
        widget=forms.CheckboxSelectMultiple,
    )
    sells_already = forms.ChoiceField(
        label=_("Do you sell a product already?"),
        choices=[("yes", _("Yes, we sell")), ("no", _("Not yet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you sell a product already.")},
    )
    years_in_business = forms.IntegerField(
        label=_("Years in business"),
        required=False,
        min_value=0,
        max_value=200,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    province: "forms.ModelChoiceField[Province]" = forms.ModelChoiceField(
        label=_("Province"),
        help_text=_("So that we show what is near you."),
        required=False,
        queryset=Province.objects.all(),
        empty_label=_("Choose a province"),
    )
    growth_percent = forms.IntegerField(
        label=_("Sales compared with the year before, per cent"),
        help_text=_("10 if you sold a tenth more, -5 if a little less."),
        required=False,
        validators=[MinValueValidator(-100), MaxValueValidator(1000)],
    )
    business = forms.ChoiceField(
        label=_("Most of the income comes from"),
        required=False,
        choices=lambda: capitalised(YearFigures.Sector.choices),
        initial=YearFigures.Sector.MANUFACTURING,
    )
    employees = forms.IntegerField(
        label=_("People who work for pay"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    revenue = BahtField(label=_("Sales in the last full year, baht"), required=False)

    def __init__(self, *args: Any, enterprise: Enterprise | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for group in CostGroup:
            self.fields[f"cost_{group.value}"] = forms.ChoiceField(
                label=group.label, required=False, choices=PARTS, widget=forms.RadioSelect
            )
        if enterprise is not None:
            del self.fields["province"]  # it has a place of its own

    @property
    def costs(self) -> list[forms.BoundField]:
        """Where the money goes, a field for each cost group."""
        return [self[f"cost_{group.value}"] for group in CostGroup]

    def clean_goals(self) -> list[str]:
        """Three goals at most."""
        goals: list[str] = self.cleaned_data["goals"]
        if len(goals) > MOST_GOALS:
            raise forms.ValidationError(_("Choose at most three goals, those that matter most now."))
        return goals

    def clean(self) -> dict[str, Any]:
        """People and sales make a size together; one of them says nothing."""
        typed = super().clean() or {}
        given = [name for name in ("employees", "revenue") if typed.get(name) is not None]
        if len(given) == 1 and not {"employees", "revenue"} & set(self.errors):
            missing = "revenue" if given == ["employees"] else "employees"
            self.add_error(missing, _("The size needs people and sales. Fill in both, or neither."))
        return typed

    def about(self) -> About:
        """What was typed, as the operation takes it."""
        typed = self.cleaned_data
        return About(
            sector=typed["sector"],
            goals=typed["goals"],
            cost_shares=shares([int(typed[f"cost_{group.value}"] or 0) for group in CostGroup]),
            years_in_business=typed["years_in_business"],
            sells_already=typed["sells_already"] == "yes",
            growth_percent=typed["growth_percent"],
            province=typed.get("province"),
            business=typed["business"] or YearFigures.Sector.MANUFACTURING,
            employees=typed["employees"],
            revenue=typed["revenue"],
        )


class RoundForm(forms.Form):
    """Before or after support, where both are possible."""

    round = forms.ChoiceField(label=_("When is this?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, rounds: list[str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs["initial"] = {"round": rounds[0]}
        super().__init__(*args, **kwargs)
        words = {
            Assessment.Round.T0: _("Before support (T0): done anew, with today's questions"),
            Assessment.Round.T1: _("After support (T1): compared with the one before"),
            Assessment.Round.T2: _("Later still (T2): compared with the one before support"),
        }
        choices = [(each, words[Assessment.Round(each)]) for each in rounds]
        cast("forms.ChoiceField", self.fields["round"]).choices = choices


class AnswerForm(forms.Form):
    """One answer: a level or that it does not apply, and a note."""

    level = forms.ChoiceField(
        choices=LEVELS, error_messages={"required": _("Choose the sentence that fits best, or that it does not apply.")}
    )
    note = forms.CharField(required=False, max_length=500)

    @property
    def chosen(self) -> int | None:
        """The level; None where it does not apply."""
        level = self.cleaned_data["level"]
        return None if level == NOT_APPLICABLE else int(level)


class FileForm(forms.Form):
    """A photograph or file behind an answer."""

    file = forms.FileField(
        label=_("Photograph or file"),
        error_messages={"required": _("Choose a photograph or a file first.")},
    )


class TrackForm(forms.Form):
    """An advisor's other word on the track."""

    track = forms.ChoiceField(label=_("Track"), choices=Track.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The enterprise reads this beside what the rule said."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )


class ClaimForm(forms.Form):
    """For which of one's enterprises the check was made."""

    enterprise: "forms.ModelChoiceField[Enterprise]" = forms.ModelChoiceField(
        label=_("Enterprise"), queryset=None, widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, enterprises: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Enterprise]", self.fields["enterprise"]).queryset = enterprises


def shares(parts: list[int]) -> list[int]:
    """The parts in per cent, adding up to 100: what is cut off goes to those that lost most. None said: none."""
    total = sum(parts)
    if not total:
        return []
    exact = [part * ALL_OF_IT / total for part in parts]
    whole = [int(share) for share in exact]
    by_loss = sorted(range(len(parts)), key=lambda place: whole[place] - exact[place])
    for place in by_loss[: ALL_OF_IT - sum(whole)]:
        whole[place] += 1
    return whole
