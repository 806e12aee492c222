"""What is typed about the layout of a channel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.listings.models import Mapping
from openitc.listings.queries.channels import columns_of
from openitc.listings.queries.gaps import FIELDS
from openitc.listings.rules.readiness import Column, Layout
from openitc.shared.forms import DayField

EMPTY_ROWS = 3  # to add columns without JavaScript
MOST_COLUMNS = 60
LARGEST_SIDE = 2000  # pixels we keep of a picture


class ColumnForm(forms.Form):
    """One column; without a head it is none."""

    use_required_attribute = False
    header = forms.CharField(label=_("Head of the column"), max_length=120, required=False)
    field = forms.ChoiceField(label=_("What fills it"), choices=FIELDS.items(), initial="blank")
    required = forms.BooleanField(label=_("The channel asks for it"), required=False)
    longest = forms.IntegerField(label=_("Most letters"), min_value=0, max_value=50_000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django declares it
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [(key, str(name)) for key, name in FIELDS.items()]  # type: ignore[attr-defined] # a choice field


Columns = forms.formset_factory(
    ColumnForm, extra=EMPTY_ROWS, max_num=MOST_COLUMNS, validate_max=True, absolute_max=MOST_COLUMNS + EMPTY_ROWS
)


class MappingForm(forms.Form):
    """Where the layout was looked up, and when."""

    use_required_attribute = False
    smallest_picture = forms.IntegerField(
        label=_("Smallest side of a photograph, in pixels"), min_value=0, max_value=LARGEST_SIDE
    )
    fewest_pictures = forms.IntegerField(label=_("Fewest photographs"), min_value=0, max_value=20)
    source = forms.CharField(label=_("Where it is written"), max_length=400, required=False)
    confirmed = forms.BooleanField(
        label=_("I read it there myself: this layout is what the channel asks for"), required=False
    )
    checked_on = DayField(label=_("Looked up on"))

    def __init__(self, *args: Any, mapping: Mapping | None, **kwargs: Any) -> None:  # noqa: ANN401 - as Django declares it
        names = ("smallest_picture", "fewest_pictures", "source", "confirmed")
        kept = {name: getattr(mapping, name) for name in names} if mapping else {"fewest_pictures": 1}
        kwargs["initial"] = {"smallest_picture": 0, **kept, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


def columns_form(mapping: Mapping | None, data: Any = None) -> Any:  # noqa: ANN401 - formsets have no type of their own
    """The columns as they are kept, and some empty ones."""
    known = columns_of(mapping.columns) if mapping else []
    rows = [
        {"header": one.header, "field": one.field, "required": one.required, "longest": one.longest} for one in known
    ]
    return Columns(data, initial=rows, prefix="columns")


def layout_typed(form: MappingForm, columns: Any) -> Layout:  # noqa: ANN401 - as above
    """The layout that was typed; columns without a head are left out."""
    typed = [row.cleaned_data for row in columns if row.cleaned_data.get("header", "").strip()]
    return Layout(
        columns=tuple(
            Column(row["header"].strip(), row["field"], row["required"], row["longest"] or 0) for row in typed
        ),
        smallest_picture=form.cleaned_data["smallest_picture"],
        fewest_pictures=form.cleaned_data["fewest_pictures"],
    )
