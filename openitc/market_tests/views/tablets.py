"""The answer page on a tablet without a signal, and what keeps it there."""

import hashlib
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from openitc.market_tests.access import answers as access
from openitc.market_tests.forms.answers import NotUnderstood, sending_in
from openitc.market_tests.models import Answer
from openitc.market_tests.operations import answers as operations
from openitc.market_tests.queries.answer_pages import answer_page
from openitc.market_tests.queries.answers import state_now
from openitc.market_tests.views.answers import as_json, drawn, from_our_page
from openitc.shared import clock

# What a tablet keeps beside the page, so that it opens without a signal.
PARTS = ("ui/tokens.css", "market_tests/answer.css", "market_tests/answer.js", "market_tests/tablet.js")


@from_our_page
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """The page of a test on a tablet; answers come back from it many at once, and maybe twice."""
    found, now = access.tablet_behind(code, secret), clock.now()
    if request.method != "POST":
        page = answer_page(found.test, state=state_now(found.test, now=now))
        own = [found.test.code, secret]
        address, worker = reverse("market_tests:tablet", args=own), reverse("market_tests:tablet-worker", args=own)
        html = drawn(page, tablet=found, address=address, worker=worker)
        return HttpResponse(html, headers={"Cache-Control": "private, no-cache", "Content-Language": "th, en"})
    try:
        sending = sending_in(request.body, found.test, now=now)
    except NotUnderstood:
        return JsonResponse({"fault": "not_understood"}, status=HTTPStatus.BAD_REQUEST)
    taken = operations.take(
        test=found.test, answers=sending.answers, channel=Answer.Channel.TABLET, tablet=found, now=now
    )
    return JsonResponse(as_json(taken))


@require_safe
def tablet_worker(_request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """What keeps the page on the tablet: it may stand for all below the address of the page, and for nothing else."""
    found = access.tablet_behind(code, secret)
    page = reverse("market_tests:tablet", args=[found.test.code, secret])
    parts = [static(part) for part in PARTS]
    version = hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]
    context = {"page": page, "parts": parts, "version": version, "code": found.test.code}
    script = render_to_string("market_tests/tablet_worker.js", context)
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})
