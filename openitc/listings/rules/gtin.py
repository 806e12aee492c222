"""Numbers that trade asks for: the number under the bar code, and the customs tariff."""

import unicodedata

from stdnum import ean

HS_LENGTHS = (6, 8, 10)  # the world's six digits, the eight of ASEAN's tariff, the ten of some countries
_CHAPTERS = range(1, 98)
_RESERVED_CHAPTER = 77


def compact(typed: str) -> str:
    """The number as it is kept: in our digits, without the spaces, points and hyphens that people write in it."""
    kept = (str(unicodedata.decimal(letter, letter)) for letter in typed)
    return "".join(letter for letter in kept if letter != "." and unicodedata.category(letter) not in ("Pd", "Zs"))


def is_gtin(digits: str) -> bool:
    """Whether it is a GTIN of 8, 12, 13 or 14 digits whose last one checks the others."""
    return digits.isascii() and ean.is_valid(digits)


def is_hs_code(digits: str) -> bool:
    """Whether it may be a heading of the Harmonized System: six, eight or ten digits of a chapter that there is."""
    if not (digits.isascii() and digits.isdigit() and len(digits) in HS_LENGTHS):
        return False
    chapter = int(digits[:2])
    return chapter in _CHAPTERS and chapter != _RESERVED_CHAPTER


def spaced_hs_code(digits: str) -> str:
    """The code as customs write it: `2101.20`, `2101.20.90`."""
    return ".".join(part for part in (digits[:4], digits[4:6], digits[6:8], digits[8:]) if part)
