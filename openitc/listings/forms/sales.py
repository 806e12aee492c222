"""What is typed and sent about sales."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.listings.models import Channel
from openitc.listings.operations.sales import LARGEST_COUNT, LONGEST_PLACE, Month
from openitc.listings.rules.sales import month_of
from openitc.shared.forms import BahtField


class MonthField(forms.CharField):
    """A month as people write it; its value is its first day."""

    widget = forms.TextInput(attrs={"type": "month", "autocomplete": "off"})

    def clean(self, value: Any) -> date | None:  # noqa: ANN401 - as Django declares it
        """The first day of the month."""
        typed = super().clean(value)
        month = month_of(typed) if typed else None
        if typed and month is None:
            text = _("The month is not understood. Write it as 2026-03, 03/2569 or March 2026.")
            raise forms.ValidationError(text)
        return month


class SaleForm(forms.Form):
    """What was sold in one month."""

    use_required_attribute = False
    channel = forms.ModelChoiceField(
        label=_("Channel"), queryset=Channel.objects.filter(retired_at=None), required=False, empty_label=_("Elsewhere")
    )
    elsewhere = forms.CharField(
        label=_("Where else"),
        max_length=LONGEST_PLACE,
        required=False,
        help_text=_("The farm's own shop, a fair, a hotel: where no channel of the list sold it."),
    )
    month = MonthField(label=_("Month"))
    units = forms.IntegerField(label=_("Units sold"), min_value=0, max_value=LARGEST_COUNT)
    revenue = BahtField(label=_("Revenue, in baht"))

    @property
    def told(self) -> Month:
        """What was told, once it is valid."""
        return Month(
            **{name: self.cleaned_data[name] for name in ("channel", "elsewhere", "month", "units", "revenue")}
        )


class SheetForm(forms.Form):
    """A sheet of sales."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Sheet of sales"),
        help_text=_("An .xlsx or CSV file, with or without Thai months and years. Nothing is changed before you look."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
