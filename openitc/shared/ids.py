"""Numbers people read out and secrets nobody guesses."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from stdnum.exceptions import ValidationError
from stdnum.th import pin, tin

READ_OUT = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nobody takes one for another: no 0 and O, no 1, I and L
CODE_LETTERS = 10
LINK_LETTERS = 40  # hexadecimal: 160 bits
RENEWAL_PAUSE = timedelta(minutes=15)  # between two fresh links to the same address


def secret() -> str:
    """A secret for an address: 32 bytes of chance, safe in a URL."""
    return secrets.token_urlsafe(32)


def public_code() -> str:
    """A code for an address that stands on paper as a QR and is read out when the QR fails: 49 bits of chance."""
    return "".join(secrets.choice(READ_OUT) for _ in range(CODE_LETTERS))


def digest(of_secret: str) -> str:
    """What a table keeps of a secret: its SHA-256."""
    return hashlib.sha256(of_secret.encode()).hexdigest()


def secret_drawn(salt: str, *, of: str, key: str) -> str:
    """The secret of a link that is kept nowhere: without this installation's key nobody draws it from the salt."""
    drawn = hmac.new(key.encode(), f"{of}:{salt}".encode(), hashlib.sha256)
    return drawn.hexdigest()[:LINK_LETTERS]


def alike(one: str, other: str) -> bool:
    """Whether both are the same, found out in the same time whatever they are."""
    return hmac.compare_digest(one.encode(), other.encode())


def may_be_renewed(renewed_at: datetime | None, *, now: datetime) -> bool:
    """Whether enough time has passed since a fresh link was last sent."""
    return renewed_at is None or now - renewed_at >= RENEWAL_PAUSE


def is_thai_number(digits: str) -> bool:
    """Whether the 13 digits are a citizen, juristic or tax number whose check digit is right."""
    try:
        tin.validate(digits)
    except ValidationError:
        return pin.is_valid(digits)
    return True


def masked(digits: str) -> str:
    """A 13-digit number as it may be shown: `x-xxxx-xxxxx-12-3`."""
    return f"x-xxxx-xxxxx-{digits[-3:-1]}-{digits[-1:]}"
