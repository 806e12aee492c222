"""What is typed about a listing by those who keep it."""

from dataclasses import fields
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from openitc.listings.models import Listing
from openitc.listings.operations.listings import Told
from openitc.listings.rules.gtin import compact, is_gtin, is_hs_code
from openitc.market_tests.queries.allergens import ALLERGENS
from openitc.shared.forms import BahtField


def _text(label: Any, longest: int, **more: Any) -> forms.CharField:  # noqa: ANN401 - as Django's fields take them
    return forms.CharField(label=label, max_length=longest, required=False, **more)


def _paragraph(label: Any, longest: int, rows: int = 4, **more: Any) -> forms.CharField:  # noqa: ANN401 - as above
    return _text(label, longest, widget=forms.Textarea({"rows": rows}), **more)


def _grams(label: Any) -> forms.DecimalField:  # noqa: ANN401 - as above
    return forms.DecimalField(label=label, min_value=0, max_digits=10, decimal_places=2, required=False)


class NumberField(forms.CharField):
    """A number as it stands on a package: spaces, points and hyphens are understood."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - as Django declares it
        """Its digits."""
        return compact(super().to_python(value) or "")


class ListingForm(forms.Form):
    """The words and numbers of a listing."""

    use_required_attribute = False
    title_th = forms.CharField(
        label=_("Name in Thai"), max_length=150, error_messages={"required": _("Enter the product's name in Thai.")}
    )
    title_en = _text(_("Name in English"), 150)
    summary_th = _paragraph(
        _("What it is, in Thai"), 500, help_text=_("Two or three sentences that a stranger understands.")
    )
    summary_en = _paragraph(_("What it is, in English"), 500)
    ingredients_th = _paragraph(_("Ingredients or materials, in Thai"), 2000, rows=3)
    ingredients_en = _paragraph(_("Ingredients or materials, in English"), 2000, rows=3)
    storage_th = _text(_("How to keep it, in Thai"), 200)
    storage_en = _text(_("How to keep it, in English"), 200)
    allergens = forms.MultipleChoiceField(
        label=_("Allergens in it"),
        choices=list(ALLERGENS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what is in it, even in traces. For food only."),
    )
    brand = _text(_("Brand"), 70)
    gtin = NumberField(
        label=_("Number under the bar code (GTIN)"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("8, 12, 13 or 14 digits, from GS1. Leave it out while there is none."),
    )
    hs_code = NumberField(
        label=_("Customs code (HS)"),
        max_length=16,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("6, 8 or 10 digits. Ask customs where you are not sure."),
    )
    net_weight = _grams(_("Net weight, grams"))
    gross_weight = _grams(_("Weight as shipped, grams"))
    shelf_life_days = forms.IntegerField(label=_("Shelf life, days"), min_value=1, max_value=3650, required=False)
    price = BahtField(label=_("Price of one unit, baht"), required=False, help_text=_("With VAT."))
    moq = forms.IntegerField(
        label=_("Least order of a trade buyer, units"), min_value=1, max_value=10_000_000, required=False
    )

    def __init__(self, *args: Any, of: Listing, **kwargs: Any) -> None:  # noqa: ANN401 - as Django declares it
        facts = {field.name: getattr(of, field.name) for field in fields(Told)}
        for name in ("net_weight", "gross_weight"):
            if facts[name] is not None:
                facts[name] = f"{facts[name]:f}".rstrip("0").rstrip(".")  # 100, not 100.00
        kwargs["initial"] = facts
        super().__init__(*args, **kwargs)

    def clean_gtin(self) -> str:
        """A number whose last digit checks the others."""
        digits: str = self.cleaned_data["gtin"]
        if digits and not is_gtin(digits):
            text = _("The last digit does not check the others. Read the number under the bar code again.")
            raise ValidationError(text)
        return digits

    def clean_hs_code(self) -> str:
        """A code that may be one."""
        digits: str = self.cleaned_data["hs_code"]
        if digits and not is_hs_code(digits):
            raise ValidationError(_("A customs code has 6, 8 or 10 digits and begins with a chapter from 01 to 97."))
        return digits

    def told(self) -> Told:
        """What the listing says."""
        facts = dict(self.cleaned_data)
        return Told(**(facts | {"allergens": tuple(facts["allergens"])}))


class PlaceForm(forms.Form):
    """A place to buy."""

    use_required_attribute = False
    name_th = forms.CharField(
        label=_("Shop or page, in Thai"),
        max_length=150,
        error_messages={"required": _("Say in Thai what the shop or the page is called.")},
    )
    name_en = _text(_("In English"), 150)
    url = forms.URLField(label=_("Its address on the internet"), max_length=400, required=False, assume_scheme="https")
