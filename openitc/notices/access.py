"""Notices are for the person they are to."""

from django.http import Http404

from openitc.notices.models import Notice
from openitc.people.models import User


def notice_to_read(*, user: User, notice_id: int) -> Notice:
    """One of the person's own notices; for anyone else there is none."""
    if notice := user.notices.filter(pk=notice_id).first():
        return notice
    raise Http404
