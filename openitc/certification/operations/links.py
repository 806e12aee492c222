"""The secret link of a laboratory without an account: it opens in one browser, and a fresh one can be sent."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.certification.access.links import living_requests
from openitc.certification.models import LabRequest
from openitc.certification.operations.link_secrets import draw
from openitc.certification.operations.telling import keep, lock_request, send_letter
from openitc.certification.rules.laboratory import LINK_KEPT
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.ids import digest, may_be_renewed
from openitc.shared.ids import secret as new_secret
from openitc.shared.refusals import Reason, Refused

FRESH = gettext_noop("Here is a fresh link for the laboratory tests of request %(number)s. Earlier ones open nothing.")


class LinkOpensNothing(Refused):
    """A guessed, used, expired or forwarded link: nobody is told which."""


@operation
def open_link(*, secret: str, by: User | None, now: datetime) -> tuple[LabRequest, str]:
    """Burn the link, once: whoever comes first is given the key of its browser; everybody after is refused."""
    key = new_secret()
    row = living_requests(now=now).filter(secret_hash=digest(secret), browser_hash="").first()
    taken = row and LabRequest.objects.filter(pk=row.pk, secret_hash=row.secret_hash, browser_hash="").update(
        browser_hash=digest(key), opened_at=row.opened_at or now
    )
    if not row or not taken:
        raise LinkOpensNothing(Reason(_("This link opens nothing here."), "opens_nothing"))
    keep("opened-lab-link", gettext_noop("The laboratory opened its link to request %(number)s."), row, by=by, now=now)
    return row, key


@operation
def renew_link(*, request: LabRequest, by: User | None, now: datetime) -> bool:
    """Send a fresh link to the laboratory's address and let no browser in by an earlier one; not twice in 15 minutes.

    Whoever holds a link that opens nothing may ask for it, and is never told whether anything was sent. Staff may
    renew one that has expired.
    """
    lock_request(request)
    living = request.withdrawn_at is None and request.answers_by_link
    expired = request.expires_at is None or request.expires_at <= now
    pause = by is None and (expired or not may_be_renewed(request.renewed_at, now=now))
    if pause or not living:
        return False
    draw(request)
    request.renewed_at, request.expires_at = now, now + LINK_KEPT
    request.save(update_fields=["salt", "secret_hash", "browser_hash", "renewed_at", "expires_at"])
    send_letter(request, FRESH, {"number": request.number})
    sentence = gettext_noop("A fresh link was sent to the laboratory of request %(number)s.")
    keep("renewed-lab-link", sentence, request, by=by, now=now)
    return True
