"""What is typed to plan a market test: for every kind the same frame, and what only this kind asks."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.certification.models import Lot
from openitc.certification.rules.lots import is_food
from openitc.market_tests.forms.settings import (
    ChoiceSettings,
    IntentSettings,
    LikingSettings,
    PilotSettings,
    PriceSettings,
    SettingsForm,
)
from openitc.market_tests.models import MarketTest
from openitc.market_tests.operations.market_tests import Plan
from openitc.market_tests.queries.allergens import ALLERGENS
from openitc.market_tests.queries.explained import consent_texts, margins_to_choose, usual_question
from openitc.market_tests.queries.market_tests import TASTED, lots_to_choose
from openitc.shared import clock
from openitc.shared.forms import DayField, capitalised


class PlanForm(SettingsForm):
    """The frame of a test of any kind; each of its kinds adds what only it asks."""

    kind: str

    @property
    def template(self) -> str:
        """Where the fields stand that only this kind has."""
        return f"market_tests/_settings_{self.kind}.html"

    question_th = forms.CharField(label=_("What is the test to find out? (Thai)"), max_length=300)
    question_en = forms.CharField(label=_("What is the test to find out? (English)"), max_length=300, required=False)
    margin = forms.ChoiceField(label=_("How exactly do you want to know it?"), widget=forms.RadioSelect)
    place_th = forms.CharField(label=_("Place (Thai)"), max_length=200, required=False)
    place_en = forms.CharField(label=_("Place (English)"), max_length=200, required=False)
    begins_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    found_by = forms.ChoiceField(
        label=_("How are people found?"),
        choices=capitalised(MarketTest.FoundBy.choices),
        help_text=_("It is told beside every result: customers who like you already answer kindly."),
    )
    lots = forms.ModelMultipleChoiceField(
        label=_("Lots that are used"), queryset=Lot.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    allergens = forms.MultipleChoiceField(
        label=_("It contains, or may contain"),
        choices=capitalised(ALLERGENS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everyone is warned before they taste."),
    )
    none_of_these = forms.BooleanField(label=_("It contains none of these"), required=False)
    consent_th = forms.CharField(label=_("What people agree to (Thai)"), widget=forms.Textarea({"rows": 4}))
    consent_en = forms.CharField(label=_("What people agree to (English)"), widget=forms.Textarea({"rows": 4}))

    def __init__(
        self,
        typed: Mapping[str, Any] | None = None,
        *,
        case: Case,
        test: MarketTest | None = None,
        now: Any,  # noqa: ANN401 - a datetime; Django's stubs widen what a form is given
    ) -> None:
        super().__init__(typed, initial=self._initial(test))
        self.warns = self.kind in TASTED and is_food(case.product.isic)
        fields: dict[str, Any] = self.fields
        fields["margin"].choices = margins_to_choose(self.kind)
        fields["lots"].queryset = lots_to_choose(case, self.kind, on=clock.local_day(now))
        fields["lots"].label_from_instance = _lot_words
        if not self.warns:
            del self.fields["allergens"], self.fields["none_of_these"]

    def clean(self) -> dict[str, Any]:
        """Nobody tastes unwarned because nobody thought of it."""
        typed = super().clean() or {}
        if self.warns and not typed.get("allergens") and not typed.get("none_of_these"):
            self.add_error(
                "allergens", _("Say what it contains, or that it contains none of these: people rely on it.")
            )
        return typed

    @property
    def draft(self) -> Plan:
        """What was typed, as the operations take it."""
        typed = self.cleaned_data
        names = ("question_th", "question_en", "place_th", "place_en", "begins_on", "ends_on", "found_by")
        return Plan(
            kind=self.kind,
            settings=self.settings,
            margin=float(typed["margin"]),
            lots=list(typed["lots"]),
            allergens=typed.get("allergens", []),
            consent_th=typed["consent_th"],
            consent_en=typed["consent_en"],
            **{name: typed[name] for name in names},
        )

    def _initial(self, test: MarketTest | None) -> dict[str, Any]:
        if test is None:
            return {
                **usual_question(self.kind),
                **consent_texts(),
                "margin": margins_to_choose(self.kind)[0][0],
                "found_by": MarketTest.FoundBy.PASSERS_BY,
            }
        names = ("question_th", "question_en", "place_th", "place_en", "begins_on", "ends_on", "found_by", "allergens")
        return {
            **{name: getattr(test, name) for name in (*names, "consent_th", "consent_en")},
            **self.typed_of(test.settings),
            "margin": f"{float(test.precision['margin']):g}",
            "lots": list(test.lots.values_list("pk", flat=True)),
            "none_of_these": not test.allergens,
        }


class LikingForm(PlanForm, LikingSettings):
    """A test of liking."""

    kind = "liking"


class PriceForm(PlanForm, PriceSettings):
    """A test of four prices."""

    kind = "price"


class IntentForm(PlanForm, IntentSettings):
    """A test of a ladder of prices."""

    kind = "intent"


class ChoiceForm(PlanForm, ChoiceSettings):
    """A test of A and B."""

    kind = "choice"


class PilotForm(PlanForm, PilotSettings):
    """A pilot sale."""

    kind = "pilot"


FORMS: dict[str, type[PlanForm]] = {
    form.kind: form for form in (LikingForm, PriceForm, IntentForm, ChoiceForm, PilotForm)
}


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why: it stays in the history of the case.")},
    )


def _lot_words(lot: Any) -> str:  # noqa: ANN401 - as Django declares it
    return f"{lot.code} · {lot.get_purpose_display()}"
