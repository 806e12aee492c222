"""What is typed about requests by those who ask."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openitc.resources.models import Capability, Kind
from openitc.shared import clock
from openitc.shared.forms import DayField, capitalised
from openitc.sourcing.models import Mark, Rfq
from openitc.sourcing.models.makers import Unit
from openitc.sourcing.operations.requests import MOST_TIERS, Draft
from openitc.sourcing.operations.specifications import Upload

CLOSES = time(16, 30)  # answers are taken until then on the last day
TIER = "quantity_"
DISTANCES = [("", _("Any distance")), *((str(km), f"{km} km") for km in (100, 200, 300, 500, 800))]


def end_of(day: date) -> datetime:
    """The moment on that day until which makers answer."""
    return clock.at(day, CLOSES.hour, CLOSES.minute)


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files as they were chosen; none is as good as some."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:  # noqa: ANN401 - as Django declares it
        """What was chosen, read whole: a file of ours is at most 10 MB."""
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        clean = super().clean
        return [Upload(file.name or "", file.read()) for file in chosen if clean(file, initial)]


class RequestForm(forms.Form):
    """A request on one page: what every invited maker reads first, and what only those read that may know you."""

    use_required_attribute = False
    brief = forms.CharField(
        label=_("What is to be made, without names"),
        max_length=2000,
        error_messages={"required": _("Say in two or three sentences what is to be made.")},
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Every invited maker reads this first. Write neither your name nor the product's: we check."),
    )
    processes = forms.MultipleChoiceField(
        label=_("The maker must be able to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the maker has to be able to do.")},
    )
    unit = forms.ChoiceField(label=_("Counted in"), choices=capitalised(Unit.choices))
    wanted_on = DayField(label=_("First lot wanted by"))
    deadline = DayField(label=_("Answers until"), help_text=_("Until 16:30 on that day."))
    marks = forms.MultipleChoiceField(
        label=_("Certificates the maker must hold"),
        choices=capitalised(Mark.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    max_km = forms.TypedChoiceField(
        label=_("How far away"), choices=DISTANCES, required=False, coerce=int, empty_value=None
    )
    sealed = forms.BooleanField(
        label=_("Sealed: nobody reads a quotation before the deadline"), required=False, initial=True
    )
    specification = forms.CharField(
        label=_("What exactly is wanted"),
        required=False,
        widget=forms.Textarea({"rows": 7}),
        help_text=_("Confidential: read only by makers that accepted the terms and that you agreed to."),
    )
    attachments = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("Recipe, drawing, picture: PDF, picture, Word or Excel, 10 MB each."),
    )

    def __init__(
        self,
        typed: Mapping[str, Any] | None = None,
        files: Any = None,  # noqa: ANN401 - Django's own type of uploaded files is private
        *,
        rfq: Rfq | None = None,
        now: datetime,
    ) -> None:
        super().__init__(typed, files, initial=_initial(rfq, now))
        for turn in range(1, MOST_TIERS + 1):
            self.fields[f"{TIER}{turn}"] = forms.IntegerField(
                label=_("Quantity %(turn)s") % {"turn": turn},
                required=turn == 1,
                min_value=1,
                max_value=100_000_000,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )
        self.capabilities = {str(row.pk): row for row in makeable()}
        named: Any = self.fields["processes"]
        named.choices = sorted(((key, row.name) for key, row in self.capabilities.items()), key=itemgetter(1))

    @property
    def tiers(self) -> list[forms.BoundField]:
        """The fields of the quantities."""
        return [self[f"{TIER}{turn}"] for turn in range(1, MOST_TIERS + 1)]

    @property
    def draft(self) -> Draft:
        """What was typed, as the operations take it; quantities in order, however they were typed."""
        typed = self.cleaned_data
        given = {typed.get(f"{TIER}{turn}") for turn in range(1, MOST_TIERS + 1)}
        names = ("brief", "unit", "wanted_on", "marks", "max_km", "sealed", "specification")
        return Draft(
            processes=[self.capabilities[key] for key in typed["processes"]],
            quantities=sorted(quantity for quantity in given if quantity),
            deadline=end_of(typed["deadline"]),
            files=typed["attachments"],
            **{name: typed[name] for name in names},
        )


def makeable() -> QuerySet[Capability]:
    """What makers are asked for: what machines do."""
    return Capability.objects.filter(kind=Kind.MACHINE).order_by("family", "code")


def _initial(rfq: Rfq | None, now: datetime) -> dict[str, Any]:
    if rfq is None:
        today = clock.local_day(now)
        return {"deadline": today + timedelta(days=14), "wanted_on": today + timedelta(days=75), "sealed": True}
    latest = rfq.specifications.first()
    names = ("brief", "unit", "wanted_on", "marks", "max_km", "sealed")
    tiers = {f"{TIER}{turn}": quantity for turn, quantity in enumerate(rfq.quantities, 1)}
    rest = {
        "processes": [str(key) for key in rfq.processes.values_list("pk", flat=True)],
        "deadline": clock.local_day(rfq.deadline),
        "specification": latest.text if latest else "",
    }
    return {**{name: getattr(rfq, name) for name in names}, **tiers, **rest}


class SpecificationForm(forms.Form):
    """Another version of what is wanted."""

    text = forms.CharField(label=_("What exactly is wanted now"), required=False, widget=forms.Textarea({"rows": 8}))
    attachments = FilesField(label=_("Files"), required=False, help_text=_("PDF, picture, Word or Excel, 10 MB each."))


class DeadlineForm(forms.Form):
    """More time."""

    deadline = DayField(label=_("Answers until"), help_text=_("Until 16:30 on that day. Time can only be added."))


class WithdrawalForm(forms.Form):
    """Why a request is taken back."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The makers you asked read this. Write no names."),
    )


class WordForm(forms.Form):
    """The enterprise's word on one maker; staff says how they had it."""

    note = forms.CharField(
        label=_("How you had the enterprise's word"),
        max_length=300,
        error_messages={
            "required": _("Say how you had the enterprise's word: by telephone, in person, and from whom.")
        },
        help_text=_("For example: by telephone from Khun Somsri this morning."),
    )

    def __init__(self, typed: Mapping[str, Any] | None = None, *, staff: bool) -> None:
        super().__init__(typed)
        if not staff:
            del self.fields["note"]


class ReplyForm(forms.Form):
    """The answer to a question."""

    text = forms.CharField(
        label=_("Answer"),
        max_length=4000,
        error_messages={"required": _("Write the answer.")},
        widget=forms.Textarea({"rows": 4}),
        help_text=_("All makers that may read the specification read question and answer, and never who asked."),
    )
