"""Numbers people read out and secrets nobody guesses."""

import hashlib
import secrets

from stdnum.exceptions import ValidationError
from stdnum.th import pin, tin


def secret() -> str:
    """A secret for an address: 32 bytes of chance, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest(of_secret: str) -> str:
    """What a table keeps of a secret: its SHA-256."""
    return hashlib.sha256(of_secret.encode()).hexdigest()


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
