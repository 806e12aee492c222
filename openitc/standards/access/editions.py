"""Who may read and who may write standards.

What is approved and confirmed everyone may read. Drafts are written by whoever serves clients at a center, as officer
or manager, and by administrators: they meet the authorities every day. A manager of any center or an administrator
approves them, and never the person who wrote them last. Retiring a standard, and bringing one back, is for the same
people as approving. Enterprises, makers, operators and analysts only read.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from openitc.centers.access import Standing, standing_of
from openitc.people.models import User
from openitc.standards.models import Edition, Method, Standard


def writes_standards(standing: Standing) -> bool:
    """Whether the person writes drafts."""
    return bool(standing.serves_at) or standing.administrator


def approves_standards(standing: Standing) -> bool:
    """Whether the person approves what others wrote."""
    return bool(standing.manager_of) or standing.administrator


def let_writers_only(user: User, *, on: date) -> Standing:
    """Refuse whoever writes no drafts."""
    standing = standing_of(user, on=on)
    if not writes_standards(standing):
        raise PermissionDenied
    return standing


def standard_to_read(*, key: str) -> Standard:
    """A standard that has an approved edition; of others nobody but their writers knows."""
    if standard := Standard.objects.filter(key=key, editions__in=Edition.objects.approved()).distinct().first():
        return standard
    raise Http404


def standard_to_write(*, user: User, key: str, on: date) -> Standard:
    """A standard of which the person may begin the next edition."""
    let_writers_only(user, on=on)
    if standard := Standard.objects.filter(key=key).first():
        return standard
    raise Http404


def standard_to_retire(*, user: User, key: str, on: date) -> Standard:
    """A standard, for those who approve."""
    standard = standard_to_read(key=key)
    if not approves_standards(standing_of(user, on=on)):
        raise PermissionDenied
    return standard


def draft_to_write(*, user: User, draft_id: int, on: date) -> Edition:
    """A draft with all that belongs to it; for who writes none there is no such draft."""
    if not writes_standards(standing_of(user, on=on)):
        raise Http404
    if draft := Edition.objects.drafts().whole().filter(pk=draft_id).first():
        return draft
    raise Http404


def draft_to_approve(*, user: User, draft_id: int, on: date) -> Edition:
    """A draft, for those who approve; that it is not their own is for the operation to say."""
    draft = draft_to_write(user=user, draft_id=draft_id, on=on)
    if not approves_standards(standing_of(user, on=on)):
        raise PermissionDenied
    return draft


def test_to_write(draft: Edition, *, key: str) -> Method:
    """A test of that draft and of no other."""
    for method in draft.methods.all():
        if method.key == key:
            return method
    raise Http404
