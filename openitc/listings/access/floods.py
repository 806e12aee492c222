"""Who may write to an enterprise without an account: anyone, but not machines and not many times.

Nothing kept here says who wrote: an address is known only by a keyed digest that changes every day, for an hour.
"""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest
from django.utils.translation import gettext as _

from openitc.shared import clock
from openitc.shared.refusals import Reason, Refused

MOST_AN_HOUR = 5  # of one address, to whatever product
QUICKEST = timedelta(seconds=3)  # nobody reads and fills the form in less
SLOWEST = timedelta(hours=12)
AN_HOUR = 3600
_signer = TimestampSigner(salt="listings.enquiry")


class NotNow(Refused):
    """Somebody, or something, writes too quickly or too often."""


def ticket_for(slug: str) -> str:
    """What a form carries: for which product it was opened, and when. It is used once."""
    return _signer.sign(slug)


def let_people_in(request: HttpRequest, *, slug: str, ticket: str) -> None:
    """Refuse a form that was never opened, was filled in faster than anybody can, or is one of very many."""
    try:
        opened_for = _signer.unsign(ticket, max_age=SLOWEST)
    except SignatureExpired:
        raise NotNow(Reason(_("This form was open for long. Nothing is lost: send it once more."), "expired")) from None
    except BadSignature:
        opened_for = ""
    if opened_for != slug or _age_of(ticket) < QUICKEST:
        raise NotNow(Reason(_("That was very quick. Nothing is lost: read it once more, and send it."), "quick"))
    if _count(f"listings-enquiries-{_whereabouts(request)}") > MOST_AN_HOUR:
        text = _("From here five questions were sent within an hour. Send this one later, or telephone.")
        raise NotNow(Reason(text, "too_many"))


def is_first_use(ticket: str) -> bool:
    """Whether the form was not sent before: a second tap on a slow line sends nothing twice."""
    return bool(cache.add(f"listings-ticket-{hashlib.sha256(ticket.encode()).hexdigest()}", 1, AN_HOUR))


def _age_of(ticket: str) -> timedelta:
    """How long ago the form was opened."""
    try:
        _signer.unsign(ticket, max_age=QUICKEST)
    except SignatureExpired:
        return QUICKEST
    return timedelta(0)


def _count(key: str) -> int:
    cache.add(key, 0, AN_HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ended between the two
        return 1


def _whereabouts(request: HttpRequest) -> str:
    """A digest of where the request comes from; another one tomorrow, and none without our key."""
    day = clock.local_day(clock.now()).isoformat()
    return hmac.new(settings.SECRET_KEY.encode(), f"{day}|{_address(request)}".encode(), "sha256").hexdigest()[:32]


def _address(request: HttpRequest) -> str:
    """Who speaks to us; behind our own balancer, whom it names last."""
    if settings.SITE_URL.startswith("https://"):
        named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if named:
            return named
    return str(request.META.get("REMOTE_ADDR", ""))
