"""The icons: which there are, and how one is put on a page."""

import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"


@cache
def icon_names() -> frozenset[str]:
    """Every icon drawn in the sprite."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text()))


def icon(name: str, label: str = "") -> SafeString:
    """The icon as inline SVG: an ornament, unless a label says what it means."""
    if name not in icon_names():
        message = f"No icon is drawn for {name!r}; there are {', '.join(sorted(icon_names()))}."
        raise ValueError(message)
    address = f"{static('ui/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}"><use href="{}"/></svg>', label, address
        )
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="{}"/></svg>', address)
