"""What a buyer without an account types."""

import re
from dataclasses import fields

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from openitc.listings.operations.enquiries import LONGEST_TEXT, Asked

_PHONE = re.compile(r"\+?[\d\s().-]{8,20}")
FEWEST_LETTERS = 10
MOST_LINKS = 2


class EnquiryForm(forms.Form):
    """A question to the enterprise. `website` is seen by machines only: who fills it in is one."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name: the enterprise wants to know whom it answers.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    company = forms.CharField(
        label=_("Company"), max_length=150, required=False, widget=forms.TextInput({"autocomplete": "organization"})
    )
    country = forms.CharField(
        label=_("Country"), max_length=80, required=False, widget=forms.TextInput({"autocomplete": "country-name"})
    )
    reply_to = forms.CharField(
        label=_("E-mail address or telephone number"),
        max_length=200,
        error_messages={"required": _("Say where the answer is to go.")},
        widget=forms.TextInput({"autocomplete": "email"}),
    )
    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_TEXT,
        min_length=FEWEST_LETTERS,
        error_messages={"required": _("Write what you would like to know.")},
        widget=forms.Textarea({"rows": 5}),
    )
    website = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"})
    )
    ticket = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def clean_reply_to(self) -> str:
        """An address or a number that an answer can be sent to."""
        typed: str = self.cleaned_data["reply_to"].strip()
        if not _PHONE.fullmatch(typed):
            try:
                validate_email(typed)
            except ValidationError:
                text = _("Enter an e-mail address such as name@example.com, or a telephone number with country code.")
                raise ValidationError(text) from None
        return typed

    def clean_text(self) -> str:
        """A question, not an advertisement."""
        text: str = self.cleaned_data["text"]
        if len(re.findall(r"https?://|www\.", text, re.IGNORECASE)) > MOST_LINKS:
            raise ValidationError(_("Write your question with at most two links."))
        return text

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled it in."""
        return bool(self.data.get("website"))

    def asked(self) -> Asked:
        """What is asked."""
        return Asked(**{field.name: self.cleaned_data[field.name] for field in fields(Asked)})
