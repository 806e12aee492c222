"""What is typed about the conditions of a way."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.bookings.models import Booking
from openitc.cases.models import Case
from openitc.cases.queries import steps_of
from openitc.centers.models import Center
from openitc.pathways.models import Step
from openitc.routes.models import Conditions
from openitc.routes.queries.wording import language
from openitc.shared.forms import DayField
from openitc.shared.money import SATANG_A_BAHT
from openitc.shared.text import span

HIGHEST_BUDGET = 100_000_000  # baht
FARTHEST = 20_000  # km


class BudgetField(forms.DecimalField):
    """An amount typed in baht, handed on in satang; blank is no limit."""

    def clean(self, value: object) -> int | None:
        """Whole satang, or nothing."""
        amount: Decimal | None = super().clean(value)
        return None if amount is None else int(amount * SATANG_A_BAHT)

    def prepare_value(self, value: object) -> object:
        """Satang come as whole numbers, what was typed comes as text."""
        return Decimal(value) / SATANG_A_BAHT if isinstance(value, int) else value


class BookingChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of Django's own it takes none when run
    """Bookings by step and time."""

    def label_from_instance(self, booking: Booking) -> str:
        """The step, when and where."""
        when = span(booking.during.lower, booking.during.upper, language=language())
        return f"{booking.step.name if booking.step else booking.purpose} · {when} · {booking.center.name}"


class ConditionsForm(forms.Form):
    """Limits, centers, and what of the way is settled already."""

    not_before = DayField(label=_("Not before"), required=False)
    deadline = DayField(label=_("Done by"), required=False)
    max_km = forms.IntegerField(
        label=_("Most travel, in kilometres"), required=False, min_value=0, max_value=FARTHEST,
        help_text=_("There and back, all visits together. Blank: any distance."),
    )  # fmt: skip
    max_cost = BudgetField(
        label=_("Budget, in baht"), required=False, min_value=0, max_value=HIGHEST_BUDGET, decimal_places=2,
        help_text=_("Fees and parcels together. Blank: any cost."),
    )  # fmt: skip
    only_centers = forms.ModelMultipleChoiceField(
        label=_("Only these centers"), queryset=Center.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: every center."),
    )  # fmt: skip
    avoided_centers = forms.ModelMultipleChoiceField(
        label=_("Not these centers"), queryset=Center.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    done = forms.ModelMultipleChoiceField(
        label=_("Steps that are done"), queryset=Step.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("They are not planned again."),
    )  # fmt: skip
    done_at = forms.ModelChoiceField(
        label=_("Where what came of them is now"), queryset=Center.objects.none(), required=False,
        help_text=_("A sample for a later step is sent from there."),
    )  # fmt: skip
    pinned = BookingChoice(
        label=_("Bookings that stay as they are"), queryset=Booking.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("The other steps are planned round them."),
    )  # fmt: skip

    def __init__(self, *args: object, case: Case, bookings: Sequence[Booking], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what forms.Form takes
        serving = Center.objects.filter(status__in=(Center.Status.PILOT, Center.Status.OPENED)).order_by("code")
        for name in ("only_centers", "avoided_centers", "done_at"):
            self.fields[name].queryset = serving  # type: ignore[attr-defined]  # fields of models have one
        self.fields["done"].queryset = steps_of(case)  # type: ignore[attr-defined]  # so does this
        pinnable = Booking.objects.filter(pk__in=[booking.pk for booking in bookings])
        self.fields["pinned"].queryset = pinnable.select_related("step", "center")  # type: ignore[attr-defined]  # and this
        if not bookings:
            del self.fields["pinned"]

    @staticmethod
    def facts_of(
        case: Case, conditions: Conditions | None, bookings: Sequence[Booking]
    ) -> dict[str, date | int | list[int] | None]:
        """What holds now, to be changed."""
        facts: dict[str, date | int | list[int] | None] = {
            "done": list(case.done_steps.filter(withdrawn_at=None).values_list("step", flat=True)),
            "done_at": case.center_id,
            "pinned": [booking.pk for booking in bookings if booking.pinned_at is not None],
        }
        if conditions is None:
            return facts
        return facts | {
            "not_before": conditions.not_before,
            "deadline": conditions.deadline,
            "max_km": conditions.max_km,
            "max_cost": conditions.max_cost,
            "only_centers": [center.pk for center in conditions.only_centers.all()],
            "avoided_centers": [center.pk for center in conditions.avoided_centers.all()],
        }


class PositionForm(forms.Form):
    """Which of the routes is shown in full."""

    route = forms.IntegerField(required=False)

    def position(self) -> int | None:
        """The position asked for, where it is one."""
        self.is_valid()
        found: int | None = self.cleaned_data.get("route")
        return found
