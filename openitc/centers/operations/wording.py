"""Days and times as history keeps them: in both languages, so that either reader reads their own."""

from datetime import date, datetime

from django.utils.functional import Promise

from openitc.shared import text
from openitc.shared.models import in_both


def day_in_both(day: date) -> dict[str, str]:
    """The day in words, by language."""
    return {language: text.thai_or_english_day(day, language=language) for language in text.LANGUAGES}


def span_in_both(start: datetime, end: datetime) -> dict[str, str]:
    """From when to when in words, by language."""
    return {language: text.span(start, end, language=language) for language in text.LANGUAGES}


def label_in_both(label: str | Promise) -> dict[str, str]:
    """A translatable label, by language."""
    return in_both(lambda: label)
