"""A calendar as iCalendar text (RFC 5545), for programs that subscribe."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from openitc.bookings.models import Booking, Feed
from openitc.bookings.queries.agenda import with_rows_of_a_list
from openitc.bookings.queries.drawing import called
from openitc.history.queries import changes_of

BEHIND = timedelta(days=60)
AHEAD = timedelta(days=400)
REFRESH = timedelta(minutes=15)


def feed_text(feed: Feed, *, member_of: frozenset[int], now: datetime) -> bytes:
    """The calendar in its owner's language. The same bookings always give the same bytes."""
    with translation.override(feed.owner.language):
        bookings = list(_shown(feed, member_of=member_of, now=now))
        changes = changes_of(bookings)
        calendar = Calendar()
        calendar.add("prodid", "-//OpenITC//Bookings//EN")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("x-wr-calname", title_of(feed))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", REFRESH)
        for booking in bookings:
            last, count = changes.get(booking.pk, (booking.booked_at, 1))
            calendar.add_component(_event(booking, last=last, sequence=count - 1, now=now))
        return bytes(calendar.to_ical())


def title_of(feed: Feed) -> str:
    """What a calendar is called."""
    if feed.center is not None:
        return _("Bookings at %(center)s") % {"center": feed.center.name}
    if feed.resource is not None:
        return _("Bookings of %(resource)s") % {"resource": feed.resource.name}
    return _("My OpenITC bookings")


def _shown(feed: Feed, *, member_of: frozenset[int], now: datetime) -> QuerySet[Booking]:
    """What the calendar is of, cancelled ones included so that programs take them away."""
    standing = Booking.objects.standing(now).values("pk")
    confirmed = Q(hold=None) | Q(hold__confirmed_at__isnull=False)
    rows = Booking.objects.filter(
        Q(pk__in=standing) | (confirmed & Q(cancelled_at__isnull=False)), during__overlap=(now - BEHIND, now + AHEAD)
    )
    if feed.center is not None:
        rows = rows.filter(center=feed.center)
    elif feed.resource is not None:
        rows = rows.filter(reservations__resource=feed.resource)
    else:
        rows = rows.filter(Q(enterprise__organisation__in=member_of) | Q(reservations__resource__person=feed.owner))
    return with_rows_of_a_list(rows.distinct().order_by("during", "pk"))


def _event(booking: Booking, *, last: datetime, sequence: int, now: datetime) -> Event:
    state = booking.state(now)
    names = list(dict.fromkeys(row.resource.name for row in booking.reservations.all()))
    event = Event()
    event.add("uid", f"booking-{booking.pk}@openitc")
    event.add("dtstamp", last)  # by the booking's own change, so that an unchanged calendar keeps its ETag
    event.add("last-modified", last)
    event.add("sequence", sequence)
    event.add("dtstart", booking.during.lower)
    event.add("dtend", booking.during.upper)
    event.add("summary", " · ".join([called(booking), *names]))
    event.add("location", booking.center.name)
    event.add("status", _STATUS.get(state, "CONFIRMED"))
    event.add("url", settings.SITE_URL + reverse("bookings:detail", args=[booking.pk]))
    if booking.purpose:
        event.add("description", booking.purpose)
    return event


_STATUS = {
    Booking.State.CANCELLED: "CANCELLED",
    Booking.State.NO_SHOW: "CANCELLED",
    Booking.State.HELD: "TENTATIVE",
}
