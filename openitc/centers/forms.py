"""What is typed about centers, their calendars and people."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from openitc.centers.industries import industry_choices
from openitc.centers.models import Center, OpeningHours, Organisation, Province, Role, ServiceOffering, Stage
from openitc.centers.operations import Stretch
from openitc.centers.queries import organisations_for_centers, regions
from openitc.shared.clock import BANGKOK
from openitc.shared.forms import DayField, capitalised
from openitc.shared.models import in_language

CODE = RegexValidator(r"^[A-Za-z0-9-]{3,20}$", _("Use 3 to 20 letters, digits and hyphens, such as ITC-R12."))
FEWEST_STRETCHES = 2


class TimeInput(forms.TimeInput):
    """A time of the day as browsers ask for it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class FilterForm(forms.Form):
    """What the list of centers is narrowed down by."""

    q = forms.CharField(label=_("Find"), required=False, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=capitalised(Center.Kind.choices, blank=_("All kinds"))
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    focus = forms.ChoiceField(label=_("Industry"), required=False, choices=industry_choices(blank=_("All industries")))
    upper_north = forms.BooleanField(label=_("The 8 upper-north provinces only"), required=False)

    def __init__(self, typed: Mapping[str, Any]) -> None:
        super().__init__(typed)
        named = [(thai, in_language(thai, english)) for thai, english in regions()]
        self.fields["region"].choices = [("", _("All regions")), *named]  # type: ignore[attr-defined] # the stubs know no field by its name # a choice


class ProfileForm(forms.Form):
    """What a center says of itself."""

    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    place_th = forms.CharField(label=_("Address in Thai"), max_length=200, required=False)
    place_en = forms.CharField(label=_("Address in English"), max_length=200, required=False)
    latitude = forms.FloatField(label=_("Latitude"), help_text=_("In degrees, such as 18.825."))
    longitude = forms.FloatField(label=_("Longitude"), help_text=_("In degrees, such as 99.012."))
    description_th = forms.CharField(
        label=_("About the center in Thai"), required=False, widget=forms.Textarea({"rows": 4})
    )
    description_en = forms.CharField(
        label=_("About the center in English"), required=False, widget=forms.Textarea({"rows": 4})
    )
    focus = forms.MultipleChoiceField(
        label=_("Industries it is good at"),
        required=False,
        choices=industry_choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, of: Center) -> None:
        super().__init__(typed, initial={name: getattr(of, name) for name in self.base_fields})


class CenterForm(forms.Form):
    """A center to be added to the network."""

    code = forms.CharField(label=_("Code"), max_length=20, validators=[CODE], help_text=_("It is part of addresses."))
    kind = forms.ChoiceField(label=_("Kind"), choices=capitalised(Center.Kind.choices), widget=forms.RadioSelect)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    province: "forms.ModelChoiceField[Province]" = forms.ModelChoiceField(
        label=_("Province"), queryset=None, empty_label=_("Choose a province")
    )
    host: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=_("Host organisation"), queryset=None, empty_label=_("Choose an organisation")
    )
    supervising: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=_("Supervising organisation"), queryset=None, empty_label=_("Choose an organisation")
    )
    parent: "forms.ModelChoiceField[Center]" = forms.ModelChoiceField(
        label=_("Parent center"),
        queryset=None,
        required=False,
        empty_label=_("None"),
        help_text=_("Of a Mini ITC only: where it passes on what it cannot do itself."),
    )
    latitude = forms.FloatField(label=_("Latitude"), required=False)
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, help_text=_("Leave both empty for the seat of the province.")
    )

    def __init__(self, typed: Mapping[str, Any] | None) -> None:
        super().__init__(typed)
        rows = {
            "province": Province.objects.order_by("name_th"),
            "host": organisations_for_centers(),
            "supervising": organisations_for_centers(),
            "parent": Center.objects.exclude(kind=Center.Kind.MINI),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined] # the stubs know no field by its name # a choice of rows


class StepForm(forms.Form):
    """The next step in a center's life."""

    status = forms.ChoiceField(label=_("From then on it is"), widget=forms.RadioSelect)
    on = DayField(label=_("Since"), required=False, help_text=_("Empty means today."))

    def __init__(self, typed: Mapping[str, Any] | None, *, to: Iterable[str]) -> None:
        super().__init__(typed)
        words = capitalised((status, Center.Status.label_of(status)) for status in to)
        self.fields["status"].choices = words  # type: ignore[attr-defined] # the stubs know no field by its name # a choice


class HoursForm(forms.Form):
    """A center's whole week on one page: on each day a few stretches, left empty where there are fewer."""

    def __init__(self, typed: Mapping[str, Any] | None, *, hours: Iterable[OpeningHours] = ()) -> None:
        super().__init__(typed)
        week: dict[int, list[OpeningHours]] = {weekday: [] for weekday in WEEKDAYS}
        for row in hours:
            week[row.weekday].append(row)
        self.stretches = max(FEWEST_STRETCHES, *(len(rows) for rows in week.values()))
        for weekday, rows in week.items():
            for number in range(self.stretches):
                known = rows[number] if number < len(rows) else None
                for edge, label in (("opens", _("Opens")), ("closes", _("Closes"))):
                    self.fields[f"{edge}_{weekday}_{number}"] = forms.TimeField(
                        label=label, required=False, widget=TimeInput(), initial=getattr(known, edge, None)
                    )

    @property
    def days(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Each weekday's name with its pairs of fields."""
        return [
            (str(name), [(self[f"opens_{day}_{n}"], self[f"closes_{day}_{n}"]) for n in range(self.stretches)])
            for day, name in WEEKDAYS.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Half a stretch is none: the other time is asked for."""
        for day in WEEKDAYS:
            for number in range(self.stretches):
                opens, closes = self._stretch(day, number)
                if (opens is None) != (closes is None):
                    missing = "opens" if opens is None else "closes"
                    self.add_error(f"{missing}_{day}_{number}", _("Enter this time too, or clear the other one."))
        return self.cleaned_data

    def week(self) -> list[Stretch]:
        """What was typed, checked: the stretches that are there."""
        return [
            (day, opens, closes)
            for day in WEEKDAYS
            for opens, closes in (self._stretch(day, number) for number in range(self.stretches))
            if opens is not None and closes is not None
        ]

    def _stretch(self, day: int, number: int) -> tuple[time | None, time | None]:
        opens, closes = (self.cleaned_data.get(f"{edge}_{day}_{number}") for edge in ("opens", "closes"))
        return opens, closes


class ClosureForm(forms.Form):
    """A time during which the center is closed."""

    first_day = DayField(label=_("First day"))
    start = forms.TimeField(label=_("From"), widget=TimeInput(), initial=time(0, 0))
    last_day = DayField(label=_("Last day"))
    end = forms.TimeField(label=_("Until"), widget=TimeInput(), initial=time(23, 59))
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("Everyone reads this."))

    def during(self) -> DateTimeTZRange:
        """What was typed, checked: from when to when. 23:59 means the end of the day."""
        typed = self.cleaned_data
        start, end = (
            datetime.combine(typed[day], typed[hour], BANGKOK)
            for day, hour in (("first_day", "start"), ("last_day", "end"))
        )
        return DateTimeTZRange(start, end)


class HolidayForm(forms.Form):
    """A center's own word on a day."""

    on = DayField(label=_("Day"))
    word = forms.ChoiceField(choices=[("open", ""), ("closed", ""), ("none", "")], widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def is_open(self) -> bool | None:
        """Open, closed, or as the government calendar says."""
        return {"open": True, "closed": False, "none": None}[self.cleaned_data["word"]]


class OfferingForm(forms.Form):
    """A service of a center."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    description_th = forms.CharField(label=_("Description in Thai"), required=False, widget=forms.Textarea({"rows": 3}))
    description_en = forms.CharField(
        label=_("Description in English"), required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, of: ServiceOffering | None = None, stage: str = "") -> None:
        initial = {name: getattr(of, name) for name in self.base_fields} if of else {"stage": stage}
        super().__init__(typed, initial=initial)


class AppointmentForm(forms.Form):
    """Somebody who is to have a role at a center."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty for somebody who stays."))

    def __init__(self, typed: Mapping[str, Any] | None, *, roles: Iterable[Role]) -> None:
        super().__init__(typed)
        self.fields["role"].choices = capitalised((role.value, role.label) for role in roles)  # type: ignore[attr-defined] # the stubs know no field by its name


class LastDayForm(forms.Form):
    """The last day of a role."""

    on = DayField(label=_("Last day"))


class RenamingForm(forms.Form):
    """The names of an organisation."""

    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)

    def __init__(self, typed: Mapping[str, Any] | None, *, of: Organisation | None = None) -> None:
        super().__init__(typed, initial={"name_th": of.name_th, "name_en": of.name_en} if of else {})


class OrganisationForm(RenamingForm):
    """An organisation that hosts or supervises centers, or is a partner."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=capitalised(
            choice for choice in Organisation.Kind.choices if choice[0] != Organisation.Kind.ENTERPRISE
        ),
    )
