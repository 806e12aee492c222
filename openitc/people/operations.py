"""Every write to people."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext_lazy as _

from openitc.people.models import Tally, User
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


COUNT = """
INSERT INTO people_tally AS kept (key, count, ends_at)
SELECT key, 1, ends_at FROM unnest(%(keys)s::text[], %(ends)s::timestamptz[]) AS come (key, ends_at) ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN kept.ends_at <= %(now)s THEN 1 ELSE kept.count + 1 END,
    ends_at = CASE WHEN kept.ends_at <= %(now)s THEN excluded.ends_at ELSE kept.ends_at END
RETURNING key, count
"""


def count(*, keys: Mapping[str, timedelta], now: datetime) -> dict[str, int]:
    """Count something under each key, and say how often it came, this time included, since the key's time began.

    One statement, whole by itself: of many who come at once each is told another number, whichever process answers.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"keys": list(keys), "ends": [now + span for span in keys.values()], "now": now})
        return dict(cursor.fetchall())


@operation
def forget_tallies(*, by: None, now: datetime) -> None:  # noqa: ARG001 - the clock does it
    """Throw away what is counted no more."""
    Tally.objects.filter(ends_at__lte=now).delete()
