"""Words that Django and allauth put on our pages, said anew in our own catalogue because theirs are stiff in Thai."""

from django.utils.translation import gettext_noop as _

SAID_ANEW = (
    _("This field is required."),
    _("Enter a valid email address."),
    _("Enter a valid date."),
    _("Enter a valid time."),
    _("Enter a whole number."),
    _("Enter a number."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("The email address and/or password you specified are not correct."),
    _("A user is already registered with this email address."),
    _("Forgot your password?"),
    _("Remember Me"),
    _("Email address"),
    _("Password"),
    _("Email"),
    _("Login"),
    _("New Password"),
    _("New Password (again)"),
    _("Current Password"),
)
