"""What is typed about resources, their hours and trainings."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import CENTER_ROLES, Center
from openitc.people.models import User
from openitc.resources.models import Capability, FeeBasis, Kind, Operation, OwnHours, Resource, ResourceType
from openitc.resources.operations import Stretch
from openitc.shared.forms import DayField
from openitc.shared.money import SATANG_A_BAHT

MINUTES_AN_HOUR = 60
HIGHEST_FEE = 1_000_000  # baht
STRETCHES_A_DAY = 2


class BahtField(forms.DecimalField):
    """An amount typed in baht, handed on in satang."""

    def clean(self, value: object) -> int:
        """Whole satang."""
        amount: Decimal | None = super().clean(value)
        return 0 if amount is None else int(amount * SATANG_A_BAHT)

    def prepare_value(self, value: object) -> object:
        """Satang come as whole numbers, what was typed comes as text."""
        return Decimal(value) / SATANG_A_BAHT if isinstance(value, int) else value


class HoursField(forms.DecimalField):
    """A length typed in hours, handed on in minutes."""

    def clean(self, value: object) -> int:
        """Whole minutes."""
        hours: Decimal | None = super().clean(value)
        return 0 if hours is None else int(hours * MINUTES_AN_HOUR)

    def prepare_value(self, value: object) -> object:
        """Minutes come as whole numbers, what was typed comes as text."""
        if not isinstance(value, int):
            return value
        hours = Decimal(value) / MINUTES_AN_HOUR
        return int(hours) if hours == int(hours) else round(hours, 2)


class KindForm(forms.Form):
    """What a list of resources is narrowed down by."""

    q = forms.CharField(required=False, label=_("Find"))
    kind = forms.ChoiceField(required=False, label=_("Kind"), choices=[("", _("All kinds")), *Kind.choices])


class ResourceForm(forms.Form):
    """The facts of one resource."""

    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    description_th = forms.CharField(
        label=_("Size and range in Thai"), max_length=300, required=False, help_text=_("Blank: that of its type.")
    )
    description_en = forms.CharField(label=_("Size and range in English"), max_length=300, required=False)
    model = forms.CharField(label=_("Make and model"), max_length=120, required=False)
    capabilities = forms.ModelMultipleChoiceField(
        label=_("What it can do"), queryset=Capability.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    places = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=200, help_text=_("How many uses fit beside each other.")
    )
    fee_basis = forms.ChoiceField(label=_("Fee is counted"), choices=FeeBasis.choices)
    fee = BahtField(label=_("Fee, in baht"), min_value=0, max_value=HIGHEST_FEE, decimal_places=2, required=False)
    setup_minutes = forms.IntegerField(label=_("Setup before a use, in minutes"), min_value=0, max_value=1440)
    cleaning_minutes = forms.IntegerField(label=_("Cleaning after a use, in minutes"), min_value=0, max_value=1440)
    operation = forms.ChoiceField(label=_("Who may run it"), choices=Operation.choices)
    runs_overnight = forms.BooleanField(label=_("A use may run through the night"), required=False)
    notice_minutes = HoursField(label=_("Book at least this many hours ahead"), min_value=0, decimal_places=2)
    longest_minutes = HoursField(label=_("Longest use, in hours"), min_value=0, decimal_places=2)
    monthly_minutes = HoursField(label=_("Most hours a month for one enterprise"), min_value=0, decimal_places=2)
    person = forms.ModelChoiceField(
        label=_("The person who signs in for it"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )

    def __init__(
        self, typed: QueryDict | None, *, initial: Mapping[str, object], center: Center, kind: ResourceType, on: date
    ) -> None:
        super().__init__(typed, initial=dict(initial))
        capabilities = cast("forms.ModelMultipleChoiceField[Capability]", self.fields["capabilities"])
        capabilities.queryset = Capability.objects.filter(kind=kind.kind)
        if kind.kind != Kind.EXPERT:
            del self.fields["person"]
            return
        staff = center.memberships.in_force(on).filter(role__in=CENTER_ROLES)
        person = cast("forms.ModelChoiceField[User]", self.fields["person"])
        person.queryset = User.objects.filter(memberships__in=staff, is_active=True).distinct().order_by("name")

    @staticmethod
    def facts_of(resource: Resource) -> dict[str, object]:
        """What the form first shows of a resource."""
        plain = (
            "name_th", "name_en", "description_th", "description_en", "model", "fee_basis", "fee", "setup_minutes",
            "cleaning_minutes", "operation", "runs_overnight", "notice_minutes", "longest_minutes", "monthly_minutes",
            "person",
        )  # fmt: skip
        return {
            **{name: getattr(resource, name) for name in plain},
            "capabilities": list(resource.capabilities.all()),
            "places": resource.places.filter(retired_at=None).count(),
        }

    @staticmethod
    def facts_of_type(kind: ResourceType) -> dict[str, object]:
        """What the form first shows of a resource that is still to be added."""
        shared = (
            "name_th", "name_en", "fee_basis", "fee", "setup_minutes", "cleaning_minutes", "operation",
            "runs_overnight", "places",
        )  # fmt: skip
        terms = ("notice_minutes", "longest_minutes", "monthly_minutes")
        unsaid = Resource()
        return {
            **{name: getattr(kind, name) for name in shared},
            **{name: getattr(unsaid, name) for name in terms},
            "capabilities": list(kind.capabilities.all()),
        }


class OwnHoursForm(forms.Form):
    """A week of up to two stretches a day; nothing typed means that the resource follows its center."""

    def __init__(self, typed: QueryDict | None, *, initial: Mapping[str, object]) -> None:
        super().__init__(typed, initial=dict(initial))
        for weekday, name in WEEKDAYS.items():
            for turn in range(STRETCHES_A_DAY):
                for edge, words in (("opens", _("%(day)s opens")), ("closes", _("%(day)s closes"))):
                    self.fields[f"{edge}_{weekday}_{turn}"] = forms.TimeField(
                        label=words % {"day": name},
                        required=False,
                        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
                    )

    @staticmethod
    def week_of(rows: Iterable[OwnHours]) -> dict[str, time]:
        """What the form first shows."""
        shown: dict[str, time] = {}
        turns: dict[int, int] = {}
        for row in rows:
            turn = turns.get(row.weekday, 0)
            turns[row.weekday] = turn + 1
            shown[f"opens_{row.weekday}_{turn}"] = row.opens
            shown[f"closes_{row.weekday}_{turn}"] = row.closes
        return shown

    @property
    def days(self) -> list[tuple[object, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Each weekday with its pairs of fields, for the page."""
        return [
            (name, [(self[f"opens_{day}_{turn}"], self[f"closes_{day}_{turn}"]) for turn in range(STRETCHES_A_DAY)])
            for day, name in WEEKDAYS.items()
        ]

    def clean(self) -> dict[str, object]:
        """Both ends of a stretch, or neither."""
        typed: Mapping[str, time | None] = self.cleaned_data
        for weekday in WEEKDAYS:
            for turn in range(STRETCHES_A_DAY):
                opens, closes = f"opens_{weekday}_{turn}", f"closes_{weekday}_{turn}"
                if bool(typed.get(opens)) != bool(typed.get(closes)):
                    self.add_error(closes if typed.get(opens) else opens, _("Give both times, or neither."))
        return self.cleaned_data

    @property
    def hours(self) -> list[Stretch]:
        """The stretches that were typed."""
        typed = self.cleaned_data
        pairs = (
            (weekday, typed.get(f"opens_{weekday}_{turn}"), typed.get(f"closes_{weekday}_{turn}"))
            for weekday in WEEKDAYS
            for turn in range(STRETCHES_A_DAY)
        )
        return [Stretch(weekday, opens, closes) for weekday, opens, closes in pairs if opens and closes]


class QualificationForm(forms.Form):
    """A training that was passed."""

    email = forms.EmailField(label=_("E-mail of the person"), help_text=_("The one they sign in with."))
    type = forms.ModelChoiceField(label=_("May run"), queryset=ResourceType.objects.none())
    expires_on = DayField(label=_("Valid until"))

    def __init__(self, typed: QueryDict | None, *, center: Center) -> None:
        super().__init__(typed)
        field = cast("forms.ModelChoiceField[ResourceType]", self.fields["type"])
        field.queryset = ResourceType.objects.filter(
            resources__in=center.resources.filter(retired_at=None), operation=Operation.TRAINED
        ).distinct()

    def clean_email(self) -> str:
        """Someone who can sign in."""
        email: str = self.cleaned_data["email"].strip().lower()
        self.cleaned_data["user"] = User.objects.filter(email=email, is_active=True).first()
        if self.cleaned_data["user"] is None:
            raise forms.ValidationError(_("Nobody signs in with this e-mail. Ask them to sign up first."))
        return email
