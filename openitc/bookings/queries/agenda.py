"""Bookings as lists: a day's runs, a person's own, what a closure hits."""

from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from psycopg.types.range import TimestamptzRange

from openitc.bookings.models import Booking, Reservation
from openitc.centers.models import Center
from openitc.resources.models import Resource
from openitc.shared import clock
from openitc.shared.search import searched


def with_rows_of_a_list(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """The bookings with all that a row of a list shows; one more query, however many rows."""
    uses = Reservation.objects.select_related("resource").order_by("role", "place_id").defer(*searched("resource"))
    related = bookings.select_related("enterprise", "case__product", "step", "center", "hold")
    return related.defer(*searched("enterprise", "case", "case__product")).prefetch_related(
        Prefetch("reservations", uses)
    )


def runs_of(center: Center, day: date) -> QuerySet[Booking]:
    """What takes place at a center on a day, by hour: booked, in progress, done, missed."""
    window = (clock.at(day), clock.at(day + timedelta(days=1)))
    return with_rows_of_a_list(
        Booking.objects.confirmed().filter(center=center, during__overlap=window).order_by("during", "pk")
    )


def coming(bookings: QuerySet[Booking], now: datetime) -> QuerySet[Booking]:
    """Those that still keep their time and are not over, the next first."""
    standing = Booking.objects.standing(now).filter(completed_at=None, no_show_at=None, during__endswith__gt=now)
    return with_rows_of_a_list(bookings.filter(pk__in=standing.values("pk")).order_by("during", "pk"))


def past(bookings: QuerySet[Booking], now: datetime) -> QuerySet[Booking]:
    """Those that are over, done, missed or cancelled, the latest first; a hold nobody confirmed is none of them."""
    over = Q(during__endswith__lte=now) | Q(completed_at__isnull=False) | Q(no_show_at__isnull=False)
    confirmed = Q(hold=None) | Q(hold__confirmed_at__isnull=False)
    return with_rows_of_a_list(
        bookings.filter(confirmed & (over | Q(cancelled_at__isnull=False))).order_by("-during", "-pk")
    )


def bookings_hit(resource: Resource, during: TimestamptzRange, *, now: datetime) -> list[Booking]:
    """The bookings, still to come or going on, that count on the resource in that time."""
    hit = Reservation.objects.filter(resource=resource, released_at=None, blocked__overlap=during)
    standing = Booking.objects.standing(now).filter(pk__in=hit.values("booking"), completed_at=None, no_show_at=None)
    return list(with_rows_of_a_list(standing.filter(during__endswith__gt=now).order_by("during", "pk")))
