"""The secret of a laboratory's link: drawn from its salt and the key of this installation, and kept nowhere."""

from django.conf import settings

from openitc.certification.models import LabRequest
from openitc.shared.ids import digest, secret_drawn
from openitc.shared.ids import secret as new_salt


def secret_of(request: LabRequest) -> str:
    """What its link ends with."""
    return secret_drawn(request.salt, of="openitc.certification.laboratory", key=settings.SECRET_KEY)


def draw(request: LabRequest) -> None:
    """Another salt, and so another secret; no browser knows it yet, and only what is kept of it stands in the row."""
    request.salt = new_salt()
    request.secret_hash, request.browser_hash = digest(secret_of(request)), ""
