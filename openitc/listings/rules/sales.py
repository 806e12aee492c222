"""Sales as people write them: months, numbers and sheets, and what a sheet would change."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from openitc.shared.text import BUDDHIST_ERA, LANGUAGES, month_and_year, thai_or_english_day

MOST_ROWS = 5000
SHORT_YEAR, MONTHS, BUDDHIST_CENTURY = 100, 12, 2500
SATANG_A_BAHT, LONGEST_COUNT, MOST_BAHT = 100, 9, 10**12
FIRST_YEAR, LAST_YEAR = 2000, 2100
FIRST_BUDDHIST = FIRST_YEAR + BUDDHIST_ERA
# A day may stand beside the month: `2026-03-31`, `31/3/2569`.
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[/.\-]\s*(?P<month>\d{1,2})(?:\s*[/.\-]\s*\d{1,2})?(?:[ t].*)?")
_YEAR_LAST = re.compile(r"(?:\d{1,2}\s*[/.\-]\s*)?(?P<month>\d{1,2})\s*[/.\-]\s*(?P<year>\d{2}|\d{4})")
_UNIT = re.compile(r"^฿|(?:฿|baht|thb|บาท)\.?$", re.IGNORECASE)  # house: as people type it, never shown

Word = Literal["channel", "month", "units", "revenue"]
COLUMNS: tuple[Word, ...] = ("channel", "month", "units", "revenue")
Row = tuple[int, Sequence[object]]  # its number in the file, and its cells
Fault = Literal["no_channel", "month", "later", "units", "revenue", "nothing_sold", "twice"]


@dataclass(frozen=True, slots=True)
class Told:
    """One row that was read: the channel as it was written, and what was sold there in a month; money is in satang."""

    channel: str
    month: date
    units: int
    revenue: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a row would do: add, change, or nothing."""

    told: Told
    units_before: int | None = None
    revenue_before: int | None = None

    @property
    def kind(self) -> Literal["new", "changed", "unchanged"]:
        """Which of the three."""
        if self.units_before is None:
            return "new"
        same = (self.units_before, self.revenue_before) == (self.told.units, self.told.revenue)
        return "unchanged" if same else "changed"


def decoded(content: bytes) -> str:
    """The text of a sheet: UTF-8, UTF-16 as spreadsheets save it, or the Thai of Windows and of TIS-620."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp874", errors="replace")


def rows_of_text(text: str) -> list[Row]:
    """The rows of a CSV that hold anything, with their numbers, whichever of comma, semicolon and tab parts columns."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    mark = max((",", ";", "\t"), key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    return [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]


def places_of(heads: Sequence[str], words: Mapping[str, Sequence[str]]) -> dict[Word, int]:
    """Where each column stands, by its head in either language; those that are not there are left out."""
    known = [_folded(head) for head in heads]
    found: dict[Word, int] = {}
    for column in COLUMNS:
        wanted = {_folded(word) for word in words[column]}
        places = [place for place, head in enumerate(known) if head in wanted]
        if places:
            found[column] = places[0]
    return found


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def month_of(cell: object) -> date | None:
    """The first day of the month that is meant: a date, `2026-03`, `03/2569`, `มี.ค. 69`, `March 2026`; else none."""
    if isinstance(cell, datetime | date):
        return _month(cell.year, cell.month)
    text = _plain_digits(str(cell)).strip().casefold()
    if named := _named_month(text):
        return named
    found = _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    return _month(int(found["year"]), int(found["month"])) if found else None


def _month(year: int, month: int) -> date | None:
    if year < SHORT_YEAR:  # `69` is 2569 of the Buddhist era, `26` is 2026: 2543 is the first that we take
        year += BUDDHIST_CENTURY if year >= FIRST_BUDDHIST - BUDDHIST_CENTURY else FIRST_YEAR
    if year >= FIRST_BUDDHIST:
        year -= BUDDHIST_ERA
    is_month = 1 <= month <= MONTHS
    return date(year, month, 1) if is_month and FIRST_YEAR <= year <= LAST_YEAR else None


def _named_month(text: str) -> date | None:
    """A month by its name, short or long, with a year after it."""
    found = re.fullmatch(r"(?P<name>\D+?)\s*(?P<year>\d{2}|\d{4})", text)
    if found is None:
        return None
    name = found["name"].strip().rstrip(".").replace(" ", "")
    for kinds in _NAMES.values():
        for names in kinds:
            for number, known in enumerate(names, 1):
                if name == known.casefold().rstrip("."):
                    return _month(int(found["year"]), number)
    return None


def _names(language: str) -> tuple[list[str], list[str]]:
    days = [date(FIRST_YEAR, month, 1) for month in range(1, MONTHS + 1)]
    long = [month_and_year(day, language=language).rsplit(" ", 1)[0] for day in days]
    short = [thai_or_english_day(day, language=language, weekday=False, year=False).split(" ", 1)[1] for day in days]
    return short, long


_NAMES = {language: _names(language) for language in LANGUAGES}


def whole_number(cell: object) -> int | None:
    """A count as people write it: `1,250`, with any digits; else none."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and cell >= 0 else None
    text = _plain_digits(str(cell)).strip().replace(",", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_COUNT else None


def satang(cell: object) -> int | None:
    """An amount of baht as people write it, in satang: `12,500`, `12500.50 baht`; else none."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return round(cell * SATANG_A_BAHT) if 0 <= cell < MOST_BAHT else None
    text = _UNIT.sub("", _plain_digits(str(cell)).strip()).strip().replace(",", "")
    found = re.fullmatch(r"(\d{1,12})(?:\.(\d{1,2}))?", text)
    return int(found[1]) * SATANG_A_BAHT + int((found[2] or "").ljust(2, "0")) if found else None


def _plain_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text)


def read_row(
    cells: Sequence[object], places: Mapping[Word, int], *, latest: date
) -> tuple[Told | None, tuple[Fault, ...]]:
    """What a row tells, or everything that is wrong with it; `latest` is the month that runs now."""

    def cell(column: Word) -> object:
        place = places[column]
        return cells[place] if place < len(cells) and cells[place] is not None else ""

    channel = str(cell("channel")).strip()
    month, units, revenue = month_of(cell("month")), whole_number(cell("units")), satang(cell("revenue"))
    faults: list[Fault] = []
    if not channel:
        faults.append("no_channel")
    if month is None:
        faults.append("month")
    elif month > latest:
        faults.append("later")
    if units is None:
        faults.append("units")
    if revenue is None:
        faults.append("revenue")
    if units == 0 and revenue:
        faults.append("nothing_sold")
    if faults or month is None or units is None or revenue is None:
        return None, tuple(faults)
    return Told(channel, month, units, revenue), ()
