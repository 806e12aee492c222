"""Every write to people."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from openitc.people.models import User
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused


class EmailTaken(Refused):
    """Somebody with that e-mail address is here already."""


@operation
def add_user(  # house: whoever signs up is not known yet
    *, email: str, name: str = "", phone: str = "", language: str = "th", password: str | None = None, now: datetime
) -> User:
    """Make somebody known. Without a password they set their own, through "forgot your password"."""
    user = User(email=email.strip().lower(), name=name, phone=phone, language=language, joined_at=now)
    user.set_password(password)
    taken = EmailTaken(Reason(_("Somebody with this e-mail address is here already."), "email_taken", "email"))
    with refusing(taken, on="people_user_email_key"):
        user.save(force_insert=True)
    return user


@operation
def invite(*, email: str, name: str = "", by: User | None, now: datetime) -> User:
    """Find who has the e-mail address, or make them known, in the language of who asks, so that they can get a role."""
    known = User.objects.filter(email=email.strip().lower()).first()
    return known or add_user(email=email, name=name, language=by.language if by else "th", now=now)


@operation
def change_profile(*, by: User, name: str, phone: str, language: str) -> User:  # house: no moment of it is kept
    """Write what the person says of themself."""
    by.name, by.phone, by.language = name, phone, language
    by.save(update_fields=["name", "phone", "language"])
    return by
