"""What is typed about enterprises, their products and people."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openitc.centers.industries import industry_choices
from openitc.centers.models import Center, Province
from openitc.enterprises.models import Enterprise, Product
from openitc.enterprises.operations import Profile
from openitc.enterprises.rules import digits_of
from openitc.shared.forms import DayField, capitalised


def provinces() -> QuerySet[Province]:
    """The provinces as a person looks for them: by name."""
    return Province.objects.order_by("name_th")


class FilterForm(forms.Form):
    """What a list of enterprises is narrowed down by."""

    q = forms.CharField(label=_("Find"), required=False, widget=forms.TextInput({"type": "search"}))
    province: "forms.ModelChoiceField[Province]" = forms.ModelChoiceField(
        label=_("Province"), required=False, queryset=None, empty_label=_("All provinces")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=capitalised(Enterprise.Kind.choices, blank=_("All kinds"))
    )

    def __init__(self, typed: Mapping[str, Any]) -> None:
        super().__init__(typed)
        self.fields["province"].queryset = provinces()  # type: ignore[attr-defined] # a choice of rows


class EnterpriseForm(forms.Form):
    """The profile of an enterprise; only the name, the kind and the province are needed to begin."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=capitalised(Enterprise.Kind.choices),
        initial=Enterprise.Kind.COMMUNITY,
        widget=forms.RadioSelect,
    )
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200, help_text=_("As people say it."))
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    province: "forms.ModelChoiceField[Province]" = forms.ModelChoiceField(
        label=_("Province"), queryset=None, empty_label=_("Choose a province")
    )
    district_th = forms.CharField(label=_("District"), max_length=100, required=False)
    district_en = forms.CharField(label=_("District in English"), max_length=100, required=False)
    registration = forms.CharField(
        label=_("13-digit number"),
        required=False,
        max_length=20,
        help_text=_("Of the company or the owner. Leave it empty if there is none: nobody needs one to begin."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    contact_name = forms.CharField(label=_("Person to ask for"), max_length=200, required=False)
    contact_phone = forms.CharField(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput({"type": "tel"})
    )
    contact_email = forms.EmailField(label=_("E-mail"), required=False)
    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=5.5, max_value=20.6)
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=97.2, max_value=105.8)

    def __init__(self, typed: Mapping[str, Any] | None, *, of: Enterprise | None = None) -> None:
        initial = {name: getattr(of, name) for name in self.base_fields} if of else {}
        self.kept_number = (of.registration or "") if of else ""
        if of:
            initial["registration"] = of.shown_registration
        self.shown_number = initial.get("registration", "")
        super().__init__(typed, initial=initial)
        self.fields["province"].queryset = provinces()  # type: ignore[attr-defined] # a choice of rows

    def clean_registration(self) -> str:
        """The digits alone; a masked number that was left as it stood is the number it hides."""
        typed: str = self.cleaned_data["registration"]
        return self.kept_number if typed == self.shown_number else digits_of(typed)

    def profile(self) -> Profile:
        """What was typed, checked."""
        return Profile(**self.cleaned_data)


class CenterForm(forms.Form):
    """One of some centers."""

    center: "forms.ModelChoiceField[Center]" = forms.ModelChoiceField(
        label=_("Center"), queryset=None, empty_label=None
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, centers: QuerySet[Center]) -> None:
        super().__init__(typed)
        self.fields["center"].queryset = centers  # type: ignore[attr-defined] # a choice of rows


class ProductForm(forms.Form):
    """A product, or the idea of one."""

    name_th = forms.CharField(label=_("Name in Thai"), max_length=200, help_text=_("A working title will do."))
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    isic = forms.ChoiceField(label=_("Industry"), required=False, choices=industry_choices(blank=_("Not decided yet")))
    description = forms.CharField(
        label=_("What it is"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("What it is made of, for whom, and what makes it yours. Only you and your centers read it."),
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, of: Product | None = None) -> None:
        initial = {name: getattr(of, name) for name in self.base_fields} if of else {}
        super().__init__(typed, initial=initial)


class MemberForm(forms.Form):
    """Somebody who is to act for the enterprise."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty for somebody who stays."),
    )
