"""The answer page: for everyone who points a phone at the code. It is the same for all, so that it can be kept."""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import wraps
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from openitc.market_tests.access import answers as access
from openitc.market_tests.access.floods import is_flooding
from openitc.market_tests.forms.answers import NotUnderstood, form_in, language_in, sending_in
from openitc.market_tests.models import Answer, MarketTest
from openitc.market_tests.operations import answers as operations
from openitc.market_tests.queries.answer_pages import AnswerPage, answer_page, with_faults
from openitc.market_tests.queries.answers import faults_in, state_now
from openitc.market_tests.rules.answers import GRACE, MOST_BYTES, Incoming, Taken
from openitc.shared import clock

COOKIE = "answered"
FRESH, STALE = (
    60,
    24 * 3600,
)  # seconds: a page a minute old is as good; without our server one of a day is better than none
Faults = tuple[tuple[str, str], ...]
_signed = Signer(salt="openitc.market_tests.answered")
_INDENTED = re.compile(r"\n\s+")  # a page of large type weighs little, too
TOO_MANY = "60"  # seconds to wait, as Retry-After says it
_KINDS = {"application/json", "application/x-www-form-urlencoded"}


def from_our_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Take only what one of our own pages may send.

    A page that is kept by phones and carriers holds no token of one person, and nobody who answers is signed in:
    there is no right of a person that a foreign page could misuse. What foreign pages must not do is answer in the
    name of their visitors; browsers name the page that sends, and it has to be ours.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if request.method == "POST" and (status := _refusal(request)):
            return _told(request, status, "foreign" if status == HTTPStatus.FORBIDDEN else "not_understood")
        return view(request, *args, **kwargs)

    return guarded


@from_our_page
@gzip_page  # nothing in it is secret or of one person, so that its length tells nothing
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a test; sent to it, answers by its script or by its plain form."""
    test, now = access.test_to_answer(code), clock.now()
    if request.method != "POST":
        return _plain(request, test, now) if "plain" in request.GET else _kept(request, _page(test, now))
    if is_flooding(request, test.code, now=now):
        response = _told(request, HTTPStatus.TOO_MANY_REQUESTS, "flood")
        response.headers["Retry-After"] = TOO_MANY
        return response
    if request.content_type == "application/json":
        return _by_script(request, test, now)
    return _by_form(request, test, now)


@gzip_page
@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """Received; where a plain form leads to."""
    test = access.test_to_answer(code)
    return _kept(request, _words("thanks", language_in(request.GET), test=test))


def _by_script(request: HttpRequest, test: MarketTest, now: datetime) -> HttpResponse:
    """What became of each answer, by its key."""
    try:
        sending = sending_in(request.body, test, now=now)
    except NotUnderstood:
        return _told(request, HTTPStatus.BAD_REQUEST, "not_understood")
    if _answered(request, test) and not sending.another and _new(test, sending.answers):
        return JsonResponse({"fault": "answered"}, status=HTTPStatus.CONFLICT)
    taken = operations.take(test=test, answers=sending.answers, channel=Answer.Channel.PHONE, now=now)
    return _marked(JsonResponse(as_json(taken)), test, taken)


def _by_form(request: HttpRequest, test: MarketTest, now: datetime) -> HttpResponse:
    """Thanks, or the page again with every fault and everything that was chosen."""
    given, language = form_in(request.POST, test, now=now), language_in(request.POST)
    if "agreed" not in request.POST:
        return _again(test, given, request.POST, (("agreed", "missing"), *faults_in(test, given)), now)
    if _answered(request, test) and "another" not in request.POST and _new(test, (given,)):
        return _said(_words("answered", language, test=test), HTTPStatus.CONFLICT)
    taken = operations.take(test=test, answers=[given], channel=Answer.Channel.PHONE, now=now)
    if found := taken.refused.get(given.key):
        return _again(test, given, request.POST, found, now)
    address = f"{reverse('market_tests:thanks', args=[test.code])}?language={language}"
    return _marked(redirect(address), test, taken)


def _plain(request: HttpRequest, test: MarketTest, now: datetime) -> HttpResponse:
    """The page for a browser without scripts, which cannot draw a key: drawn here, for this one reading."""
    if _answered(request, test) and "another" not in request.GET:
        return _said(_words("answered", language_in(request.GET), test=test), HTTPStatus.OK)
    key = uuid4()
    page = answer_page(test, state=state_now(test, now=now), key=key)
    return _said(drawn(page, key=str(key), another="another" in request.GET), HTTPStatus.OK)


def _again(test: MarketTest, given: Incoming, typed: Mapping[str, str], found: Faults, now: datetime) -> HttpResponse:
    page = with_faults(answer_page(test, state=state_now(test, now=now), key=given.key), typed, found)
    another = "another" in typed
    html = drawn(page, key=str(given.key), another=another, language=given.language, typed=typed, faults=dict(found))
    return _said(html, HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(test: MarketTest, now: datetime) -> str:
    """The page, drawn once a minute while the test is open: an opened test asks what it asked."""
    state = state_now(test, now=now)
    if state != "open":
        return drawn(answer_page(test, state=state))
    return cache.get_or_set(f"answer-page:{test.code}", lambda: drawn(answer_page(test, state=state)), FRESH) or ""


def drawn(page: AnswerPage, *, language: str = "th", **context: object) -> str:
    """Without the request: a page that knows of nobody can be the same for everyone."""
    html = render_to_string("market_tests/answer.html", {"page": page, "language": language, **context})
    return _INDENTED.sub("\n", html)


def _words(what: str, language: str, *, test: MarketTest | None = None) -> str:
    return render_to_string("market_tests/answer_words.html", {"what": what, "language": language, "test": test})


def _kept(request: HttpRequest, html: str) -> HttpResponse:
    """The page with what lets phones, carriers and balancers keep it, or word that the one they keep is right."""
    response = _said(html, HTTPStatus.OK)
    response.headers["Cache-Control"] = (
        f"public, max-age={FRESH}, stale-while-revalidate={FRESH}, stale-if-error={STALE}"
    )
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)  # type: ignore[return-value]  # given one, it gives one


def _said(html: str, status: HTTPStatus) -> HttpResponse:
    response = HttpResponse(html, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = "th, en"
    return response


def _told(request: HttpRequest, status: HTTPStatus, what: str) -> HttpResponse:
    """A refusal of a sending as a whole, in the manner it was sent."""
    if request.content_type == "application/json":
        return JsonResponse({"fault": what}, status=status)
    return _said(_words(what, "th"), status)


def as_json(taken: Taken) -> dict[str, object]:
    """What became of each answer, and the faults of those that were refused."""
    return {
        "outcomes": {str(key): word for key, word in taken.outcomes.items()},
        "faults": {str(key): dict(faults) for key, faults in taken.refused.items()},
    }


def _refusal(request: HttpRequest) -> HTTPStatus | None:
    if not is_ours(request):
        return HTTPStatus.FORBIDDEN
    if request.content_type not in _KINDS:
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    length = request.META.get("CONTENT_LENGTH") or "0"
    return None if length.isdecimal() and int(length) <= MOST_BYTES else HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of ours sends, as far as the browser says: by the origin, or by how it stands to us."""
    if origin := request.headers.get("Origin"):
        return urlsplit(origin).netloc == request.get_host()
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}


def _new(test: MarketTest, answers: tuple[Incoming, ...]) -> bool:
    """Whether none of the answers was taken before: what is only repeated is no second answer."""
    return not test.answers.filter(key__in=[each.key for each in answers]).exists()


def _marked(response: HttpResponse, test: MarketTest, taken: Taken) -> HttpResponse:
    """Let the browser remember that this test was answered, and nothing else: the mark is the same for everyone."""
    if not (taken.counted or taken.repeated):
        return response
    ends_on = test.ends_on + GRACE
    response.set_cookie(
        COOKIE,
        _signed.sign(f"{test.code}.{ends_on.isoformat()}"),
        expires=clock.at(ends_on + timedelta(days=1)),
        path=reverse("market_tests:answer", args=[test.code]),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=False,  # the page asks for it, too: it is the same for everyone who reads it
        samesite="Lax",
    )
    return response


def _answered(request: HttpRequest, test: MarketTest) -> bool:
    try:
        code, _dot, ends_on = _signed.unsign(request.COOKIES.get(COOKIE, "")).partition(".")
        return code == test.code and clock.local_day(clock.now()) <= date.fromisoformat(ends_on)
    except (BadSignature, ValueError):
        return False
