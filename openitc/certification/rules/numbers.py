"""The numbers of certificates, each kind checked by its own format."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field

ANY, FOOD, COMMUNITY = "any", "food_serial", "community_product"
FOOD_DIGITS = 13
STATUSES = "1234"  # made or imported, licensed by the FDA or by a province
GIVERS = "12"  # the FDA, a province
FIRST_COMMUNITY_YEAR = 2546  # of the first community product standards, in the Buddhist era
_MARK = re.compile(r"^[^\d]+")  # letters of the mark before the number, as it is often copied with it
_FOOD_SIGNS = re.compile(r"[\d\s./-]*")
_COMMUNITY = re.compile(
    r"(?P<standard>\d{1,4})(?P<part>[-.]\d{1,4})?/(?P<after>\d{1,4})(?: ?\((?P<letters>[^()\d]{1,8})\))?"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a number, and the values that its sentence names."""

    code: str
    values: dict[str, str | int] = field(default_factory=dict)


def written(kind: str, typed: str) -> str:
    """The number as it is kept: digits of one script, one kind of hyphen, and a food serial number in its groups."""
    plain = " ".join("".join(_plain(letter) for letter in typed).split())
    if kind == ANY:
        return plain
    bare = _MARK.sub("", plain)
    if kind == FOOD:
        digits = re.sub(r"\D", "", bare)
        return grouped(digits) if len(digits) == FOOD_DIGITS and _FOOD_SIGNS.fullmatch(bare) else plain
    return bare or plain


def grouped(digits: str) -> str:
    """Thirteen digits as they stand on a label: `50-2-01564-2-0001`."""
    return "-".join((digits[:2], digits[2], digits[3:8], digits[8], digits[9:]))


def faults(kind: str, typed: str, *, provinces: Collection[str], year: int) -> list[Fault]:
    """Everything that is wrong with the number; `provinces` are their two digits, `year` is this one, Buddhist era."""
    number = written(kind, typed)
    if not number:
        return [Fault("none")]
    if kind == FOOD:
        return _faults_of_food(_MARK.sub("", number), provinces, year)
    return _faults_of_community(number, year) if kind == COMMUNITY else []


def _faults_of_food(number: str, provinces: Collection[str], year: int) -> list[Fault]:
    """Province, status of the place, its number and year of licence, who gave the number, the product."""
    digits = re.sub(r"\D", "", number)
    found = [] if _FOOD_SIGNS.fullmatch(number) else [Fault("food_signs")]
    if len(digits) != FOOD_DIGITS:
        return [*found, Fault("food_length", {"count": len(digits)})]
    if digits[:2] not in provinces:
        found.append(Fault("food_province", {"digits": digits[:2]}))
    if digits[2] not in STATUSES:
        found.append(Fault("food_status", {"digit": digits[2]}))
    if digits[3:6] == "000":
        found.append(Fault("food_place"))
    if int(digits[6:8]) > year % 100:  # of 25..; a year of 24.. lies before any food licence
        found.append(Fault("food_year", {"year": f"25{digits[6:8]}"}))
    if digits[8] not in GIVERS:
        found.append(Fault("food_giver", {"digit": digits[8]}))
    if digits[9:] == "0000":
        found.append(Fault("food_product"))
    return found


def _faults_of_community(number: str, year: int) -> list[Fault]:
    """A number, a slash, and a year or a serial number; letters of the province may follow in brackets."""
    found = _COMMUNITY.fullmatch(number)
    if found is None:
        return [Fault("community_form")]
    after = found["after"]
    if found["part"] or len(after) < len(str(year)) or FIRST_COMMUNITY_YEAR <= int(after) <= year:
        return []
    return [Fault("community_year", {"year": after, "first": FIRST_COMMUNITY_YEAR, "last": year})]


def _plain(letter: str) -> str:
    """A digit of any script as ours, a dash of any length as a hyphen; what is not seen is left out."""
    category = unicodedata.category(letter)
    if category == "Pd" or letter == "\N{MINUS SIGN}":
        return "-"
    if category in {"Cf", "Cc"}:
        return " " if letter.isspace() else ""
    return str(unicodedata.decimal(letter, letter))
