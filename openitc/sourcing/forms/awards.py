"""What is typed when a maker is chosen, and of what comes of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.shared.forms import BahtField, DayField
from openitc.sourcing.models import Award, Delivery, Invitation, Rfq
from openitc.sourcing.queries.awards import Choosable

MOST = 10_000_000
_FIGURES = {"inputmode": "numeric"}


class ChoiceForm(forms.Form):
    """Which maker, and how many."""

    invitation = forms.TypedChoiceField(
        label=_("Maker"), coerce=int, widget=forms.RadioSelect, error_messages={"required": _("Choose a maker.")}
    )
    quantity = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=MOST, widget=forms.NumberInput(_FIGURES), localize=False
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, offered: list[Choosable], quantity: int) -> None:
        super().__init__(typed, initial={"quantity": quantity})
        self.offered = {one.invitation.pk: one.invitation for one in offered}
        choices = [(key, invitation.maker.name) for key, invitation in self.offered.items()]
        self.fields["invitation"].choices = choices  # type: ignore[attr-defined]  # a field of choices has them

    @property
    def chosen(self) -> Invitation:
        """The invitation of the maker that was chosen."""
        return self.offered[self.cleaned_data["invitation"]]


class ReasonForm(forms.Form):
    """Why this maker; asked for where another costs less."""

    reason = forms.CharField(
        label=_("Why this maker"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, needed: bool) -> None:
        super().__init__(typed)
        self.fields["reason"].required = needed


class ContractForm(forms.Form):
    """What the contract says, as far as it is known."""

    number = forms.CharField(label=_("Number of the contract"), max_length=60, required=False)
    signed_on = DayField(label=_("Signed on"), required=False)
    due_on = DayField(label=_("First delivery due on"), required=False)
    total = BahtField(label=_("Total, in baht"), required=False)

    def __init__(self, typed: Mapping[str, Any] | None, *, award: Award, total: int) -> None:
        known = {
            "number": award.contract_number,
            "signed_on": award.signed_on,
            "due_on": award.due_on,
            "total": award.contract_total or total,
        }
        super().__init__(typed, initial=known)


class EndForm(forms.Form):
    """Why an order is called off."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The enterprise and the maker read it."),
    )


class PlannedDeliveryForm(forms.Form):
    """So many are to come by a day."""

    due_on = DayField(label=_("Due on"))
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST, widget=forms.NumberInput(_FIGURES))

    def __init__(self, typed: Mapping[str, Any] | None, *, left: int, due_on: date | None) -> None:
        super().__init__(typed, initial={"quantity": left or None, "due_on": due_on})


class ReceiptForm(forms.Form):
    """What came, and how it was."""

    delivered_on = DayField(label=_("Came on"))
    quantity = forms.IntegerField(
        label=_("How many came"), min_value=1, max_value=MOST, widget=forms.NumberInput(_FIGURES)
    )
    rejected = forms.IntegerField(
        label=_("How many of them were rejected"), min_value=0, max_value=MOST, widget=forms.NumberInput(_FIGURES)
    )
    note = forms.CharField(
        label=_("What was wrong, or good"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, delivery: Delivery, today: date) -> None:
        known = {
            "delivered_on": delivery.delivered_on or today,
            "quantity": delivery.quantity,
            "rejected": delivery.rejected,
            "note": delivery.note,
        }
        super().__init__(typed, initial=known)


def quantity_to_begin_with(rfq: Rfq) -> int:
    """The quantity that is looked at first: the middle one of those asked for."""
    quantity: int = rfq.quantities[len(rfq.quantities) // 2]
    return quantity
