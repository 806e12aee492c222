"""What is typed about news and success stories."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Center
from openitc.enterprises.models import Enterprise
from openitc.listings.models import Article, Listing
from openitc.listings.operations.articles import Draft, Upload
from openitc.shared.forms import capitalised

LONGEST_BODY = 20_000


class ArticleForm(forms.Form):
    """A piece in both languages."""

    use_required_attribute = False
    center = forms.ModelChoiceField(label=_("Center"), queryset=Center.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("What it is"), choices=capitalised(Article.Kind.choices))
    title_th = forms.CharField(label=_("Title in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    body_th = forms.CharField(
        label=_("Text in Thai"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("An empty line begins a new paragraph."),
    )
    body_en = forms.CharField(label=_("Text in English"), max_length=LONGEST_BODY, widget=forms.Textarea({"rows": 10}))
    picture = forms.FileField(
        label=_("Photograph"),
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("A wide one works best. Who is on it must have agreed, too."),
    )
    listing = forms.ModelChoiceField(
        label=_("Product it leads to"), queryset=Listing.objects.none(), required=False, empty_label=_("None")
    )
    enterprises = forms.ModelMultipleChoiceField(
        label=_("Enterprises it shows"),
        queryset=Enterprise.objects.none(),
        required=False,
        widget=forms.SelectMultiple({"size": 6}),
        help_text=_(
            "Each is asked by its account before the world reads anything. That of the product is one of them."
        ),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - as Django declares it
        centers: QuerySet[Center],
        listings: QuerySet[Listing],
        enterprises: QuerySet[Enterprise],
        article: Article | None = None,
        **kwargs: Any,  # noqa: ANN401 - as above
    ) -> None:
        names = ("center", "kind", "title_th", "title_en", "body_th", "body_en", "listing")
        known = {name: getattr(article, name) for name in names} if article else {}
        if article:
            known["enterprises"] = [one.enterprise_id for one in article.shown.all() if one.enterprise_id]
        kwargs["initial"] = known
        super().__init__(*args, **kwargs)
        self.fields["center"].queryset = centers  # type: ignore[attr-defined] # a choice of rows
        self.fields["listing"].queryset = listings  # type: ignore[attr-defined] # as above
        self.fields["enterprises"].queryset = enterprises  # type: ignore[attr-defined] # as above
        if article:
            del self.fields["center"]

    @property
    def draft(self) -> Draft:
        """What was written, once it is valid."""
        facts = {name: self.cleaned_data[name] for name in ("kind", "title_th", "title_en", "body_th", "body_en")}
        shown = tuple(self.cleaned_data["enterprises"])
        return Draft(**facts, listing=self.cleaned_data["listing"], enterprises=shown)

    @property
    def upload(self) -> Upload | None:
        """The picture that was sent, if there is one."""
        return uploaded(self.cleaned_data.get("picture"))


class ReasonForm(forms.Form):
    """Why a piece is sent back."""

    use_required_attribute = False
    reason = forms.CharField(label=_("What is to change"), max_length=300, widget=forms.Textarea({"rows": 3}))


class PersonForm(forms.Form):
    """Somebody without an account, and their word on paper."""

    use_required_attribute = False
    person = forms.CharField(label=_("Name of the person"), max_length=200)
    paper = forms.FileField(label=_("The paper they signed"), help_text=_("A PDF or a picture of it."))


def uploaded(file: Any) -> Upload | None:  # noqa: ANN401 - as Django gives it
    """Name and content of what was sent."""
    return (file.name or "", file.read()) if file else None
