"""What is typed about a day of a pilot sale."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.certification.models import Lot
from openitc.market_tests.models import MarketTest
from openitc.shared import clock
from openitc.shared.forms import BahtField, DayField

MOST_UNITS = 1_000_000


class SaleForm(forms.Form):
    """How many units of a lot were offered and sold on one day."""

    use_required_attribute = False
    lot = forms.ModelChoiceField(label=_("Lot"), queryset=Lot.objects.none(), empty_label=None)
    on = DayField(label=_("Day"))
    offered = forms.IntegerField(label=_("Units for sale"), min_value=1, max_value=MOST_UNITS)
    sold = forms.IntegerField(label=_("Units sold"), min_value=0, max_value=MOST_UNITS)
    price = BahtField(label=_("Price in baht"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    def __init__(self, typed: Mapping[str, Any] | None = None, *, test: MarketTest, now: datetime) -> None:
        today = min(max(clock.local_day(now), test.begins_on), test.ends_on)
        initial = {"on": today, "price": test.settings.get("price"), "place": test.place}
        super().__init__(typed, initial=initial)
        fields: dict[str, Any] = self.fields
        fields["lot"].queryset = test.lots.all()
