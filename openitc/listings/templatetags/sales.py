"""Words for the pages of sales."""

from datetime import date

from django import template
from django.utils.translation import get_language

from openitc.shared import text

register = template.Library()


@register.filter
def month_name(value: date) -> str:
    """`March 2026`; in Thai with the year of the Buddhist era."""
    return text.month_and_year(value, language=get_language() or "th")
