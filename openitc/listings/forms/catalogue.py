"""What somebody looks for in the catalogue."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.listings.queries.catalogue import Wanted

LONGEST = 80
Words = Sequence[tuple[str, str]]


class CatalogueForm(forms.Form):
    """Filters that never fail: what is not among the choices narrows nothing."""

    use_required_attribute = False
    q = forms.CharField(label=_("What are you looking for?"), required=False)
    where = forms.ChoiceField(label=_("Province"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    mark = forms.ChoiceField(label=_("Certificate"), required=False)

    def __init__(self, *args: Any, provinces: Words, kinds: Words, marks: Words) -> None:  # noqa: ANN401 - as Django
        super().__init__(*args)
        blanks = {"where": _("Anywhere"), "kind": _("Every kind"), "mark": _("With or without")}
        for (name, blank), words in zip(blanks.items(), (provinces, kinds, marks), strict=True):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", blank), *words]

    @property
    def wanted(self) -> Wanted:
        """What is looked for, of what can be."""
        self.is_valid()
        clean = getattr(self, "cleaned_data", {})
        text = clean.get("q", "")[:LONGEST].strip()
        return Wanted(
            text=text, province=clean.get("where", ""), kind=clean.get("kind", ""), mark=clean.get("mark", "")
        )

    @property
    def kept(self) -> dict[str, str]:
        """The filters but for the province, as an address holds them."""
        wanted = self.wanted
        return {name: value for name, value in
                (("q", wanted.text), ("kind", wanted.kind), ("mark", wanted.mark)) if value}  # fmt: skip
