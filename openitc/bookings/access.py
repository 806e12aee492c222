"""Who may see and change bookings and holds."""

from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from openitc.bookings.models import Booking, Feed, Hold
from openitc.cases.access import cases_visible_to
from openitc.centers.access import Standing, public_center, standing_of
from openitc.centers.models import Center
from openitc.people.models import User
from openitc.resources.access import public_resource
from openitc.resources.models import Resource


def bookings_visible_to(user: User, *, on: date) -> QuerySet[Booking]:
    """Bookings of the person's enterprises, at the centers they work at, and of the cases they may see."""
    standing = standing_of(user, on=on)
    mine = Q(enterprise__organisation__in=standing.member_of)
    here = Q(center__in=standing.works_at)
    of_my_cases = Q(case__in=cases_visible_to(user, on=on).values("pk"))
    return Booking.objects.filter(mine | here | of_my_cases)


def booking_to_see(*, user: User, key: int, on: date) -> Booking:
    """One of those; of any other nobody learns that it exists."""
    rows = bookings_visible_to(user, on=on).select_related("hold", "case", "step", "enterprise", "center")
    booking = rows.filter(pk=key).first()
    if booking is None:
        raise Http404
    return booking


def booking_to_change(*, user: User, key: int, on: date) -> Booking:
    """A booking the person may move or cancel: one of their enterprise, their case or their center."""
    return booking_to_see(user=user, key=key, on=on)


def booking_to_run(*, user: User, key: int, on: date) -> Booking:
    """A booking whose visit the person may keep record of: it is at a center they work at."""
    booking = booking_to_see(user=user, key=key, on=on)
    if booking.center_id not in standing_of(user, on=on).works_at:
        raise PermissionDenied
    return booking


def hold_to_settle(*, user: User, key: int, on: date) -> Hold:
    """A hold the person may confirm or let go: their own, or one of a case they may see."""
    visible = Q(placed_by=user) | Q(case__in=cases_visible_to(user, on=on).values("pk"))
    hold = Hold.objects.filter(visible, pk=key).select_related("case").first()
    if hold is None:
        raise Http404
    return hold


def may_override(*, user: User, center_key: int, on: date) -> bool:
    """Whether the person may go on in spite of an overridable reason: staff who serve at the center."""
    return center_key in standing_of(user, on=on).serves_at


def sees(user: User | AnonymousUser, *, on: date) -> Callable[[Booking], bool]:
    """Whether the person may know whose a booking on a calendar is; others see only that the time is taken."""
    standing = standing_of(user, on=on)
    return lambda booking: (
        booking.center_id in standing.works_at or booking.enterprise.organisation_id in standing.member_of
    )


def bookings_of_person(user: User, *, on: date) -> QuerySet[Booking]:
    """Those of the person's own enterprises, and those that take the person's own time as an expert or operator."""
    standing = standing_of(user, on=on)
    mine = Q(enterprise__organisation__in=standing.member_of)
    my_time = Q(reservations__resource__person=user)
    return Booking.objects.filter(mine | my_time).distinct()


def feed_to_revoke(*, user: User, key: int) -> Feed:
    """A calendar address the person made."""
    feed = Feed.objects.filter(owner=user, pk=key, revoked_at=None).first()
    if feed is None:
        raise Http404
    return feed


def feed_at(*, secret: str) -> Feed:
    """The calendar at a secret address; a revoked address and a guessed one are answered alike."""
    rows = Feed.objects.select_related("owner", "center", "resource__center")
    feed = rows.filter(secret=secret, revoked_at=None).first()
    if feed is None:
        raise Http404
    return feed


def feed_still_granted(feed: Feed, *, on: date) -> bool:
    """Whether its owner may still read what the calendar shows; roles end, addresses are forgotten."""
    standing = standing_of(feed.owner, on=on)
    if not feed.owner.is_active:
        return False
    if feed.center is not None:
        return feed.center_id in standing.works_at
    if feed.resource is not None:
        return _may_subscribe_to(feed.resource, feed.owner, standing)
    return bool(standing.member_of) or feed.owner.resources.filter(retired_at=None).exists()


def calendar_to_subscribe_to(*, user: User, of: str, on: date) -> dict[str, Center | Resource]:
    """What `me`, `center:<code>` or `resource:<code>` stands for; refused where the person has no part in it."""
    standing = standing_of(user, on=on)
    what, _separator, code = of.partition(":")
    if what == "center":
        center = public_center(code=code)
        if center.pk in standing.works_at:
            return {"center": center}
        raise PermissionDenied
    if what == "resource":
        resource = public_resource(code=code)
        if _may_subscribe_to(resource, user, standing):
            return {"resource": resource}
        raise PermissionDenied
    return {}


def _may_subscribe_to(resource: Resource, user: User, standing: Standing) -> bool:
    return resource.center_id in standing.works_at or resource.person_id == user.pk
