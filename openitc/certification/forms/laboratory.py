"""What is typed about laboratory work: requests, custody, results and what is said of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openitc.bookings.models import Booking
from openitc.cases.models import Case
from openitc.certification.models import Custody, LabTest, Lot, Sample
from openitc.certification.queries.lots import lots_to_use
from openitc.certification.queries.methods import Offer
from openitc.certification.queries.words import sample_in_words
from openitc.certification.rules.laboratory import MOST_SAMPLES, is_limited
from openitc.pathways.models import Step
from openitc.shared import clock
from openitc.shared.text import span
from openitc.standards.models import Method

MOST_RESERVE = 5
MOST_DAYS = 3_650
OUTSIDE = "outside"


def _slot_in_words(slot: Booking) -> str:
    """Two bookings at one center are told apart by what they are for, and when."""
    when = span(slot.during.lower, slot.during.upper, language=get_language() or "th")
    return " · ".join(filter(None, (slot.center.name, slot.step.name if slot.step else "", when)))


class LotChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """A lot by its code and round."""

    def label_from_instance(self, obj: Lot) -> str:
        """Code, where it was made, and that it is a trial."""
        return f"{obj.code} · {obj.place}"


class RequestForm(forms.Form):
    """Which tests, of which lot, by which laboratory."""

    use_required_attribute = False
    lot = LotChoice(
        label=_("Lot"), queryset=Lot.objects.none(), empty_label=None,
        error_messages={"required": _("Choose the lot the samples are taken from.")},
    )  # fmt: skip
    methods = forms.MultipleChoiceField(
        label=_("Tests"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Tick at least one test.")}
    )
    where = forms.ChoiceField(label=_("Laboratory"), widget=forms.RadioSelect)
    laboratory = forms.CharField(label=_("Name of the laboratory"), max_length=200, required=False)
    email = forms.CharField(
        label=_("Its e-mail address"), max_length=254, required=False, widget=forms.EmailInput,
        help_text=_("A secret link goes there: the laboratory needs no account."),
    )  # fmt: skip
    reserve = forms.IntegerField(
        label=_("Samples in reserve"), min_value=0, max_value=MOST_RESERVE, initial=1, required=False,
        help_text=_("For a retest, or where one is lost."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("For the laboratory"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("How to keep it, what to look out for. Do not name the enterprise: it tests better unknown."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - as Django's
        case: Case,
        offers: Sequence[Offer],
        slots: Sequence[Booking],
        now: datetime,
        **kwargs: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        told = [str(offer.method.pk) for offer in offers if offer.told]
        where = str(slots[0].pk) if slots else OUTSIDE
        kwargs["initial"] = {"methods": told[:MOST_SAMPLES], "where": where, "reserve": 1}
        super().__init__(*args, **kwargs)
        self._slots = {str(slot.pk): slot for slot in slots}
        self._methods = {str(offer.method.pk): offer.method for offer in offers}
        self.fields["lot"].queryset = lots_to_use(case, clock.local_day(now))  # type: ignore[attr-defined]  # a model's
        choices = [(key, method.name) for key, method in self._methods.items()]
        self.fields["methods"].choices = choices  # type: ignore[attr-defined]  # a closed list's
        booked = [(key, _slot_in_words(slot)) for key, slot in self._slots.items()]
        self.fields["where"].choices = [*booked, (OUTSIDE, _("A laboratory outside the network"))]  # type: ignore[attr-defined]  # same

    @property
    def facts(self) -> dict[str, Any]:
        """What tests are asked for with."""
        typed = self.cleaned_data
        booking = self._slots.get(typed["where"])
        methods: list[Method] = [self._methods[key] for key in typed["methods"]]
        outside = {} if booking else {"laboratory": typed["laboratory"], "email": typed["email"]}
        return {
            "lot": typed["lot"],
            "methods": methods,
            "booking": booking,
            "reserve": typed["reserve"] or 0,
            "note": typed["note"],
            **outside,
        }


class CustodyForm(forms.Form):
    """What happened to which samples."""

    use_required_attribute = False
    samples = forms.TypedMultipleChoiceField(
        label=_("Samples"), widget=forms.CheckboxSelectMultiple, coerce=int,
        error_messages={"required": _("Tick the samples this is about.")},
    )  # fmt: skip
    kind = forms.ChoiceField(choices=Custody.Kind.choices, widget=forms.HiddenInput)
    condition = forms.ChoiceField(
        label=_("How did they arrive?"), choices=Custody.Condition.choices, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    name = forms.CharField(label=_("Your name"), max_length=200, required=False)

    def __init__(self, *args: Any, samples: Sequence[Sample], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self._samples = {sample.pk: sample for sample in samples}
        choices = [(sample.pk, f"{sample.number} · {sample_in_words(sample)}") for sample in samples]
        self.fields["samples"].choices = choices  # type: ignore[attr-defined]  # a closed list's

    def clean_samples(self) -> list[Sample]:
        """The samples that were ticked."""
        return [self._samples[key] for key in self.cleaned_data["samples"]]


class ResultForm(forms.Form):
    """What was found in one test."""

    use_required_attribute = False
    value = forms.DecimalField(
        label=_("Value"), required=False, max_digits=14, decimal_places=4,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    text = forms.CharField(label=_("What was found"), max_length=300, required=False)
    passed = forms.TypedChoiceField(
        label=_("Verdict"), choices=[("yes", _("Passed")), ("no", _("Not passed"))], widget=forms.RadioSelect,
        required=False, coerce=lambda word: word == "yes", empty_value=None,
    )  # fmt: skip
    on_day = forms.IntegerField(
        label=_("On which day"), required=False, min_value=0, max_value=MOST_DAYS,
        help_text=_("Of a test that takes days: the day on which it was seen."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2}))
    name = forms.CharField(label=_("Your name"), max_length=200, required=False)

    def __init__(self, *args: Any, test: LabTest, again: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        kwargs["auto_id"] = f"test-{test.pk}-%s"
        super().__init__(*args, **kwargs)
        if is_limited(test.least, test.most):
            del self.fields["passed"]
            self.fields["text"].label = _("Remark")
            self._ask_for("value", _("Enter the value: the limits of the test decide whether it passed."))
        else:
            self._ask_for("text", _("Write what was found, in a few words."))
            self._ask_for("passed", _("Say whether the lot passed this test."))
        if again:
            self.fields["note"].label = _("Why is it done again?")

    def _ask_for(self, name: str, words: object) -> None:
        self.fields[name].required = True
        self.fields[name].error_messages["required"] = words  # type: ignore[assignment]  # translated when shown


class WhyForm(forms.Form):
    """What a new sample stands in for."""

    use_required_attribute = False
    why = forms.CharField(
        label=_("What does the new sample stand in for?"), max_length=200,
        error_messages={"required": _("Say what the new sample stands in for.")},
    )  # fmt: skip


class RoundForm(forms.Form):
    """From which step the next lot is made."""

    use_required_attribute = False
    first_step = forms.TypedChoiceField(
        label=_("Begin again from"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Choose the step to begin again from.")},
    )  # fmt: skip

    def __init__(self, *args: Any, steps: Sequence[Step], usual: Step | None, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        kwargs["initial"] = {"first_step": usual.pk if usual else None}
        super().__init__(*args, **kwargs)
        self._steps = {step.pk: step for step in steps}
        self.fields["first_step"].choices = [(step.pk, step.name) for step in steps]  # type: ignore[attr-defined]  # closed

    @property
    def step(self) -> Step:
        """The step that was chosen."""
        return self._steps[self.cleaned_data["first_step"]]
