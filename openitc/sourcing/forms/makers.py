"""What is typed about makers: what is looked for, and what they say of themselves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Province
from openitc.enterprises.rules import digits_of
from openitc.resources.models import Capability
from openitc.shared.forms import DayField, Words, capitalised
from openitc.shared.models import in_language
from openitc.sourcing.models import Certificate, Maker, Mark, Process, Site
from openitc.sourcing.models.makers import Unit
from openitc.sourcing.operations.certificates import Upload, Wording
from openitc.sourcing.operations.makers import Profile, Spot
from openitc.sourcing.operations.processes import Month, Offer
from openitc.sourcing.queries.makers import Wanted, offered_capabilities
from openitc.sourcing.queries.profiles import MonthOf, capabilities_named, capabilities_to_offer, year_of
from openitc.standards.models import Market

MOST = 1_000_000_000  # of anything in one order; more than any works here makes
DECIMAL = {"inputmode": "decimal", "step": "any"}


class DirectoryForm(forms.Form):
    """What a person looks for among makers; everything is optional."""

    q = forms.CharField(label=_("What is to be made?"), required=False, widget=forms.TextInput({"type": "search"}))
    capability = forms.ModelChoiceField(
        label=_("Process"), queryset=Capability.objects.none(), to_field_name="code", required=False,
        empty_label=_("Any process"),
    )  # fmt: skip
    mark = forms.ChoiceField(
        label=_("Certificate in force"), required=False, choices=capitalised(Mark.choices, blank=_("Any or none"))
    )
    where = forms.ChoiceField(label=_("Where"), required=False)
    market = forms.ChoiceField(
        label=_("Market"), required=False, choices=capitalised(Market.choices, blank=_("Any market"))
    )
    most = forms.IntegerField(
        label=_("Smallest order at most"), required=False, min_value=1, max_value=MOST,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, typed: Mapping[str, str]) -> None:
        super().__init__(typed)
        self.fields["capability"].queryset = offered_capabilities().order_by("kind", "code")  # type: ignore[attr-defined] # a choice of rows
        self._provinces = {province.code: province for province in Province.objects.all()}
        self._regions = {province.region_en: province for province in self._provinces.values()}
        self.fields["where"].choices = self._places()  # type: ignore[attr-defined] # a closed list

    @property
    def wanted(self) -> Wanted:
        """What could be understood of it; what could not narrows nothing."""
        self.is_valid()
        typed = self.cleaned_data
        where = typed.get("where", "")
        return Wanted(
            text=typed.get("q", ""),
            capability=typed.get("capability"),
            mark=typed.get("mark", ""),
            region=where if where in self._regions else "",
            province=self._provinces.get(where),
            market=typed.get("market", ""),
            most=typed.get("most"),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything was looked for."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def narrows_further(self) -> bool:
        """Whether one of the filters was used that are folded away at first."""
        return any(self.data.get(name) for name in ("mark", "market", "most"))

    def _places(self) -> list[tuple[Any, Any]]:
        regions = {key: in_language(row.region_th, row.region_en) for key, row in self._regions.items()}
        return [
            ("", gettext("Anywhere")),
            (gettext("Region"), sorted(regions.items(), key=lambda pair: pair[1])),
            (gettext("Province"), province_choices(self._provinces)),
        ]


def province_choices(provinces: Mapping[str, Province]) -> Words:
    """The provinces as a person looks for them: by name, in their language."""
    return sorted(((code, province.name) for code, province in provinces.items()), key=lambda pair: str(pair[1]))


class ProvinceField(forms.TypedChoiceField):
    """One of the provinces, read once for all the forms of a page."""

    def offer(self, provinces: Mapping[str, Province]) -> None:
        """Choose among these, and hand on the province itself."""
        self.choices = [("", gettext("Choose a province")), *province_choices(provinces)]
        self.coerce = provinces.__getitem__


def _position(label: Any, least: float, most: float) -> forms.FloatField:  # noqa: ANN401 - a lazy text
    return forms.FloatField(
        label=label, required=False, min_value=least, max_value=most, widget=forms.NumberInput(dict(DECIMAL))
    )


class ProfileForm(forms.Form):
    """Who the maker is, what it says of itself, and whom to ask."""

    name_th = forms.CharField(label=_("Name in Thai"), max_length=200, help_text=_("As it is registered."))
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    registration = forms.CharField(
        label=_("13-digit number"), required=False, max_length=20,
        help_text=_("Of the company or the owner. It may stay empty for now; officers look it up to verify you."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    about_th = forms.CharField(
        label=_("What you do, in Thai"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text=_("What you make well, for whom, and what you do not take on. Everybody reads it."),
    )  # fmt: skip
    about_en = forms.CharField(
        label=_("What you do, in English"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    markets = forms.MultipleChoiceField(
        label=_("Markets you make for"), required=False, choices=capitalised(Market.choices),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    contact_name = forms.CharField(label=_("Person to ask for"), max_length=200, required=False)
    contact_phone = forms.CharField(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput({"type": "tel"})
    )
    contact_email = forms.EmailField(label=_("E-mail for invitations"), help_text=_("Only staff of centers read it."))
    language = forms.ChoiceField(
        label=_("Language of invitations"), choices=[("th", "ไทย"), ("en", "English")], initial="th"
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, of: Maker | None = None, **more: Any) -> None:  # noqa: ANN401 - Django's own
        initial = {name: getattr(of, name) for name in ProfileForm.base_fields} if of else {}
        self.kept_number, self.shown_number = (of.registration or "", of.shown_registration) if of else ("", "")
        super().__init__(typed, initial={**initial, "registration": self.shown_number}, **more)

    def clean_registration(self) -> str:
        """The digits alone; a masked number that was left as it stood is the number it hides."""
        typed: str = self.cleaned_data["registration"]
        return self.kept_number if typed == self.shown_number else digits_of(typed)

    def profile(self) -> Profile:
        """What was typed, checked."""
        typed = {name: self.cleaned_data[name] for name in ProfileForm.base_fields}
        return Profile(**{**typed, "markets": tuple(typed["markets"])})


class SiteForm(forms.Form):
    """A place where the maker makes."""

    name_th = forms.CharField(label=_("Name of the place in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name of the place in English"), max_length=200, required=False)
    province = ProvinceField(label=_("Province"))
    latitude = _position(_("Latitude"), 5.5, 20.6)
    longitude = _position(_("Longitude"), 97.2, 105.8)

    def __init__(
        self, typed: Mapping[str, Any] | None, *, provinces: Mapping[str, Province], of: Site | None = None
    ) -> None:
        initial = {name: getattr(of, name) for name in self.base_fields} if of else {}
        if of:
            initial["province"] = of.province_id
        super().__init__(typed, initial=initial, auto_id=f"site-{of.pk if of else 'new'}-%s")
        self.fields["province"].offer(provinces)  # type: ignore[attr-defined] # our own field

    def spot(self) -> Spot:
        """What was typed, checked."""
        return Spot(**self.cleaned_data)


class NewMakerForm(ProfileForm):
    """What is needed to begin; the rest follows on the maker's own page."""

    province = ProvinceField(label=_("Province"), help_text=_("Of the first place where you make."))
    latitude = _position(_("Latitude"), 5.5, 20.6)
    longitude = _position(_("Longitude"), 97.2, 105.8)

    def __init__(self, typed: Mapping[str, Any] | None, *, provinces: Mapping[str, Province], **more: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(typed, **more)
        self.fields["province"].offer(provinces)  # type: ignore[attr-defined] # our own field

    def spot(self) -> Spot:
        """Where the first place is."""
        return Spot(**{name: self.cleaned_data[name] for name in ("province", "latitude", "longitude")})


class MonthCell:
    """One month of the strip: its name, and its two fields."""

    def __init__(self, form: forms.Form, month: MonthOf) -> None:
        self.month = month
        self.free = form[f"free-{month.month:%Y-%m}"]
        self.lead = form[f"lead-{month.month:%Y-%m}"]


class ProcessForm(forms.Form):
    """How little, how much and how fast; months left empty are as usual."""

    unit = forms.ChoiceField(label=_("Counted in"), choices=capitalised(Unit.choices))
    minimum = forms.IntegerField(label=_("Smallest order"), min_value=1, max_value=MOST)
    monthly = forms.IntegerField(label=_("In a usual month"), min_value=1, max_value=MOST)
    lead_days = forms.IntegerField(label=_("Days from order to delivery"), min_value=1, max_value=730)

    def __init__(self, typed: Mapping[str, Any] | None, *, of: Process, on: date) -> None:
        initial = {name: getattr(of, name) for name in self.base_fields} if of.pk else {}
        super().__init__(typed, initial=initial, auto_id=f"process-{of.pk or 'new'}-%s")
        self.year = year_of(of, on=on) if of.pk else []
        for month in self.year:
            named = f"{month.month:%Y-%m}"
            self._add(f"free-{named}", gettext("Free in %(month)s") % {"month": month.label}, 0, month, month.free)
            label = gettext("Days to delivery in %(month)s") % {"month": month.label}
            self._add(f"lead-{named}", label, 1, month, month.lead_days, most=730)

    def _add(self, name: str, label: str, least: int, month: MonthOf, value: int, *, most: int = MOST) -> None:
        usual = "" if month.usual else value
        box = forms.NumberInput({"inputmode": "numeric", "placeholder": value if month.usual else ""})
        self.fields[name] = forms.IntegerField(
            label=label, required=False, min_value=least, max_value=most, initial=usual, widget=box
        )

    @property
    def cells(self) -> list[MonthCell]:
        """The strip of months."""
        return [MonthCell(self, month) for month in self.year]

    @property
    def differs(self) -> bool:
        """Whether the strip is worth opening: a month differs, or was refused."""
        return any(not month.usual for month in self.year) or any("-" in name for name in self.errors)

    def offer(self) -> Offer:
        """What was typed, checked; of a month with one of its fields empty, that one is as usual."""
        typed = self.cleaned_data
        usual = {name: typed[name] for name in ("unit", "minimum", "monthly", "lead_days")}
        months = {}
        for month in self.year:
            free, lead = (typed[f"{part}-{month.month:%Y-%m}"] for part in ("free", "lead"))
            if free is not None or lead is not None:
                months[month.month] = Month(
                    free=typed["monthly"] if free is None else free,
                    lead_days=typed["lead_days"] if lead is None else lead,
                )
        return Offer(**usual, months=months)


class NewProcessForm(ProcessForm):
    """Something more that the maker can do, named in either language."""

    capability = forms.CharField(
        label=_("What you can do"), max_length=120,
        widget=forms.TextInput({"list": "capabilities", "autocomplete": "off"}),
        help_text=_("Type a part of it, in Thai or English, and choose."),
    )  # fmt: skip
    field_order = ("capability", "unit", "minimum", "monthly", "lead_days")

    def __init__(self, typed: Mapping[str, Any] | None, *, on: date) -> None:
        super().__init__(typed, of=Process(), on=on)
        self.known = capabilities_to_offer()

    def clean_capability(self) -> Capability:
        """The one tag that is meant."""
        meant = capabilities_named(self.cleaned_data["capability"], self.known)
        if len(meant) == 1:
            return meant[0]
        if not meant:
            raise forms.ValidationError(_("No process is called that. Try another word for it, in Thai or English."))
        named = ", ".join(capability.name for capability in meant[:6])
        raise forms.ValidationError(_("Which one do you mean: %(named)s?"), params={"named": named})


class CertificateForm(forms.Form):
    """What stands on a certificate, and the paper itself."""

    mark = forms.ChoiceField(label=_("Certificate or licence"), choices=capitalised(Mark.choices))
    number = forms.CharField(label=_("Number"), max_length=60)
    issuer = forms.CharField(label=_("Issued by"), max_length=200)
    issued_on = DayField(label=_("Issued on"))
    expires_on = DayField(label=_("Last day"))
    file = forms.FileField(
        label=_("The paper"), required=False, help_text=_("A photo or PDF. Only you and staff of centers see it.")
    )

    def __init__(
        self,
        typed: Mapping[str, Any] | None,
        files: Any = None,  # noqa: ANN401 - Django's own
        *,
        of: Certificate | None = None,
    ) -> None:
        named = ("mark", "number", "issuer", "issued_on", "expires_on")
        initial = {name: getattr(of, name) for name in named} if of else {}
        super().__init__(typed, files, initial=initial, auto_id=f"certificate-{of.pk if of else 'new'}-%s")

    def wording(self) -> Wording:
        """What was typed, checked."""
        return Wording(**{name: value for name, value in self.cleaned_data.items() if name != "file"})

    def upload(self) -> Upload | None:
        """The paper, where one was sent along."""
        sent = self.cleaned_data["file"]
        return (sent.name or "", sent.read()) if sent else None


class ReasonForm(forms.Form):
    """Why; whom it concerns reads it."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))


class MemberForm(forms.Form):
    """Somebody who is to act for the maker."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)

    def __init__(self, typed: Mapping[str, Any] | None) -> None:
        super().__init__(typed, auto_id="member-%s")
