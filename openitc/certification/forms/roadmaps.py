"""What is chosen and said on a roadmap."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.certification.models import Requirement
from openitc.standards.models import Market

LONG = {"rows": 2}


class MarketsForm(forms.Form):
    """Where the product is to be sold."""

    markets = forms.MultipleChoiceField(
        label=_("Where is it to be sold?"), choices=Market.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one market.")},
    )  # fmt: skip


class RequirementForm(forms.Form):
    """Who sees to a requirement, and what staff say of it."""

    doer = forms.CharField(label=_("Who sees to it"), max_length=200, required=False)
    evidence_words = forms.CharField(
        label=_("It is all there: what was seen?"), max_length=300, required=False, widget=forms.Textarea(LONG),
        help_text=_(
            "Only where nobody gives a certificate for it, such as for a label. Say what you saw, and of which day."
        ),
    )  # fmt: skip
    not_needed_reason = forms.CharField(
        label=_("It is not needed: why?"), max_length=300, required=False, widget=forms.Textarea(LONG),
        help_text=_("The enterprise reads the reason."),
    )  # fmt: skip

    def __init__(self, typed: Mapping[str, Any] | None, *, of: Requirement) -> None:
        super().__init__(typed, initial={name: getattr(of, name) for name in self.base_fields})
