"""What staff types while answers are collected."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.files import File
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from openitc.market_tests.forms.answers import NotUnderstood, sending_in
from openitc.market_tests.models import MarketTest, Tablet
from openitc.market_tests.rules.answers import Incoming

MOST_IN_A_FILE, LARGEST_FILE = 2_000, 2_000_000  # answers, bytes


class TabletForm(forms.Form):
    """How a tablet is called, so that one finds it again."""

    name = forms.CharField(
        label=_("Name of the tablet"), max_length=100, help_text=_("For example: booth 3, blue cover")
    )


class SettingAsideForm(forms.Form):
    """Answers that should not count, and why."""

    answer = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Choose at least one answer.")})
    reason = forms.CharField(
        label=_("Why they should not count"),
        max_length=200,
        error_messages={"required": _("Say why these answers should not count.")},
    )

    def __init__(self, *args: Any, keys: list[int], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]  # of such a field


class FileForm(forms.Form):
    """The file that a tablet saved because it could not send, and which tablet that was."""

    tablet = ModelChoiceField(Tablet.objects.none(), label=_("Tablet"))
    file = forms.FileField(label=_("File that the tablet saved"), widget=forms.FileInput({"accept": ".json"}))

    def __init__(self, *args: Any, test: MarketTest, now: datetime, **kwargs: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **kwargs)
        self._test, self._now = test, now
        tablets = self.fields["tablet"]
        tablets.queryset = test.tablets.all()  # type: ignore[attr-defined]  # of such a field
        tablets.label_from_instance = lambda tablet: tablet.name  # type: ignore[attr-defined]  # as above

    def clean_file(self) -> tuple[Incoming, ...]:
        """The answers in it; their times are as the tablet's clock showed them, for nobody knows when it was saved."""
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large to have been saved by a tablet."))
        try:
            return sending_in(file.read(), self._test, now=self._now, at_once=MOST_IN_A_FILE, saved=True).answers
        except NotUnderstood:
            raise forms.ValidationError(_("This is not a file that a tablet saved for an answer page.")) from None
