"""What the demand of areas is narrowed down by."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Province
from openitc.resources.models import UnmetNeed
from openitc.shared.forms import capitalised
from openitc.shared.text import fiscal_year
from openitc.sourcing.forms.makers import province_choices
from openitc.sourcing.queries.demand import Asked, years_kept
from openitc.sourcing.rules.periods import QUARTERS, Period


class DemandForm(forms.Form):
    """A period, what was missing, and where; what cannot be understood narrows nothing."""

    year = forms.TypedChoiceField(label=_("Fiscal year"), required=False, coerce=int)
    quarter = forms.TypedChoiceField(label=_("Quarter"), required=False, coerce=int)
    kind = forms.ChoiceField(
        label=_("What was missing"), required=False,
        choices=capitalised(UnmetNeed.Kind.choices, blank=_("Anything")),
    )  # fmt: skip
    province = forms.ChoiceField(label=_("Province"), required=False)

    def __init__(self, typed: Mapping[str, str], *, on: date) -> None:
        super().__init__({"year": str(fiscal_year(on)), **typed})
        self._today = on
        self._provinces = {province.code: province for province in Province.objects.all()}
        self._offer("year", [(str(year), str(year)) for year in years_kept(on=on)])
        quarters = [(str(number), gettext("Quarter %(number)s") % {"number": number}) for number in QUARTERS]
        self._offer("quarter", [("", gettext("The whole year")), *quarters])
        self._offer("province", [("", gettext("The whole country")), *province_choices(self._provinces)])

    def _offer(self, name: str, choices: list[tuple[str, object]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined] # a closed list

    @property
    def asked(self) -> Asked:
        """What could be understood of it."""
        self.is_valid()
        typed = self.cleaned_data
        period = Period(typed.get("year") or fiscal_year(self._today), typed.get("quarter") or None)
        return Asked(period=period, kind=typed.get("kind", ""), province=self._provinces.get(typed.get("province", "")))

    @property
    def narrows(self) -> bool:
        """Whether more than the year was asked."""
        return any(self.data.get(name) for name in ("quarter", "kind", "province"))
