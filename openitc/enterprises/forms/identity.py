"""What is typed about where a product comes from, and about protected names."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Province
from openitc.enterprises.forms.enterprises import provinces
from openitc.enterprises.models import GeographicalIndication, LocalIdentity, Product, RegisteredUse
from openitc.enterprises.operations import Told
from openitc.shared.forms import DayField


def _words(label: Any, help_text: Any = "", length: int = 200) -> forms.CharField:  # noqa: ANN401 - lazy texts
    return forms.CharField(label=label, max_length=length, required=False, help_text=help_text)


def _story(label: Any, help_text: Any = "") -> forms.CharField:  # noqa: ANN401 - lazy texts
    return forms.CharField(
        label=label, max_length=4000, required=False, help_text=help_text, widget=forms.Textarea({"rows": 6})
    )


class IdentityForm(forms.Form):
    """The sheet of local identity; everything on it can wait."""

    province: "forms.ModelChoiceField[Province]" = forms.ModelChoiceField(
        label=_("Province"), queryset=None, required=False, empty_label=_("Choose a province")
    )
    district_th = _words(_("District"), length=100)
    district_en = _words(_("District in English"), length=100)
    material_th = _words(_("Raw material"), _("What it is made of, and who grows or digs it."))
    material_en = _words(_("Raw material in English"))
    season = forms.TypedMultipleChoiceField(
        label=_("When is there raw material?"),
        required=False,
        coerce=int,
        choices=list(MONTHS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The months in which it is fresh and enough."),
    )
    craft_th = _words(_("How it is made"), _("What hands do that no other place does."))
    craft_en = _words(_("How it is made, in English"))
    makers_th = _words(_("Who makes it"), length=300)
    makers_en = _words(_("Who makes it, in English"), length=300)
    story_th = _story(_("Its story"), _("As you would tell it to a guest."))
    story_en = _story(_("Its story in English"))
    use: "forms.ModelChoiceField[RegisteredUse]" = forms.ModelChoiceField(
        label=_("Protected name on the product"), queryset=None, required=False, empty_label=_("None")
    )

    def __init__(
        self,
        typed: Mapping[str, Any] | None,
        *,
        product: Product,
        of: LocalIdentity | None,
        uses: QuerySet[RegisteredUse],
    ) -> None:
        if of:
            initial = {name: getattr(of, name) for name in self.base_fields}
        else:
            enterprise = product.enterprise
            initial = {"province": enterprise.province_id, "district_th": enterprise.district_th}
            initial["district_en"] = enterprise.district_en
        super().__init__(typed, initial=initial)
        self.fields["province"].queryset = provinces()  # type: ignore[attr-defined] # a choice of rows
        # What is no longer in force can be posted again and is then refused in words, not as an unknown choice.
        self.fields["use"].queryset = product.enterprise.registered_uses.all()  # type: ignore[attr-defined] # the same
        self.fields["use"].choices = [  # type: ignore[attr-defined] # the same
            ("", _("None")),
            *((use.pk, f"{use.indication.name} ({use.number})") for use in uses),
        ]

    def told(self) -> Told:
        """What was typed, checked."""
        return Told(**self.cleaned_data)


class PhotographForm(forms.Form):
    """One picture with what is on it."""

    file = forms.FileField(
        label=_("Photograph"),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("A JPEG, PNG or WebP of at most 10 MB. Where it was taken is not kept."),
    )
    caption_th = _words(_("What is on it"))
    caption_en = _words(_("What is on it, in English"))

    def picture(self) -> dict[str, Any]:
        """What was sent, as the operation takes it."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        captions = {name: self.cleaned_data[name] for name in ("caption_th", "caption_en")}
        return {"name": file.name or "", "data": file.read(), **captions}


class UseForm(forms.Form):
    """The permission to use a protected name."""

    indication: "forms.ModelChoiceField[GeographicalIndication]" = forms.ModelChoiceField(
        label=_("Protected name"), queryset=None, empty_label=_("Choose a name")
    )
    number = forms.CharField(label=_("Number of the permission"), max_length=60)
    valid_from = DayField(label=_("First day"))
    valid_until = DayField(label=_("Last day"))
    proof = forms.FileField(
        label=_("The letter"), required=False, help_text=_("A PDF or a photograph; the officer compares it.")
    )

    def __init__(
        self,
        typed: Mapping[str, Any] | None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        indications: QuerySet[GeographicalIndication],
    ) -> None:
        super().__init__(typed, files)
        self.fields["indication"].queryset = indications  # type: ignore[attr-defined] # a choice of rows

    def entered(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        file: UploadedFile[Any] | None = self.cleaned_data["proof"]
        return {**self.cleaned_data, "proof": (file.name or "", file.read()) if file else None}


class WithdrawalForm(forms.Form):
    """Why a permission is taken back."""

    reason = forms.CharField(label=_("Why?"), max_length=300, required=False)
