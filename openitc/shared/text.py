"""Dates and lengths of time in words: Buddhist Era and Thai names in Thai, weekday first in both languages."""

from datetime import date, datetime

from openitc.shared import clock

LANGUAGES = ("th", "en")
BUDDHIST_ERA = 543
_WEEKDAYS = {
    "th": ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "th": ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_LONG_MONTHS = {
    "th": (
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
        "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def year_of(day: date, *, language: str) -> int:
    """The year as the language counts it."""
    return day.year + BUDDHIST_ERA if language == "th" else day.year


def thai_or_english_day(value: date | datetime, *, language: str, weekday: bool = True, year: bool = True) -> str:
    """`อ. 24 พ.ย. 2569` or `Tue 24 Nov 2026`; a moment is taken as the day it is in Thailand."""
    day = clock.local_day(value) if isinstance(value, datetime) else value
    language = _known(language)
    words = [_WEEKDAYS[language][day.weekday()]] if weekday else []
    words += [str(day.day), _MONTHS[language][day.month - 1]]
    if year:
        words.append(str(year_of(day, language=language)))
    return " ".join(words)


def month_and_year(day: date, *, language: str) -> str:
    """`พฤศจิกายน 2569` or `November 2026`."""
    language = _known(language)
    return f"{_LONG_MONTHS[language][day.month - 1]} {year_of(day, language=language)}"


def hour(value: datetime) -> str:
    """`09:00`, as clocks in Thailand show it."""
    return f"{clock.local(value):%H:%M}"


def moment(value: datetime, *, language: str) -> str:
    """`อ. 24 พ.ย. 2569 09:00`."""
    return f"{thai_or_english_day(value, language=language)} {hour(value)}"


def span(start: datetime, end: datetime, *, language: str) -> str:
    """`อ. 24 พ.ย. 2569 09:00–11:00`; over several days both days are named."""
    if clock.local_day(start) == clock.local_day(end):
        return f"{moment(start, language=language)}–{hour(end)}"
    first = thai_or_english_day(start, language=language, year=clock.local(start).year != clock.local(end).year)
    return f"{first} {hour(start)} – {moment(end, language=language)}"


def fiscal_year(day: date) -> int:
    """The Thai fiscal year (Buddhist Era) the day belongs to: it begins on 1 October and is named by its end."""
    october = 10
    return day.year + BUDDHIST_ERA + (1 if day.month >= october else 0)


def _known(language: str) -> str:
    return "th" if language == "th" else "en"
