# house: how public pages are kept by browsers and by caches between is the same for each of them
"""How long and for whom a public page may be kept, and when it need not be sent again.

A page is known by a digest of everything it shows, so that whoever has it is told in a few bytes that it still stands.
It carries no date of change: a certificate lapses and a protected name ends by themselves, with no row changing. It may
be kept for a minute, so that what an enterprise takes back is gone from every cache a minute later.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

A_MINUTE = 60
_TEMPLATES = Path(__file__).parent.parent / "templates" / "listings"
_STYLES = (
    "ui/base.css",
    "ui/layout.css",
    "ui/components.css",
    "listings/page.css",
    "listings/catalogue.css",
    "listings/articles.css",
)


def is_anybody(request: HttpRequest) -> bool:
    """Whether nobody is signed in, told by the cookie alone: the session is not read for it."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def kept(
    request: HttpRequest, *facts: str, answer: Callable[[], HttpResponse], seconds: int = A_MINUTE
) -> HttpResponse:
    """The answer, or that it still stands as the browser has it; for whoever is signed in it is made anew."""
    language = get_language() or "th"
    if not is_anybody(request):
        made = answer()
        made["Cache-Control"] = "private, no-cache"
    else:
        etag = _etag(language, request.COOKIES.get("theme", ""), *facts)
        same = get_conditional_response(request, etag=etag)
        made = HttpResponse(status=same.status_code) if same is not None else answer()
        made["ETag"] = etag
        made["Cache-Control"] = f"public, max-age={seconds}"
    made["Content-Language"] = language
    patch_vary_headers(made, ["Cookie"])
    return made


def _etag(*facts: str) -> str:
    """Weak, for a server between may pack the bytes otherwise."""
    return f'W/"{hashlib.sha256("|".join((_look(), *facts)).encode()).hexdigest()[:32]}"'


@cache
def _look() -> str:
    """What stands for how pages look in this release."""
    digest = hashlib.sha256()
    for template in sorted(_TEMPLATES.glob("*.html")):
        digest.update(template.read_bytes())
    for style in _STYLES:
        digest.update(static(style).encode())
    return digest.hexdigest()
