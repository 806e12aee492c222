"""Calendars at secret addresses: made and revoked by the one who subscribes."""

from datetime import datetime

from django.utils.translation import gettext_noop

from openitc.bookings.models import Feed
from openitc.centers.models import Center
from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import Resource
from openitc.shared.db import operation
from openitc.shared.ids import secret


@operation
def make_feed(*, center: Center | None = None, resource: Resource | None = None, by: User, now: datetime) -> Feed:
    """Make an address at which a calendar program reads a center, a resource, or else what concerns the person."""
    feed = Feed.objects.create(secret=secret(), owner=by, center=center, resource=resource, made_at=now)
    record("feed_made", gettext_noop("Made a calendar address"), about=[feed, by], by=by, now=now)
    return feed


@operation
def revoke_feed(*, feed: Feed, by: User, now: datetime) -> Feed:
    """Let an address show nothing from now on, whoever knows it."""
    if feed.revoked_at is None:
        feed.revoked_at = now
        feed.save(update_fields=["revoked_at"])
        record("feed_revoked", gettext_noop("Revoked a calendar address"), about=[feed, by], by=by, now=now)
    return feed
