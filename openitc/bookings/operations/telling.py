"""Who is told what becomes of a booking."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from openitc.bookings.models import Booking
from openitc.cases.models import Case
from openitc.centers.models import Membership, Role
from openitc.enterprises.models import Enterprise
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock


def people_of(enterprise: Enterprise, case: Case | None, *, now: datetime) -> list[User]:
    """The enterprise's members, and the officer of the case."""
    members = (
        Membership.objects.in_force(clock.local_day(now))
        .filter(role=Role.ENTERPRISE_MEMBER, organisation=enterprise.organisation_id)
        .values("user")
    )
    condition = Q(pk__in=members)
    if case is not None and case.officer_id is not None:
        condition |= Q(pk=case.officer_id)
    return list(User.objects.filter(condition, is_active=True).order_by("pk"))


def tell(
    sentence: str, *, about: Sequence[Booking], by: User | None, now: datetime, **values: str | int | dict[str, str]
) -> None:
    """Tell everyone whom the bookings concern, but not the one who did it."""
    first = about[0]
    people = [person for person in people_of(first.enterprise, first.case, now=now) if person != by]
    notify(to=people, sentence=sentence, link=_link(first), now=now, **values)


def _link(booking: Booking) -> str:
    if booking.case is not None:
        return reverse("journeys:case", args=[booking.case.number])
    return reverse("bookings:detail", args=[booking.pk])
