"""What is typed about a comparison: what it compares, who judges, and what is chosen."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openitc.enterprises.models import Product
from openitc.people.models import User
from openitc.selection.models import Comparison, Criterion, Idea, Judge
from openitc.selection.operations.comparisons import Contents, OwnCriterion
from openitc.selection.queries.comparisons import Usual, criteria_of, ideas_of, usual_criteria
from openitc.shared.forms import capitalised


class ContentsForm(forms.Form):
    """Ideas and criteria on one page: those there are to tick, new ones to type."""

    products: "forms.ModelMultipleChoiceField[Product]" = forms.ModelMultipleChoiceField(
        label=_("Ideas there are already"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    new = forms.CharField(
        label=_("New ideas"),
        required=False,
        max_length=1000,
        help_text=_("One on each line. A working title will do."),
        widget=forms.Textarea({"rows": 3}),
    )
    keys = forms.MultipleChoiceField(label=_("Criteria"), required=False, widget=forms.CheckboxSelectMultiple)
    own_name = forms.CharField(label=_("One of your own"), required=False, max_length=100)
    own_about = forms.CharField(label=_("What is meant"), required=False, max_length=300)
    own_burden = forms.BooleanField(label=_("The more of it, the worse"), required=False)

    def __init__(
        self,
        typed: Mapping[str, Any] | None,
        *,
        products: QuerySet[Product],
        begin: Product | None = None,
        comparison: Comparison | None = None,
    ) -> None:
        """A new comparison begins with a product and all the usual criteria; one under way may have its own."""
        self.known: dict[str, Usual | Criterion] = {row.key: row for row in usual_criteria()}
        chosen, keys = [begin.pk] if begin else [], list(self.known)
        if comparison is not None:
            chosen = list(ideas_of(comparison).values_list("product", flat=True))
            keys = list(criteria_of(comparison).values_list("key", flat=True))
            self.known |= {row.key: row for row in comparison.criteria.all()}
        super().__init__(typed, initial={"products": chosen, "keys": keys})
        choices = [(key, row.name) for key, row in self.known.items()]
        cast("forms.MultipleChoiceField", self.fields["keys"]).choices = choices
        cast("forms.ModelMultipleChoiceField[Product]", self.fields["products"]).queryset = products

    @property
    def boxes(self) -> list[tuple[Any, Usual | Criterion]]:
        """The criteria to tick, each with what is meant."""
        return list(zip(self["keys"], self.known.values(), strict=True))

    @property
    def contents(self) -> Contents:
        """What was typed, as the operation takes it."""
        typed = self.cleaned_data
        lines = [line.strip()[:200] for line in typed["new"].splitlines() if line.strip()]
        own = OwnCriterion(name=typed["own_name"], about=typed["own_about"], burden=typed["own_burden"])
        return Contents(
            products=list(typed["products"]),
            new_products=list(dict.fromkeys(lines)),
            keys=typed["keys"],
            own=[own] if own.name else [],
        )

    def clean(self) -> dict[str, Any]:
        """What a criterion means says nothing without its name."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("own_about") and not typed.get("own_name"):
            self.add_error("own_name", _("Give your own criterion a name."))
        return typed


class JudgeForm(forms.Form):
    """Who judges: a person with an account, or one for whom staff writes."""

    user: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Person"), queryset=None, required=False, empty_label=_("Somebody without an account")
    )
    name = forms.CharField(
        label=_("Name, if without an account"),
        required=False,
        max_length=200,
        help_text=_("Staff of the center writes down what they say."),
    )
    role = forms.ChoiceField(
        label=_("For whom do they judge?"), choices=capitalised(Judge.Role.choices), widget=forms.RadioSelect
    )
    way = forms.ChoiceField(
        label=_("How do they weigh?"),
        choices=[
            (Judge.Way.PAIRS, _("In pairs: two at a time, which matters more")),
            (Judge.Way.POINTS, _("By points: 1 to 100 for each")),
        ],
        initial=Judge.Way.PAIRS,
        widget=forms.RadioSelect,
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, people: QuerySet[User], initial: Mapping[str, Any]) -> None:
        super().__init__(typed, initial=dict(initial))
        cast("forms.ModelChoiceField[User]", self.fields["user"]).queryset = people


class DecisionForm(forms.Form):
    """Which idea the case goes on with."""

    idea: "forms.ModelChoiceField[Idea]" = forms.ModelChoiceField(
        label=_("Idea"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the ideas.")},
    )
    reason = forms.CharField(
        label=_("Why this one"),
        required=False,
        max_length=500,
        help_text=_("Needed where another idea ranks first; everyone on the case reads it."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, comparison: Comparison, first: Idea | None) -> None:
        super().__init__(typed, initial={"idea": first})
        cast("forms.ModelChoiceField[Idea]", self.fields["idea"]).queryset = ideas_of(comparison)
