"""Who may write to an enterprise without an account: anyone, but not machines and not many times.

Nothing kept here says who wrote: an address is known only by a keyed digest that changes every day, for an hour.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest
from django.utils.translation import gettext as _

from openitc.people.access import sender_of
from openitc.people.operations import count
from openitc.shared import clock
from openitc.shared.refusals import Reason, Refused

MOST_AN_HOUR = 5  # of one address, to whatever product
QUICKEST = timedelta(seconds=3)  # nobody reads and fills the form in less
SLOWEST = timedelta(hours=12)
AN_HOUR = timedelta(hours=1)
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
    now = clock.now()
    if _counted(f"enquiries:{sender_of(request, on=clock.local_day(now))}", AN_HOUR, now=now) > MOST_AN_HOUR:
        text = _("From here five questions were sent within an hour. Send this one later, or telephone.")
        raise NotNow(Reason(text, "too_many"))


def is_first_use(ticket: str) -> bool:
    """Whether the form was not sent before: a second tap on a slow line sends nothing twice."""
    return _counted(f"ticket:{sha256(ticket.encode()).hexdigest()}", SLOWEST, now=clock.now()) == 1


def _counted(key: str, span: timedelta, *, now: datetime) -> int:
    return count(keys={key: span}, now=now)[key]


def _age_of(ticket: str) -> timedelta:
    """How long ago the form was opened."""
    try:
        _signer.unsign(ticket, max_age=QUICKEST)
    except SignatureExpired:
        return QUICKEST
    return timedelta(0)
