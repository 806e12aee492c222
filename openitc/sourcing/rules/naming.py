"""Whether a text that strangers read tells a name that they must not learn yet. No Django, no clock."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

SHORTEST_WORD = 3  # letters of a Latin word that counts
SHORTEST_PIECE = 5  # letters of a piece of a Thai name, which has no spaces, that counts
_WORD = re.compile(r"[^\W_]+(?:[\u0e31-\u0e4e]+[^\W_]*)*")
_THAI = re.compile(r"[\u0e01-\u0e4e]")
_MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"


def told(text: str, names: Iterable[str], *, ordinary: Collection[str] = ()) -> list[str]:
    """What the text tells of the names: a whole name, or a part of one that is no ordinary word; as it stands there."""
    read = _folded(text)
    known = {_folded(word) for word in ordinary}
    found: dict[str, None] = {}
    for name in filter(None, map(_folded, names)):
        if _holds(read, name):
            found[name] = None
            continue
        for word in _WORD.findall(name):
            found |= dict.fromkeys(_thai_pieces(read, word, known) if _THAI.search(word) else _word(read, word, known))
    return list(found)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _holds(read: str, name: str) -> bool:
    """Whether the name stands there, written together or apart."""
    if _THAI.search(name):
        return name.replace(" ", "") in read.replace(" ", "")
    squeezed = r"\s*".join(map(re.escape, name.replace(" ", "")))
    return re.search(rf"(?<!\w){squeezed}(?!\w)", read) is not None


def _word(read: str, word: str, ordinary: Collection[str]) -> list[str]:
    if len(word) < SHORTEST_WORD or word in ordinary or word.isdigit():
        return []
    return [word] if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", read) else []


def _thai_pieces(read: str, word: str, ordinary: Collection[str]) -> list[str]:
    """The longest piece that the text shares with what is left of the word when ordinary words are cut out of it."""
    for common in sorted(ordinary, key=len, reverse=True):
        if _THAI.search(common):
            word = word.replace(common, " ")
            read = read.replace(common, " ")
    found = []
    for piece in word.split():
        match = SequenceMatcher(None, piece, read, autojunk=False).find_longest_match()
        shared = piece[match.a : match.a + match.size].strip().lstrip(_MARKS)
        if len(shared) >= min(SHORTEST_PIECE, len(piece)) and len(shared) >= SHORTEST_WORD:
            found.append(shared)
    return found
