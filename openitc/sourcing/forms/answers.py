"""What a maker types on its page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AcceptanceForm(forms.Form):
    """The maker's word on the confidentiality terms."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("Kept with the time and this text."),
    )
    agrees = forms.BooleanField(label=_("I accept these terms for my company"), required=False)


class DeclineForm(forms.Form):
    """Why a maker will not quote."""

    reason = forms.CharField(
        label=_("Why not this time?"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("For example: fully booked until March, or below our smallest order."),
    )


class QuestionForm(forms.Form):
    """What a maker wants to know."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The other makers read it too, without your name. Do not name yourself."),
    )
