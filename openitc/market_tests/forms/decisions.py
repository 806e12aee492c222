"""What is typed to decide after a market test."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.cases.queries import steps_of
from openitc.market_tests.models import Decision
from openitc.pathways.models import Step
from openitc.shared.forms import capitalised


class DecisionForm(forms.Form):
    """Go, change or stop, and why; on change where the next round begins."""

    use_required_attribute = False
    verdict = forms.ChoiceField(
        label=_("How does it go on?"),
        choices=capitalised(
            [
                (Decision.Verdict.GO, _("Go: bring it to market as it is")),
                (Decision.Verdict.CHANGE, _("Change: another round of the prototype")),
                (Decision.Verdict.STOP, _("Stop: do not bring it to market")),
            ]
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose go, change or stop.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why: everyone on the case reads it.")},
    )
    learnt = forms.CharField(
        label=_("What was learnt about the product"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It goes to the notes of the case. A change needs it."),
    )
    first_step = forms.ModelChoiceField(
        label=_("On change: begin again with"),
        queryset=Step.objects.none(),
        required=False,
        help_text=_("This step and all that follow it are to do again."),
    )
    few_answers_reason = forms.CharField(
        label=_("Why you decide on so few answers"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, typed: Mapping[str, Any] | None = None, *, case: Case, few: bool) -> None:
        super().__init__(typed)
        fields: dict[str, Any] = self.fields
        fields["first_step"].queryset = steps_of(case)
        if not few:
            del self.fields["few_answers_reason"]
