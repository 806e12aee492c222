"""What is typed about what an idea costs, and what one would like to try out."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openitc.pathways.models import Version
from openitc.pathways.queries import published_versions
from openitc.resources.models import ResourceType
from openitc.selection.models import CostLine, Idea
from openitc.selection.operations.costings import MOST_UNITS, Entry, Terms
from openitc.selection.queries.costings import Offer
from openitc.selection.queries.evidence import IdeaEvidence
from openitc.selection.rules.costing import Costing, what_if
from openitc.shared.forms import BahtField, capitalised
from openitc.shared.money import baht

PERCENTS = (-90, 300)


def _count(label: Any, **more: Any) -> forms.IntegerField:  # noqa: ANN401 - a lazy text, and Django's own arguments
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_UNITS,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        **more,
    )


class TermsForm(forms.Form):
    """How the idea is sold and made; what is left empty is not known yet."""

    price = BahtField(label=_("Price of one (baht)"), required=False, help_text=_("What you are paid for it."))
    batch_units = _count(_("Units in a batch"), help_text=_("What you can sell of one."))
    monthly_units = _count(_("Units sold in a month"), help_text=_("As you hope."))
    monthly_fixed = BahtField(
        label=_("Fixed costs of a month (baht)"), required=False, help_text=_("Rent, wages: whatever is made.")
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, of: Idea) -> None:
        super().__init__(typed, initial={name: getattr(of, name) or None for name in self.base_fields})

    def terms(self) -> Terms:
        """What was typed, checked."""
        return Terms(**{name: value or 0 for name, value in self.cleaned_data.items()})


class LineForm(forms.Form):
    """One line of a costing. Where the network has such things, one of them may be chosen, with its real fee."""

    machine: "forms.ModelChoiceField[ResourceType]" = forms.ModelChoiceField(
        label=_("From the network"), queryset=None, required=False, empty_label=_("Not from the network: my own price")
    )
    what = forms.CharField(label=_("What for"), max_length=200, required=False)
    basis = forms.ChoiceField(
        label=_("Counted"), choices=capitalised(CostLine.Basis.choices), widget=forms.RadioSelect, initial="unit"
    )
    quantity = forms.DecimalField(
        label=_("How much"),
        max_digits=12,
        decimal_places=3,
        min_value=Decimal("0.001"),
        widget=forms.NumberInput({"inputmode": "decimal", "step": "any"}),
    )
    price = BahtField(label=_("Baht for one"), required=False)

    def __init__(
        self, typed: Mapping[str, Any] | None, *, kind: str, offers: Iterable[Offer], of: CostLine | None = None
    ) -> None:
        initial = {name: getattr(of, name) for name in self.base_fields} if of else {}
        if of:
            initial |= {"quantity": of.quantity.normalize().__format__("f"), "price": None if of.machine else of.price}
        super().__init__(typed, initial=initial)
        self.kind = kind
        known = {offer.type.pk: _offered(offer) for offer in offers}
        if of and of.machine_id and of.machine:
            known.setdefault(of.machine_id, of.machine.name)
        if not known:
            del self.fields["machine"]
            return
        field: Any = self.fields["machine"]  # a choice of rows
        field.queryset = ResourceType.objects.filter(pk__in=known)
        field.choices = [("", field.empty_label), *known.items()]

    def clean(self) -> dict[str, Any]:
        """A line has a name and a price, its own or those of what the network has."""
        cleaned = self.cleaned_data
        if not cleaned.get("machine"):
            if "what" in cleaned and not cleaned["what"].strip():
                self.add_error("what", _("Say what the money is for."))
            if "price" in cleaned and cleaned["price"] is None:
                self.add_error("price", _("Enter what one of it costs."))
        return cleaned

    def entry(self) -> Entry:
        """What was typed, checked."""
        return Entry(kind=self.kind, **self.cleaned_data)


class WhatIfForm(forms.Form):
    """What one would like to try out; what is left empty stays as it was entered."""

    price = BahtField(label=_("Price of one (baht)"), required=False)
    monthly_units = _count(_("Units sold in a month"))
    batch_units = forms.IntegerField(
        label=_("Units in a batch"), required=False, min_value=1, max_value=MOST_UNITS, widget=forms.NumberInput
    )
    monthly_fixed = BahtField(label=_("Fixed costs of a month (baht)"), required=False)
    material = forms.IntegerField(
        label=_("Materials, more or less (%)"), required=False, min_value=PERCENTS[0], max_value=PERCENTS[1]
    )
    machine = forms.IntegerField(
        label=_("Machine fees, more or less (%)"), required=False, min_value=PERCENTS[0], max_value=PERCENTS[1]
    )
    labour = forms.IntegerField(
        label=_("Labour, more or less (%)"), required=False, min_value=PERCENTS[0], max_value=PERCENTS[1]
    )

    def __init__(self, typed: Mapping[str, Any], *, of: Idea) -> None:
        self.asked = any(name in typed for name in self.base_fields)
        initial = {name: getattr(of, name, 0) or None for name in self.base_fields}
        filled = {name: typed.get(name) or value for name, value in initial.items()}  # left empty: as it was entered
        for name in ("price", "monthly_fixed"):
            filled[name] = self.base_fields[name].prepare_value(filled[name])
        super().__init__(
            filled if self.asked else None, initial=initial, auto_id="try_%s"
        )  # beside a form of the same names
        for name, most in _sliders(of).items():
            self.fields[name].widget.attrs |= {"data-slide": f"0 {most}"}
        for name in ("material", "machine", "labour"):
            self.fields[name].widget.attrs |= {"data-slide": "-50 100", "step": "5"}

    def changed(self, costing: Costing) -> Costing | None:
        """The costing with what was tried; None where nothing sensible was asked."""
        if not self.asked or not self.is_valid():
            return None
        found = self.cleaned_data
        amounts = {name: None if (value := found[name]) is None else Fraction(value) for name in _AMOUNTS}
        return what_if(
            costing,
            price=amounts["price"],
            monthly_fixed=amounts["monthly_fixed"],
            batch_units=found["batch_units"],
            monthly_units=found["monthly_units"],
            percent={name: found[name] or 0 for name in ("material", "machine", "labour")},
        )


class WayForm(forms.Form):
    """The way to market an idea would take: those for its industry first, then all the others."""

    version: "forms.ModelChoiceField[Version]" = forms.ModelChoiceField(
        label=_("Way to market"), queryset=None, required=False, empty_label=_("Not chosen yet")
    )

    def __init__(self, typed: Mapping[str, Any] | None, *, evidence: IdeaEvidence | None = None) -> None:
        super().__init__(typed, auto_id=f"way-{evidence.idea.pk}-%s" if evidence else "id_%s")
        field: Any = self.fields["version"]  # a choice of rows
        field.queryset = published_versions().prefetch_related(None)
        if evidence:
            field.initial = evidence.idea.version_id
            field.choices = _ways(evidence, field.empty_label)


def _ways(evidence: IdeaEvidence, none: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - as Django nests choices
    fitting = {row.pk: row.pathway.name for row in evidence.fitting}
    others = {row.pk: row.pathway.name for row in evidence.versions if row.pk not in fitting}
    if (chosen := evidence.idea.version) and chosen.pk not in {**fitting, **others}:
        others[chosen.pk] = chosen.pathway.name
    groups = [(_("For its industry"), fitting), (_("All others") if fitting else _("Ways to market"), others)]
    return [("", none), *((name, list(rows.items())) for name, rows in groups if rows)]


_AMOUNTS = ("price", "monthly_fixed")


def _sliders(idea: Idea) -> dict[str, int]:
    """How far each slider goes: to twice what was entered, and somewhere where nothing was."""
    return {
        "price": max(2 * idea.price // 100, 100),
        "monthly_fixed": max(2 * idea.monthly_fixed // 100, 10_000),
        "monthly_units": max(2 * idea.monthly_units, 100),
        "batch_units": max(2 * idea.batch_units, 100),
    }


def _offered(offer: Offer) -> str:
    fee = baht(offer.fee.usual, language="th" if get_language() == "th" else "en")
    return str(
        _("%(type)s · %(fee)s %(per)s · nearest: %(center)s, %(km)s km")
        % {
            "type": offer.type.name,
            "fee": fee,
            "per": offer.per,
            "center": offer.nearest.center.name,
            "km": f"{offer.km:,}",
        }
    )
