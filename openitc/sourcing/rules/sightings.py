"""What somebody saw before they wrote: two people at one row notice each other."""

import hashlib


def fingerprint(*values: object) -> str:
    """A short word for the values; it differs as soon as one of them does."""
    return hashlib.sha256("\x1f".join(str(value) for value in values).encode()).hexdigest()[:16]
