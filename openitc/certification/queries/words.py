"""Limits and findings in words, as reports and pages say them."""

from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openitc.certification.models import LabTest, Result, Sample

DAYS = "d"  # the unit of tests over time
BOTH = " / "  # between the Thai and the English words of a label


def number_in_words(value: Decimal) -> str:
    """A value without the zeros that the table adds: 9, 0.35, 100,000."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_unit(value: Decimal, unit: str) -> str:
    """The value with its unit; days as people say them."""
    if unit == DAYS and value == int(value):
        return ngettext("%(count)s day", "%(count)s days", int(value)) % {"count": int(value)}
    return f"{number_in_words(value)} {unit}".strip()


def limit_in_words(test: LabTest) -> str:
    """When the test passes; blank where whoever tests decides."""
    least, most = test.least, test.most
    if least is not None and most is not None:
        values = {"least": number_in_words(least), "most": with_unit(most, test.unit)}
        return _("from %(least)s to %(most)s") % values
    if least is not None:
        return _("%(least)s or more") % {"least": with_unit(least, test.unit)}
    if most is not None:
        return _("%(most)s or less") % {"most": with_unit(most, test.unit)}
    return ""


def finding_in_words(result: Result) -> str:
    """What was found, and on which day of a test that takes days."""
    found = with_unit(result.value, result.test.unit) if result.value is not None else result.text
    if result.value is not None and result.text:
        found = f"{found} · {result.text}"
    if result.on_day is not None:
        return _("%(found)s, seen on day %(day)s") % {"found": found, "day": result.on_day}
    return found


def unit_in_words(unit: str) -> str:
    """A unit as it stands beside a field."""
    return _("days") if unit == DAYS else unit


def sample_in_words(sample: Sample) -> str:
    """What the label of a sample says, in the reader's language alone."""
    thai, _both, english = sample.what.partition(BOTH)
    return english if english and get_language() != "th" else thai
