"""People to test with."""

from datetime import UTC, datetime
from itertools import count

from openitc.people import operations
from openitc.people.models import User

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "a long enough sentence"  # noqa: S105 - of nobody real
_numbers = count(1)


def a_user(name: str = "Somchai Jaidee", *, email: str = "", language: str = "en", phone: str = "") -> User:
    """Somebody who can sign in with `PASSWORD`, by default under an address of their own."""
    address = email or f"person{next(_numbers)}@example.com"
    return operations.add_user(
        email=address, name=name, phone=phone, language=language, password=PASSWORD, now=LONG_AGO
    )
