"""What the pages of journeys say that no others do."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def marked(words: str, sought: str) -> SafeString:
    """The words with every piece that was searched for brought out, inside running Thai too."""
    pieces = "|".join(re.escape(piece) for piece in sorted(sought.split(), key=len, reverse=True))
    if not pieces:
        return conditional_escape(words)
    # Every other part is a piece that was sought; each is escaped by itself.
    parts = re.split(f"({pieces})", str(words), flags=re.IGNORECASE)
    shown = [
        f"<mark>{conditional_escape(part)}</mark>" if n % 2 else conditional_escape(part)
        for n, part in enumerate(parts)
    ]
    return mark_safe("".join(shown))  # noqa: S308 - every part was escaped above
