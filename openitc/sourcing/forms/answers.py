"""What a maker types on its page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AcceptanceForm(forms.Form):
    """The maker's word on the confidentiality terms."""

    use_required_attribute = False  # we say ourselves what is missing

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Enter your name: it is kept with your word.")},
        help_text=_("Kept with the time and this text."),
    )
    agrees = forms.BooleanField(
        label=_("I accept these terms for my company"),
        error_messages={"required": _("Tick that you accept the terms, or decline the request.")},
    )


class DeclineForm(forms.Form):
    """Why a maker will not quote."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why not this time?"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why, in a few words: it helps to ask you for the right things.")},
        help_text=_("For example: fully booked until March, or below our smallest order."),
    )


class QuestionForm(forms.Form):
    """What a maker wants to know."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Your question"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write your question.")},
        help_text=_("The other makers read it too, without your name. Do not name yourself."),
    )
