"""Codes on papers, however somebody types what they read."""

import re

_AROUND = re.compile(r"[\s\-–.]+")


def read_code(typed: str) -> str:
    """The code without the spaces and hyphens of whoever read it out, in capitals."""
    return _AROUND.sub("", typed).upper()
