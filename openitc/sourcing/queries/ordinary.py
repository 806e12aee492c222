"""Words that name nobody, whatever enterprise or product they are part of the name of."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "ordinary_words.toml"


@cache
def ordinary_words() -> frozenset[str]:
    """All of them, of both languages."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return frozenset(word for words in found.values() for word in words)
