"""Who may see and change bookings and holds."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from openitc.bookings.models import Booking, Hold
from openitc.cases.access import cases_visible_to
from openitc.centers.access import standing_of
from openitc.people.models import User


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
