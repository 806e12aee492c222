"""Words for the pages of bookings."""

from datetime import datetime

from django import template
from django.utils.translation import get_language

from openitc.shared import text

register = template.Library()


@register.simple_tag
def span_of(start: datetime, end: datetime) -> str:
    """`Tue 24 Nov 2026 09:00–11:00`, of two moments."""
    return text.span(start, end, language=get_language() or "th")
