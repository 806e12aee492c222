"""Whether a paper stands: the page that its QR leads to, for anyone in the world."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_GET

from openitc.certification.queries.verification import verified, verified_by_number
from openitc.shared import clock
from openitc.shared.text import LANGUAGES

SECONDS = 60  # that a cache may keep an answer: a withdrawal is seen within a minute
MOST_LETTERS = 80  # of a code or number; whatever is longer is none


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Type the code or the number of a paper."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_LETTERS]
    on = clock.local_day(clock.now())
    if not typed:
        return _answered(request, {"today": on})
    by_code = verified(typed, on)
    if by_code is not None:
        return redirect("certification:verification", by_code.code)
    found = verified_by_number(typed, on)
    one = found[0] if len(found) == 1 else None
    return _answered(request, {"typed": typed, "found": found, "one": one, "today": on}, unknown=not found)


@require_GET
def verification(request: HttpRequest, code: str) -> HttpResponse:
    """What the code names, and whether it holds today.

    A code has 49 bits of chance, so that guessing finds nothing in any time; what is unknown is answered alike,
    whatever was tried, and no cache keeps it.
    """
    on = clock.local_day(clock.now())
    found = verified(code.replace("\x00", "")[:MOST_LETTERS], on)
    context = {"typed": code, "one": found, "found": [found] if found else [], "today": on}
    return _answered(request, context, unknown=found is None)


def _answered(request: HttpRequest, context: dict[str, Any], *, unknown: bool = False) -> HttpResponse:
    """The page, in the language that its address asks for, and how long others may keep it.

    Who comes without any cookie gets a page that is the same for everyone: it hands out none, and any cache may keep
    it for a minute. Everyone else sees their own menu round it, which is nobody's to keep.
    """
    shared = not request.COOKIES and not request.user.is_authenticated
    language = request.GET.get("language", "")
    context |= {"csrf_token": ""} if shared else {}
    with translation.override(language if language in LANGUAGES else translation.get_language()):
        page = render(request, "certification/verification.html", context, status=404 if unknown else 200)
        page["Content-Language"] = translation.get_language() or ""
    patch_vary_headers(page, ["Cookie", "Accept-Language"])
    if unknown or not shared:
        patch_cache_control(page, private=True, no_cache=True)
    else:
        patch_cache_control(page, public=True, max_age=SECONDS)
    return page
