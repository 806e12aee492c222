"""What is typed about lots."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.cases.queries import centers_taking_cases
from openitc.certification.models import Certificate, Lot
from openitc.certification.rules.lots import is_food
from openitc.shared import clock
from openitc.shared.forms import DayField


class CenterChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """A center by its name, in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401 - as Django declares it
        """As it is called."""
        return str(obj.name)


class LicenceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # same
    """A licence by its number and what it is."""

    def label_from_instance(self, obj: Certificate) -> str:
        """Number, standard and place."""
        return " · ".join(filter(None, (obj.number, obj.standard.name, obj.place)))


class LotForm(forms.Form):
    """One batch: when, where, how much, and for what."""

    use_required_attribute = False
    made_on = DayField(label=_("Made on"))
    center = CenterChoice(
        label=_("Where"), queryset=centers_taking_cases().none(), required=False, empty_label=_("Somewhere else")
    )
    place = forms.CharField(
        label=_("If somewhere else: the place"), max_length=200, required=False,
        help_text=_("The kitchen, workshop or factory, as its licence names it."),
    )  # fmt: skip
    units = forms.IntegerField(
        label=_("How many units"), min_value=1, max_value=10_000_000, help_text=_("Bags, bottles, pieces.")
    )
    best_before = DayField(label=_("Best before"), required=False)
    purpose = forms.ChoiceField(label=_("What for"), choices=Lot.Purpose.choices, widget=forms.RadioSelect)
    licence = LicenceChoice(
        label=_("Made under this licence"), queryset=Certificate.objects.none(), required=False,
        empty_label=_("The one in force on that day"), help_text=_("Asked only of food that is for sale."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("What is new about this lot"), max_length=300, required=False,
        help_text=_("For example: dried two hours longer."),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, now: datetime, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        today: date = clock.local_day(now)
        kwargs["initial"] = {"made_on": today, "center": case.center_id, "purpose": Lot.Purpose.TRIAL}
        super().__init__(*args, **kwargs)
        self.fields["center"].queryset = centers_taking_cases()  # type: ignore[attr-defined]  # a model's choices
        licences = case.enterprise.certificates.filter(withdrawn_at=None, seen_at__isnull=False)
        if is_food(case.product.isic) and licences.exists():
            self.fields["licence"].queryset = licences.select_related("standard")  # type: ignore[attr-defined]  # same
        else:
            del self.fields["licence"]


class ReasonForm(forms.Form):
    """Why."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why, in a few words.")},
    )  # fmt: skip
