"""Who answers for a laboratory without an account: the browser that opened its link, and no other."""

from datetime import datetime

from django.db.models import QuerySet

from openitc.certification.models import LabRequest
from openitc.shared.ids import alike, digest

NOBODY = digest("")  # what is compared where there is no such link, so that the answer takes as long
COOKIE = "laboratory"  # of one link alone: its path is the link's
SAMPLE_COOKIE = "laboratory-{}"  # of the same browser where it scans the samples of that request


def living_requests(*, now: datetime) -> QuerySet[LabRequest]:
    """Those whose link opens something: of a laboratory without an account, not withdrawn, not expired."""
    rows = LabRequest.objects.filter(center=None, withdrawn_at=None, expires_at__gt=now)
    return rows.select_related("case__product", "case__center", "case__enterprise", "lot")


def request_behind(secret: str, *, now: datetime) -> LabRequest | None:
    """The living request whose link it is, opened or not; found by what is kept of the secret, never by itself."""
    kept = digest(secret)
    request = living_requests(now=now).filter(secret_hash=kept).first()
    found = request.secret_hash if request else None
    return request if alike(found or NOBODY, kept) else None


def request_opened(*, secret: str, key: str, now: datetime) -> LabRequest | None:
    """The same, for the browser that opened it and for no other: `key` is what that browser was given."""
    request = request_behind(secret, now=now)
    return request if request and opened_by(request, key) else None


def opened_by(request: LabRequest, key: str) -> bool:
    """Whether the key is the one of the browser that opened the request's link."""
    known = request.browser_hash
    return alike(known or NOBODY, digest(key)) and bool(known)
