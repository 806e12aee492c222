"""When two names are likely to mean one enterprise."""

import re

# Words that say what an enterprise is, not which one.
_COMMON = re.compile(
    r"\b(?:company|co|ltd|limited|partnership|community enterprise|group|the|shop)\b\.?"
    r"|บริษัท|จำกัด|ห้างหุ้นส่วน|หจก\.?|บจก\.?|วิสาหกิจชุมชน|กลุ่ม|ร้าน",  # house: compared with names, never shown
    re.IGNORECASE,
)
ALIKE = 0.6  # the share of neighbouring letters two names have in common, from which on a person should look


def core(name: str) -> str:
    """What is left of a name without the words that many names share, without spaces and marks."""
    return re.sub(r"[\W_]+", "", _COMMON.sub(" ", name.casefold()).replace("์", ""))


def alike(one: str, other: str) -> bool:
    """Whether the two names are the same but for spelling, or one holds the other."""
    first, second = core(one), core(other)
    if not first or not second:
        return False
    if min(len(first), len(second)) > len("abc") and (first in second or second in first):
        return True
    pairs_a, pairs_b = ({text[i : i + 2] for i in range(max(1, len(text) - 1))} for text in (first, second))
    return len(pairs_a & pairs_b) >= ALIKE * len(pairs_a | pairs_b)


def digits_of(typed: str) -> str:
    """The number without the spaces and hyphens that people type into it."""
    return re.sub(r"[\s-]+", "", typed)
