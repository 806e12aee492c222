"""What is typed in answer to a request, and by those who read the answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openitc.shared.forms import BahtField, DayField
from openitc.sourcing.models import Quote, Rfq
from openitc.sourcing.rules.quotations import Offer, landed_at, total_at

PRICE = "price_"
Field = forms.BoundField


class QuoteForm(forms.Form):
    """A quotation for a request: a price for one unit at each quantity asked for, and what else it takes.

    `QuoteForm(request.POST or None, rfq=…, last=…)`; `last` is the maker's own standing quotation, to begin from.
    `facts` is what `operations.quotes.give_quote` takes. Shown by `sourcing/_quote_form.html`.
    """

    tooling = BahtField(
        label=_("Tooling, once"), required=False, help_text=_("Moulds, plates, first samples: in baht, for the order.")
    )
    delivery = BahtField(
        label=_("Delivery to the enterprise"),
        required=False,
        help_text=_("In baht, for one order; empty: it is included."),
    )
    lead_days = forms.IntegerField(
        label=_("Days from order to delivery"), widget=forms.NumberInput({"inputmode": "numeric"}), min_value=1
    )
    valid_until = DayField(label=_("The quotation is valid until"))
    payment_terms = forms.CharField(
        label=_("Payment"), max_length=300, required=False, help_text=_("For example: half on order, half on delivery.")
    )
    note = forms.CharField(
        label=_("Anything else to know"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    name = forms.CharField(label=_("Your name"), max_length=200)

    def __init__(
        self, typed: Mapping[str, Any] | None = None, *, rfq: Rfq, last: Quote | None = None, name: str = ""
    ) -> None:
        super().__init__(typed, initial=_as_given(last) if last else {"name": name})
        self.rfq = rfq
        prices = {f"{PRICE}{quantity}": _price_field(rfq, quantity) for quantity in rfq.quantities}
        self.fields = prices | self.fields

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        typed = self.cleaned_data
        rest = {name: value for name, value in typed.items() if not name.startswith(PRICE)}
        prices = {int(name.removeprefix(PRICE)): value for name, value in typed.items() if name.startswith(PRICE)}
        once = {"tooling": typed["tooling"] or 0, "delivery": typed["delivery"] or 0}
        return {**rest, **once, "prices": {quantity: price for quantity, price in prices.items() if price is not None}}

    @property
    def tiers(self) -> list[tuple[int, Field, int | None, int | None]]:
        """Each quantity with its field, and where it is priced what that comes to: in all, and a unit landed."""
        offer = self._offer()
        found = []
        for quantity in self.rfq.quantities:
            priced = offer is not None and quantity in dict(offer.prices)
            total = total_at(offer, quantity) if offer and priced else None
            landed = landed_at(offer, quantity) if offer and priced else None
            found.append((quantity, self[f"{PRICE}{quantity}"], total, landed))
        return found

    @property
    def costs(self) -> list[Field]:
        """What is paid once for an order."""
        return [self["tooling"], self["delivery"]]

    @property
    def terms(self) -> list[Field]:
        """The rest."""
        return [self[name] for name in ("lead_days", "valid_until", "payment_terms", "note", "name")]

    def _offer(self) -> Offer | None:
        known: Mapping[str, Any] = getattr(self, "cleaned_data", {}) if self.is_bound else self.initial
        prices = tuple(
            (quantity, price) for quantity in self.rfq.quantities if (price := known.get(f"{PRICE}{quantity}"))
        )
        once = {"tooling": known.get("tooling") or 0, "delivery": known.get("delivery") or 0}
        return Offer(key=0, prices=prices, **once) if prices else None


def _price_field(rfq: Rfq, quantity: int) -> BahtField:
    label = gettext("Price of one at %(quantity)s %(unit)s") % {
        "quantity": f"{quantity:,}",
        "unit": rfq.get_unit_display(),
    }
    return BahtField(label=label, required=False)


def _as_given(last: Quote) -> dict[str, int | str | date]:
    prices = {f"{PRICE}{price.quantity}": price.unit_price for price in last.prices.all()}
    return {
        **prices,
        "tooling": last.tooling,
        "delivery": last.delivery,
        "lead_days": last.lead_days,
        "valid_until": last.valid_until,
        "payment_terms": last.payment_terms,
        "note": last.note,
        "name": last.given_name,
    }


class RemarkForm(forms.Form):
    """What the reader notes beside a quotation."""

    text = forms.CharField(label=_("Your note"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
