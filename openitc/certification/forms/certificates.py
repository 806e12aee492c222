"""What is typed of a certificate."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.certification.access.certificates import Holder
from openitc.certification.operations.certificates import Upload, Wording
from openitc.enterprises.models import Product
from openitc.shared.forms import DayField
from openitc.standards.models import Standard
from openitc.standards.queries.editions import standing

LONG = {"rows": 2}


class StandardChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # Django takes none when it runs
    """A standard by its name, with its mark as it stands on labels."""

    def label_from_instance(self, obj: Standard) -> str:
        """The words of the choice."""
        return f"{obj.name} ({obj.mark})" if obj.mark and obj.mark not in obj.name else obj.name


class CertificateForm(forms.Form):
    """What stands on the paper, and the paper itself."""

    standard = StandardChoice(
        label=_("What was given"), queryset=Standard.objects.none(), to_field_name="key",
        empty_label=_("Choose the certificate, licence or number"),
    )  # fmt: skip
    product = forms.ModelChoiceField(
        label=_("Of which product"), queryset=Product.objects.none(), required=False,
        empty_label=_("Of the enterprise or its place of production"),
        help_text=_("A licence of the place holds for every product made there."),
    )  # fmt: skip
    number = forms.CharField(
        label=_("Number on the paper"), max_length=60,
        help_text=_("As on the paper. The 13 digits of a food serial number are checked one by one."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    issuer = forms.CharField(label=_("Issued by"), max_length=200)
    scope = forms.CharField(
        label=_("What it covers"), max_length=300, required=False, widget=forms.Textarea(LONG),
        help_text=_("In the words of the paper. Anyone who reads its QR sees this."),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Place of production"), max_length=200, required=False, help_text=_("If the paper names one.")
    )
    issued_on = DayField(label=_("Issued on"))
    expires_on = DayField(label=_("Last day"), required=False, help_text=_("Leave it blank if the paper names none."))
    file = forms.FileField(
        label=_("The paper"), required=False,
        help_text=_("A photo or PDF. Only you and the staff of your centers see it; a second person compares it."),
    )  # fmt: skip

    def __init__(
        self,
        typed: Mapping[str, Any] | None,
        files: Any = None,  # noqa: ANN401 - Django's own
        *,
        holder: Holder,
        standard: str = "",
    ) -> None:
        editions = standing().order_by("standard__key")
        chosen = next((edition for edition in editions if edition.standard.key == standard), None)
        initial = {"standard": standard, "issuer": chosen.authority if chosen else ""}
        super().__init__(typed, files, initial=initial)
        self.fields["standard"].queryset = Standard.objects.filter(  # type: ignore[attr-defined] # a choice of rows
            pk__in=[edition.standard_id for edition in editions]
        )
        self._case = holder.case
        if holder.case is not None:
            del self.fields["product"]  # the case brings one
        else:
            self.fields["product"].queryset = holder.enterprise.products.all()  # type: ignore[attr-defined] # as above

    @property
    def wording(self) -> Wording:
        """What was typed, checked."""
        names = ("number", "issuer", "scope", "place", "issued_on", "expires_on")
        return Wording(**{name: self.cleaned_data[name] for name in names})

    @property
    def bearer(self) -> Product | None:
        """Of which product it is, where its standard is given to products."""
        return self._case.product if self._case else self.cleaned_data["product"]

    @property
    def upload(self) -> Upload | None:
        """The paper, by its name and what is in it."""
        file = self.cleaned_data["file"]
        return (file.name, file.read()) if file else None


class WithdrawalForm(forms.Form):
    """Why something is withdrawn."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"), max_length=300, widget=forms.Textarea(LONG),
        help_text=_("The enterprise and its officer read this; who reads the QR does not."),
    )  # fmt: skip
