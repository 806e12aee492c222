"""What is typed about an edition and its tests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from openitc.centers.industries import industry_choices
from openitc.resources.models import Capability
from openitc.shared.forms import BahtField, DayField, capitalised
from openitc.standards.models import Edition, Market, Standard
from openitc.standards.rules.editions import EditionPlan, MethodPlan

FIGURES = {"inputmode": "numeric"}
MOST_DAYS = 3_650
MOST_MONTHS = 600
MOST_MINUTES = 525_600  # a year


def _lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


class FactsForm(forms.Form):
    """Everything that an edition says, save its tests."""

    read = forms.CharField(widget=forms.HiddenInput, required=False)
    weight = forms.ChoiceField(label=_("How hard it is asked for"), choices=capitalised(Edition.Weight.choices))
    subject = forms.ChoiceField(label=_("What it is given for"), choices=capitalised(Edition.Subject.choices))
    authority_th = forms.CharField(label=_("Who gives it (Thai)"), max_length=200)
    authority_en = forms.CharField(label=_("Who gives it (English)"), max_length=200)
    about_th = forms.CharField(
        label=_("What it is, in plain words (Thai)"), max_length=2_000, widget=forms.Textarea({"rows": 4})
    )
    about_en = forms.CharField(
        label=_("What it is, in plain words (English)"), max_length=2_000, widget=forms.Textarea({"rows": 4})
    )
    condition_th = forms.CharField(label=_("Only if … (Thai)"), max_length=200, required=False)
    condition_en = forms.CharField(
        label=_("Only if … (English)"), max_length=200, required=False,
        help_text=_("Where it is not asked of every product of the kind: the product holds coffee or cocoa."),
    )  # fmt: skip
    markets = forms.MultipleChoiceField(
        label=_("Markets"), choices=capitalised(Market.choices), widget=forms.CheckboxSelectMultiple
    )
    isic = forms.MultipleChoiceField(
        label=_("Kinds of product"), choices=industry_choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None of them means every kind."),
    )  # fmt: skip
    after = forms.MultipleChoiceField(
        label=_("What one needs first"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence_th = forms.CharField(
        label=_("What one hands in (Thai)"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One paper a line."),
    )
    evidence_en = forms.CharField(
        label=_("What one hands in (English)"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The same papers in the same order."),
    )
    number_format = forms.ChoiceField(
        label=_("How its number is written"), choices=capitalised(Edition.NumberFormat.choices)
    )
    least_cost = BahtField(
        label=_("Usual cost, from"), required=False, help_text=_("Leave blank what no source names.")
    )
    most_cost = BahtField(label=_("Usual cost, to"), required=False)
    least_days = forms.IntegerField(label=_("Usual days, from"), required=False, min_value=0, max_value=MOST_DAYS)
    most_days = forms.IntegerField(label=_("Usual days, to"), required=False, min_value=0, max_value=MOST_DAYS)
    valid_months = forms.IntegerField(
        label=_("Months it is valid"), required=False, min_value=1, max_value=MOST_MONTHS,
        help_text=_("Blank: no source says, or it has no end."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Addresses of the pages that say so"), max_length=1_000,
        widget=forms.Textarea({"rows": 3, "inputmode": "url"}),
        help_text=_("One address a line, of the authority itself where it has one."),
    )  # fmt: skip
    checked_on = DayField(label=_("Day on which I looked it up"))
    confirmed = forms.BooleanField(
        label=_("I read these pages that day, and they say what stands here"), required=False,
        help_text=_("What no source confirms is no rule and cannot be handed in."),
    )  # fmt: skip

    def __init__(self, *args: Any, standard: Standard | None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        others = Standard.objects.exclude(pk=standard.pk) if standard else Standard.objects.all()
        self.fields["after"].choices = [(row.key, row.name) for row in others]  # type: ignore[attr-defined] # a closed list

    def clean_source(self) -> str:
        """The addresses, parted by a space."""
        check = URLValidator(schemes=["http", "https"])
        addresses = self.cleaned_data["source"].split()
        for address in addresses:
            try:
                check(address)
            except ValidationError:
                text = say("“%(address)s” is no address of a page. Copy it from the browser, with https://.")
                raise ValidationError(text % {"address": address}) from None
        return " ".join(addresses)

    def clean(self) -> dict[str, Any]:
        """What fits together only as a whole."""
        typed = super().clean() or {}
        if len(_lines(typed.get("evidence_th", ""))) != len(_lines(typed.get("evidence_en", ""))):
            self.add_error("evidence_en", say("Name as many papers in English as in Thai, one a line."))
        if bool(typed.get("condition_th")) != bool(typed.get("condition_en")):
            self.add_error("condition_en", say("Say it in both languages, or in neither."))
        for least, most in (("least_cost", "most_cost"), ("least_days", "most_days")):
            if typed.get(least) is not None and typed.get(most) is not None and typed[most] < typed[least]:
                self.add_error(most, say("This is less than the figure it is to follow."))
        return typed

    def plan(self, methods: tuple[MethodPlan, ...] = ()) -> EditionPlan:
        """What was typed, with the tests that there are."""
        typed = dict(self.cleaned_data)
        thai, english = (_lines(typed.pop(f"evidence_{language}")) for language in ("th", "en"))
        facts: dict[str, Any] = {
            name: tuple(typed[name]) if isinstance(typed[name], list) else typed[name] for name in FACTS
        }
        return EditionPlan(**facts, evidence=tuple(zip(thai, english, strict=True)), methods=methods)

    @staticmethod
    def initial_of(plan: EditionPlan, read: str) -> dict[str, object]:
        """What the form holds at first."""
        facts: dict[str, object] = {name: getattr(plan, name) for name in FACTS}
        facts |= {
            f"evidence_{language}": "\n".join(row[place] for row in plan.evidence)
            for place, language in enumerate(("th", "en"))
        }
        return facts | {"source": plan.source.replace(" ", "\n"), "read": read}


FACTS = tuple(name for name in FactsForm.base_fields if name not in {"read", "evidence_th", "evidence_en"})


class NewStandardForm(FactsForm):
    """A standard that is not there yet, and what its first edition says."""

    key = forms.SlugField(
        label=_("Key"), max_length=40,
        help_text=_("A short lasting name in Latin letters for its address, such as organic-thailand."),
    )  # fmt: skip
    name_th = forms.CharField(label=_("Name (Thai)"), max_length=200)
    name_en = forms.CharField(label=_("Name (English)"), max_length=200)
    mark = forms.CharField(label=_("Mark on the label"), max_length=30, required=False)

    def names(self) -> dict[str, str]:
        """What names the standard."""
        return {name: self.cleaned_data[name] for name in ("key", "name_th", "name_en", "mark")}


class MethodForm(forms.Form):
    """A test that an edition asks for."""

    read = forms.CharField(widget=forms.HiddenInput, required=False)
    name_th = forms.CharField(label=_("What is measured (Thai)"), max_length=200)
    name_en = forms.CharField(label=_("What is measured (English)"), max_length=200)
    key = forms.SlugField(
        label=_("Key"), max_length=40,
        help_text=_("The same test in another standard has the same key, and is done once: nutrition, pesticides."),
    )  # fmt: skip
    capability = forms.ChoiceField(label=_("Which laboratory does it"))
    reference = forms.CharField(
        label=_("Method"), max_length=120, required=False, help_text=_("For example ISO 4833-1.")
    )
    unit = forms.CharField(label=_("Unit"), max_length=30, required=False)
    least = forms.DecimalField(label=_("Passes from"), required=False, max_digits=14, decimal_places=4)
    most = forms.DecimalField(
        label=_("Passes up to"), required=False, max_digits=14, decimal_places=4,
        help_text=_("Leave blank where the source names no limit."),
    )  # fmt: skip
    sample_th = forms.CharField(label=_("What to send (Thai)"), max_length=200, required=False)
    sample_en = forms.CharField(label=_("What to send (English)"), max_length=200, required=False)
    units = forms.IntegerField(label=_("Places it takes in the laboratory"), min_value=1, max_value=1_000, initial=1)
    minutes = forms.IntegerField(
        label=_("Minutes in the laboratory"), min_value=1, max_value=MOST_MINUTES,
        help_text=_("A day has 1,440."),
    )  # fmt: skip
    if_failed_th = forms.CharField(
        label=_("If it fails: what that means and what to do (Thai)"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
    )
    if_failed_en = forms.CharField(
        label=_("If it fails: what that means and what to do (English)"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, taken: Iterable[str] = (), **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self._taken = set(taken)
        work: Sequence[Capability] = list(Capability.objects.filter(kind="laboratory"))
        self.fields["capability"].choices = [(row.code, row.name) for row in work]  # type: ignore[attr-defined] # a closed list

    def clean_key(self) -> str:
        """A key that no other test of the edition has."""
        key = str(self.cleaned_data["key"])
        if key in self._taken:
            raise ValidationError(say("This edition has a test with this key already."))
        return key

    def clean(self) -> dict[str, Any]:
        """What fits together only as a whole."""
        typed = super().clean() or {}
        least, most = typed.get("least"), typed.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", say("This is less than the figure it is to follow."))
        if bool(typed.get("if_failed_th")) != bool(typed.get("if_failed_en")):
            self.add_error("if_failed_en", say("Say it in both languages, or in neither."))
        return typed

    def method(self) -> MethodPlan:
        """The test as typed."""
        return MethodPlan(**{name: value for name, value in self.cleaned_data.items() if name != "read"})

    @staticmethod
    def initial_of(method: MethodPlan, read: str) -> dict[str, object]:
        """What the form holds at first."""
        return {name: getattr(method, name) for name in MethodForm.base_fields if name != "read"} | {"read": read}


def with_method(plan: EditionPlan, method: MethodPlan | None, *, instead_of: str | None) -> EditionPlan:
    """The plan with the test in the place of another, or behind all; without a test the other one goes."""
    kept: Mapping[str, MethodPlan] = {row.key: row for row in plan.methods}
    if instead_of is None:
        return replace(plan, methods=(*plan.methods, *([method] if method else [])))
    return replace(
        plan, methods=tuple(row for row in ((method if key == instead_of else kept[key]) for key in kept) if row)
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))
