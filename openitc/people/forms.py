"""What people type about themselves."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from openitc.people.models import LANGUAGES

PHONE = RegexValidator(r"^[0-9+() -]{6,30}$", _("Write the number in digits, such as 053 123 456."))


class ProfileForm(forms.Form):
    """A person's name, telephone and language."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        validators=[PHONE],
        help_text=_("So that your center can call you about a booking."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        help_text=_("Of these pages and of the mail you get."),
        widget=forms.RadioSelect,
    )
