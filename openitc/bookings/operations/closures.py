"""Closing a resource that people have booked: they are told, and plan again."""

from datetime import datetime

from django.utils.translation import gettext_noop
from psycopg.types.range import TimestamptzRange

from openitc.bookings.operations.telling import tell
from openitc.bookings.queries.agenda import bookings_hit
from openitc.people.models import User
from openitc.resources.models import Closure, Resource
from openitc.resources.operations import close_resource
from openitc.shared.db import operation


@operation
def close_and_tell(
    *, resource: Resource, during: TimestamptzRange, why: str, note: str = "", by: User, now: datetime
) -> Closure:
    """Close a resource, and tell everyone whose booking this hits; the bookings stay until someone moves them."""
    closure = close_resource(resource=resource, during=during, why=why, note=note, by=by, now=now)
    for booking in bookings_hit(resource, during, now=now):
        tell(
            gettext_noop("%(resource)s is closed at the time of a booking of %(enterprise)s. Plan it again."),
            about=[booking],
            by=by,
            now=now,
            resource=resource.names,
            enterprise=booking.enterprise.names,
        )
    return closure
