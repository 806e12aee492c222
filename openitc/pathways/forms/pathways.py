"""What is typed about a pathway."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openitc.centers.industries import industry_choices
from openitc.centers.models import Center


class PathwayForm(forms.Form):
    """What a pathway is called, for whom it is, and whose it is."""

    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    description_th = forms.CharField(
        label=_("For whom it is, in Thai"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    description_en = forms.CharField(
        label=_("For whom it is, in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    industry = forms.ChoiceField(
        label=_("Kind of product"), required=False, choices=industry_choices(blank=_("Any kind"))
    )

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as operations take it."""
        facts = {name: self.cleaned_data[name] for name in ("name_th", "name_en", "description_th", "description_en")}
        return facts | {"isic": [self.cleaned_data["industry"]] if self.cleaned_data["industry"] else []}


class HomeForm(forms.Form):
    """Into which center a pathway goes."""

    center = forms.ModelChoiceField(Center.objects.none(), label=_("Center"))

    def __init__(self, data: QueryDict | None, *, homes: QuerySet[Center], network: bool = False) -> None:
        super().__init__(data)
        field = cast("forms.ModelChoiceField[Center]", self.fields["center"])
        field.queryset = homes
        field.required = not network
        field.empty_label = gettext("The whole network") if network else None


class NewPathwayForm(HomeForm, PathwayForm):
    """A new pathway: whose it is, what it is called, for whom it is."""
