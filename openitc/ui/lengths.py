"""Lengths of time, of ways and of words."""

import unicodedata
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTES_AN_HOUR = 60
MINUTES_A_DAY = 24 * MINUTES_AN_HOUR


def duration(length: timedelta | int) -> str:
    """`2 h 30 min`, `14 days`, `1 day 4 h`; a plain number is minutes. From a day on, minutes are left out."""
    minutes = round(length.total_seconds() / 60) if isinstance(length, timedelta) else length
    days, rest = divmod(minutes, MINUTES_A_DAY)
    hours, rest = divmod(rest, MINUTES_AN_HOUR)
    words = []
    if days:
        words.append(ngettext("%(count)s day", "%(count)s days", days) % {"count": f"{days:,}"})
    if hours:
        words.append(_("%(count)s h") % {"count": hours})
    if (rest and not days) or not words:
        words.append(_("%(count)s min") % {"count": rest})
    return " ".join(words)


def distance(kilometres: float) -> str:
    """`212 km`; less than one is said so."""
    if 0 < kilometres < 1:
        return _("under 1 km")
    return _("%(count)s km") % {"count": f"{round(kilometres):,}"}


def letters(text: str) -> int:
    """How many letters wide the text runs: Thai marks above and below take no room."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
