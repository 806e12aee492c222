"""What is typed about bookings."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from openitc.bookings.queries.catalogue import Wanted
from openitc.cases.access import cases_visible_to
from openitc.cases.models import Case
from openitc.centers.models import Center, Province
from openitc.enterprises.access import enterprises_visible_to
from openitc.enterprises.models import Enterprise
from openitc.people.models import User
from openitc.resources.models import Capability, Closure, Kind, Resource
from openitc.shared import clock
from openitc.shared.forms import DayField, Words
from openitc.ui.lengths import distance

DISTANCES = (30, 60, 120, 250, 500)


def hour_input() -> forms.TimeInput:
    """An hour as browsers ask for it."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 900})


def distances() -> Words:
    """How far away at most, in the reader's language, which is known only when it is asked."""
    return [("", _("Any distance")), *((str(km), distance(km)) for km in DISTANCES)]


class CatalogueForm(forms.Form):
    """What a person looks for; everything is optional."""

    q = forms.CharField(label=_("What do you need?"), required=False)
    capability = forms.ModelChoiceField(
        label=_("What it can do"),
        queryset=Capability.objects.order_by("kind", "code"),
        to_field_name="code",
        required=False,
        empty_label=_("Anything"),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Kind.choices])
    near = forms.ChoiceField(label=_("Near"), required=False)
    km = forms.TypedChoiceField(
        label=_("At most"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=distances,
    )
    on = DayField(label=_("Free on"), required=False)
    center = forms.ModelChoiceField(
        label=_("Center"),
        queryset=Center.objects.exclude(status=Center.Status.PLANNED),
        to_field_name="code",
        required=False,
        empty_label=_("All centers"),
    )
    sort = forms.ChoiceField(
        label=_("First"), required=False, choices=[("", _("The nearest")), ("soonest", _("The soonest free"))]
    )

    def __init__(self, typed: Mapping[str, str]) -> None:
        super().__init__(typed)
        self._places: dict[str, Province | Center] = {}
        provinces = {f"province:{province.code}": province for province in Province.objects.all()}
        centers = {f"center:{center.code}": center for center in Center.objects.all()}
        self._places |= provinces
        self._places |= centers
        near = self.fields["near"]
        assert isinstance(near, forms.ChoiceField)  # noqa: S101 - tells mypy what the class body says
        near.choices = [
            ("", _("Anywhere")),
            (_("Province"), sorted(((key, row.name) for key, row in provinces.items()), key=lambda pair: pair[1])),
            (_("Center"), [(key, row.name) for key, row in centers.items()]),
        ]

    @property
    def wanted(self) -> Wanted:
        """What could be understood of it; what could not narrows nothing."""
        self.is_valid()
        typed = self.cleaned_data
        return Wanted(
            text=typed.get("q", ""),
            capability=typed.get("capability"),
            kind=typed.get("kind", ""),
            center=typed.get("center"),
            near=self._places.get(typed.get("near", "")),
            most_km=typed.get("km"),
            on=typed.get("on"),
            soonest=typed.get("sort") == "soonest",
        )


class TimesForm(forms.Form):
    """A day with a start and an end; the end may lie on a later day."""

    date = DayField(label=_("Day"))
    start = forms.TimeField(label=_("From"), widget=hour_input())
    end = forms.TimeField(label=_("To"), widget=hour_input())
    until = DayField(label=_("Ends on a later day"), required=False, help_text=_("Blank: on the same day."))

    def clean(self) -> dict[str, object]:
        """Both moments, the end after the start."""
        typed = self.cleaned_data
        if {"date", "start", "end"} <= typed.keys():
            begin, close = typed["start"], typed["end"]
            typed["starts_at"] = clock.at(typed["date"], begin.hour, begin.minute)
            typed["ends_at"] = clock.at(typed.get("until") or typed["date"], close.hour, close.minute)
            if typed["ends_at"] <= typed["starts_at"]:
                self.add_error("end", _("The end must come after the start."))
        return typed


class CaseField(forms.ModelChoiceField):  # type: ignore[type-arg] # generic in the stubs only
    """One of the person's cases, named by its number and product."""

    def label_from_instance(self, obj: Case) -> str:
        """`2570-00042 · Drip coffee`."""
        return f"{obj.number} · {obj.product.name}"


class BookingForm(TimesForm):
    """A single use of one resource."""

    enterprise = forms.ModelChoiceField(label=_("Enterprise"), queryset=Enterprise.objects.none())
    case = CaseField(
        label=_("Case"),
        queryset=Case.objects.none(),
        to_field_name="number",
        required=False,
        empty_label=_("Belongs to no case"),
    )
    units = forms.IntegerField(label=_("Places"), min_value=1, initial=1)
    purpose = forms.CharField(label=_("What for"), max_length=200, required=False)
    override_reason = forms.CharField(
        label=_("Why you go on all the same"), max_length=300, required=False, help_text=_("Kept with the booking.")
    )
    field_order = ("enterprise", "case", "date", "start", "end", "until", "units", "purpose", "override_reason")

    def __init__(
        self, typed: QueryDict | None, *, initial: Mapping[str, object], resource: Resource, user: User, on: date
    ) -> None:
        super().__init__(None if typed is None else chosen(typed), initial=dict(initial))
        enterprise, case = self.fields["enterprise"], self.fields["case"]
        assert isinstance(enterprise, forms.ModelChoiceField)  # noqa: S101 - tells mypy what the class body says
        assert isinstance(case, forms.ModelChoiceField)  # noqa: S101 - the same
        enterprise.queryset = enterprises_visible_to(user, on=on).order_by("name_th")
        case.queryset = cases_visible_to(user, on=on).filter(closed_at=None).select_related("product")
        self._name_the_only_one(enterprise)
        if not resource.runs_overnight:
            del self.fields["until"]
        if resource.places.filter(retired_at=None).count() <= 1:
            del self.fields["units"]

    def _name_the_only_one(self, field: "forms.ModelChoiceField[Enterprise]") -> None:
        """Who may book for one enterprise only is not asked for which."""
        two = list(field.queryset[:2]) if field.queryset is not None else []
        if len(two) == 1:
            field.initial = two[0]
            field.empty_label = None

    def clean(self) -> dict[str, object]:
        """The case is one of the enterprise's."""
        typed = super().clean()
        case, enterprise = typed.get("case"), typed.get("enterprise")
        if isinstance(case, Case) and isinstance(enterprise, Enterprise) and case.enterprise_id != enterprise.pk:
            self.add_error("case", _("This case is of another enterprise."))
        return typed


class MoveForm(forms.Form):
    """Another start; the length stays."""

    date = DayField(label=_("Day"))
    start = forms.TimeField(label=_("From"), widget=hour_input())
    override_reason = forms.CharField(
        label=_("Why you go on all the same"), max_length=300, required=False, help_text=_("Kept with the booking.")
    )

    def __init__(self, typed: QueryDict | None, *, initial: Mapping[str, object]) -> None:
        super().__init__(None if typed is None else chosen(typed), initial=dict(initial))

    @property
    def starts_at(self) -> datetime:
        """The moment that was typed."""
        start = self.cleaned_data["start"]
        return clock.at(self.cleaned_data["date"], start.hour, start.minute)


class CancellationForm(forms.Form):
    """Why a booking is given up."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ClosureForm(TimesForm):
    """When a resource is closed, and what for."""

    why = forms.ChoiceField(label=_("What for"), choices=Closure.Why.choices)
    note = forms.CharField(
        label=_("Remark"), max_length=200, required=False, help_text=_("Shown to everyone whose booking this hits.")
    )
    field_order = ("why", "date", "start", "end", "until", "note")


def chosen(typed: QueryDict) -> QueryDict:
    """What was typed, with a pressed choice of time (`from/to`) in place of the times."""
    begin, _slash, close = typed.get("choose", "").partition("/")
    start, end = (parse_datetime(value) if value else None for value in (begin, close))
    if start is None or end is None:
        return typed
    answer = typed.copy()
    first, last = clock.local(start), clock.local(end)
    answer["date"], answer["start"], answer["end"] = first.date().isoformat(), f"{first:%H:%M}", f"{last:%H:%M}"
    answer["until"] = last.date().isoformat() if last.date() > first.date() else ""
    return answer


def day_asked(value: str | None, *, today: date) -> date:
    """The day in an address; today where it is none, and never further off than calendars are kept."""
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        return today
    return min(max(day, today - timedelta(days=3 * 366)), today + timedelta(days=3 * 366))
