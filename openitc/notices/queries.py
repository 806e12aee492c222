"""Reads of notices."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from openitc.notices.models import Notice
from openitc.people.models import User


def notices_for(user: User) -> QuerySet[Notice]:
    """The person's notices: the unread first, and of each the newest."""
    return user.notices.annotate(unread=Q(read_at=None)).order_by("-unread", "-raised_at", "-pk")


def unread_count(user: User | AnonymousUser) -> int:
    """How many notices the person has not opened."""
    return user.notices.filter(read_at=None).count() if isinstance(user, User) else 0
