"""What somebody looks for among standards."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.centers.industries import industry_choices
from openitc.shared.forms import capitalised
from openitc.standards.models import Edition, Market
from openitc.standards.queries.pages import Wanted


class CatalogueForm(forms.Form):
    """A kind of product and a place to sell it; everything is optional, and rubbish narrows nothing."""

    kind = forms.ChoiceField(label=_("I make"), required=False, choices=industry_choices(blank=_("anything")))
    market = forms.ChoiceField(
        label=_("and sell in"), required=False, choices=capitalised(Market.choices, blank=_("any market"))
    )
    weight = forms.ChoiceField(
        label=_("How hard it is asked for"), required=False, choices=capitalised(Edition.Weight.choices, blank=_("All"))
    )
    q = forms.CharField(
        label=_("Word or mark"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )

    def __init__(self, typed: Mapping[str, str]) -> None:
        super().__init__(typed)

    @property
    def wanted(self) -> Wanted:
        """What could be understood of it."""
        self.is_valid()
        typed = self.cleaned_data
        return Wanted(
            isic=typed.get("kind", ""),
            market=typed.get("market", ""),
            weight=typed.get("weight", ""),
            text=typed.get("q", ""),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything was looked for."""
        return any(self.data.get(name) for name in self.fields)
