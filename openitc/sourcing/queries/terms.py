"""The confidentiality terms: those on file, and those that hold now."""

import tomllib
from functools import cache
from pathlib import Path

from openitc.sourcing.models import Terms

_FILE = Path(__file__).parent.parent / "data" / "terms.toml"


@cache
def terms_on_file() -> list[dict[str, str | int]]:
    """Every version that comes with the program: number and text in both languages."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))["terms"]
    return [{key: value.strip() if isinstance(value, str) else value for key, value in row.items()} for row in found]


def terms_in_force() -> Terms | None:
    """The latest version that is published."""
    return Terms.objects.order_by("-number").first()
