"""What is typed about cases."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case, CaseStage
from openitc.cases.queries import Filters
from openitc.centers.models import Center, Province
from openitc.enterprises.models import Enterprise, Product
from openitc.pathways.models import Pathway, Step
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.forms import DayField
from openitc.standards.models import Market


def _offer(form: forms.Form, field: str, rows: "QuerySet[Any]") -> None:
    """The rows among which a person may choose."""
    cast("forms.ModelChoiceField[Any]", form.fields[field]).queryset = rows


class FilterForm(forms.Form):
    """What a list of cases is narrowed down by."""

    q = forms.CharField(label=_("Find"), required=False, widget=forms.TextInput({"type": "search"}))
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("Everyone's")), ("mine", _("Mine")), ("unassigned", _("Nobody's yet"))],
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("All stages")), *CaseStage.choices])
    officer: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Officer"), required=False, queryset=None, empty_label=_("All officers")
    )
    pathway: "forms.ModelChoiceField[Pathway]" = forms.ModelChoiceField(
        label=_("Pathway"), required=False, queryset=None, empty_label=_("All pathways")
    )
    province: "forms.ModelChoiceField[Province]" = forms.ModelChoiceField(
        label=_("Province"), required=False, queryset=None, empty_label=_("All provinces")
    )
    standing = forms.ChoiceField(
        label=_("Open or closed"),
        required=False,
        choices=[("", _("Open")), ("closed", _("Closed")), ("all", _("All"))],
    )

    def __init__(self, typed: Mapping[str, Any], *, cases: QuerySet[Case], staff: bool) -> None:
        super().__init__(typed)
        _offer(self, "officer", User.objects.filter(pk__in=cases.values("officer")).order_by("name"))
        _offer(self, "pathway", Pathway.objects.filter(pk__in=cases.values("version__pathway")))
        _offer(self, "province", Province.objects.filter(pk__in=cases.values("enterprise__province")))
        if not staff:
            for name in ("whose", "officer", "province"):
                del self.fields[name]

    @property
    def fine_fields(self) -> list[forms.BoundField]:
        """The filters that are looked for less often."""
        return [field for field in self if field.name in ("stage", "officer", "pathway", "province")]

    @property
    def is_finely_narrowed(self) -> bool:
        """Whether any of those is set."""
        return any(field.value() for field in self.fine_fields)

    @property
    def filters(self) -> Filters:
        """What was chosen; what makes no sense narrows nothing."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return Filters(text=chosen.pop("q", ""), **chosen)


class NewCaseForm(forms.Form):
    """A case on one page. `subject` is a known product (p12), a new product of a known enterprise (e7), or all new."""

    NEW = "new"
    use_required_attribute = False  # a browser would ask for what is not on view
    q = forms.CharField(required=False, label=_("Find the enterprise"))
    subject = forms.CharField(label=_("Who comes, and with what"), initial=NEW)
    name_th = forms.CharField(
        label=_("Name of the enterprise"),
        max_length=200,
        error_messages={"required": _("Enter the name as people say it.")},
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=Enterprise.Kind.choices, initial=Enterprise.Kind.COMMUNITY)
    province: "forms.ModelChoiceField[Province]" = forms.ModelChoiceField(
        label=_("Province"),
        queryset=Province.objects.order_by("name_th"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose its province.")},
    )
    district_th = forms.CharField(label=_("District"), max_length=100, required=False)
    contact_name = forms.CharField(label=_("Person to ask for"), max_length=200, required=False)
    contact_phone = forms.CharField(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput({"type": "tel"})
    )
    registration = forms.CharField(
        label=_("13-digit number"),
        max_length=20,
        required=False,
        help_text=_("Leave it empty if there is none: nobody needs one to begin."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    despite_namesakes = forms.BooleanField(
        label=_("It is another enterprise; register it all the same"), required=False
    )
    product_name = forms.CharField(
        label=_("Product"),
        max_length=200,
        help_text=_("A working title will do."),
        error_messages={"required": _("Say what the product is.")},
    )
    market = forms.ChoiceField(label=_("Where is it to be sold?"), choices=Market.choices, initial=Market.HOME)
    version = forms.CharField(
        label=_("Way to market"), error_messages={"required": _("Choose the way that fits best.")}
    )
    center: "forms.ModelChoiceField[Center]" = forms.ModelChoiceField(label=_("Center"), queryset=None)
    officer: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Officer"), queryset=None, required=False, empty_label=_("Nobody yet")
    )

    def __init__(
        self,
        typed: Mapping[str, Any] | None,
        *,
        centers: QuerySet[Center],
        officers: QuerySet[User] | None,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(typed, initial=dict(initial))
        # What is new has a name; of what is known nothing is asked. Until they choose, everything may be new.
        subject = "" if typed is None else typed.get("subject", "")
        for name in ("name_th", "kind", "province"):
            self.fields[name].required = subject in ("", self.NEW)
        self.fields["product_name"].required = not subject.startswith("p")
        _offer(self, "center", centers)
        if officers is None:
            del self.fields["officer"]
            self.fields["center"].required = False
            cast("forms.ModelChoiceField[Center]", self.fields["center"]).empty_label = gettext("The nearest")
        else:
            _offer(self, "officer", officers)

    @classmethod
    def as_typed(cls, typed: Mapping[str, Any]) -> dict[str, Any]:
        """What was typed, unchecked, to show it again while the person looks for the enterprise."""
        return {name: typed[name] for name in cls.base_fields if name in typed}


class NoteForm(forms.Form):
    """Something to note on a case; members write only what they and staff read."""

    text = forms.CharField(label=_("Note"), widget=forms.Textarea({"rows": 4}), max_length=5000)
    shown_to_enterprise = forms.BooleanField(
        label=_("Show it to the enterprise"),
        required=False,
        help_text=_("Else only staff of the centers on the case and its advisor read it."),
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, staff: bool) -> None:
        super().__init__(typed)
        if not staff:
            del self.fields["shown_to_enterprise"]

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        return {"shown_to_enterprise": True} | self.cleaned_data


class DoneStepForm(forms.Form):
    """A step that was done, when, and where what came of it now is."""

    step: "forms.ModelChoiceField[Step]" = forms.ModelChoiceField(label=_("Step"), queryset=None, empty_label=None)
    on = DayField(label=_("Day"))
    center: "forms.ModelChoiceField[Center]" = forms.ModelChoiceField(
        label=_("Where the sample is now"),
        queryset=Center.objects.order_by("code"),
        required=False,
        empty_label=_("With the enterprise"),
    )

    def __init__(
        self, typed: Mapping[str, Any] | None, *, steps: QuerySet[Step], center: Center, now: datetime, step: str = ""
    ) -> None:
        chosen = steps.filter(key=step).first()
        super().__init__(typed, initial={"on": clock.local_day(now), "center": center, "step": chosen})
        _offer(self, "step", steps)
        self.now = now

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as the operation takes it: today counts until now, another day as its end of work."""
        on = self.cleaned_data["on"]
        done_at = self.now if on == clock.local_day(self.now) else clock.at(on, 17)
        return {"step": self.cleaned_data["step"], "center": self.cleaned_data["center"], "done_at": done_at}


class ClosureForm(forms.Form):
    """Why a case is closed."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 3}), help_text=_("The enterprise reads it.")
    )


class HandoverForm(forms.Form):
    """Who takes the case."""

    officer: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Officer"), queryset=None, empty_label=None
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, officers: QuerySet[User]) -> None:
        super().__init__(typed)
        _offer(self, "officer", officers)


class AdvisorForm(forms.Form):
    """Who advises the enterprise."""

    advisor: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Advisor"), queryset=None, empty_label=_("Choose an advisor")
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, advisors: QuerySet[User], named: User | None) -> None:
        super().__init__(typed, initial={"advisor": named})
        _offer(self, "advisor", advisors)


class SkippingForm(forms.Form):
    """Why a stage is left without what its gate asks for."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 3}), help_text=_("The enterprise reads it.")
    )


class ReferralForm(forms.Form):
    """Which center works on the case too, and why."""

    center: "forms.ModelChoiceField[Center]" = forms.ModelChoiceField(
        label=_("Center"), queryset=None, empty_label=_("Choose a center")
    )
    reason = forms.CharField(label=_("What for"), max_length=300, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, typed: Mapping[str, Any] | None, *, centers: QuerySet[Center]) -> None:
        super().__init__(typed)
        _offer(self, "center", centers)


class ChangeForm(forms.Form):
    """For which market the case is, and which product it brings."""

    market = forms.ChoiceField(label=_("Where is it to be sold?"), choices=Market.choices)
    product: "forms.ModelChoiceField[Product]" = forms.ModelChoiceField(
        label=_("Product"), queryset=None, empty_label=None
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, case: Case) -> None:
        super().__init__(typed, initial={"market": case.market, "product": case.product})
        _offer(self, "product", case.enterprise.products.all())


def subjects_of(enterprises: Iterable[Enterprise]) -> list[tuple[Enterprise, str, list[tuple[str, str]]]]:
    """What can be chosen of each enterprise: a new product of it, and its known ones by name."""
    return [
        (enterprise, f"e{enterprise.pk}", [(f"p{product.pk}", product.name) for product in enterprise.products.all()])
        for enterprise in enterprises
    ]
