"""What is typed about how large an enterprise was."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openitc.enterprises.models import YearFigures
from openitc.shared.forms import BahtField, capitalised
from openitc.shared.text import year_of

YEARS_BACK = 5


class FiguresForm(forms.Form):
    """The figures of one closed year."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, help_text=_("A calendar year that is over."))
    sector = forms.ChoiceField(
        label=_("Where does most of the income come from?"),
        choices=capitalised(YearFigures.Sector.choices),
        widget=forms.RadioSelect,
        help_text=_("Who makes what they sell is in manufacturing."),
    )
    employees = forms.IntegerField(
        label=_("Employees"),
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        help_text=_("People paid to work there at the end of the year, owners who work there included."),
    )
    revenue = BahtField(
        label=_("Income in the year (baht)"), help_text=_("All that was sold in the year, before any cost.")
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, today: date, of: YearFigures | None, year: int) -> None:
        initial = {name: getattr(of, name) for name in self.base_fields} if of else {"sector": "manufacturing"}
        super().__init__(typed, initial=initial | {"year": year})
        language = "th" if get_language() == "th" else "en"
        ends = [date(today.year - back, 12, 31) for back in range(1, YEARS_BACK + 1)]
        choices = [(end.year, str(year_of(end, language=language))) for end in ends]
        if all(year != known for known, _label in choices):
            choices.append((year, str(year_of(date(year, 12, 31), language=language))))
        self.fields["year"].choices = choices  # type: ignore[attr-defined] # a choice
