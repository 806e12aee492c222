"""What waits at a person's desk."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from openitc.bookings.access import bookings_visible_to
from openitc.bookings.models import Booking, Reservation
from openitc.cases.access import cases_visible_to, cases_worked_on_by
from openitc.cases.models import Case
from openitc.cases.queries import with_rows_of_a_list
from openitc.centers.access import Standing
from openitc.centers.models import Center
from openitc.journeys.queries.lines import Journey, journeys_of
from openitc.journeys.rules import Move
from openitc.people.models import User
from openitc.shared import clock

DESK_SIZE = 60  # cases looked through for a desk; a longer queue is worked from the list of cases


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person sees first: what waits, what comes today, what is at risk, what goes well."""

    waiting: list[Journey]  # a person must decide: unassigned, held, or nothing booked
    at_risk: list[Journey]
    going: list[Journey]
    today: list[Booking]
    coming: list[Booking]
    unassigned: int
    more: int  # cases beyond those looked through


def desk_of(user: User, *, standing: Standing, now: datetime) -> Desk:
    """The desk of the person: an officer's cases first, an enterprise's own, an operator's runs."""
    today = clock.local_day(now)
    cases = _cases_of_desk(user, standing, on=today)
    rows = list(with_rows_of_a_list(cases)[: DESK_SIZE + 1])
    journeys = journeys_of(rows[:DESK_SIZE], now=now)
    bookings = _bookings_of_desk(user, standing, now=now)
    at_risk = [journey for journey in journeys if journey.at_risk]
    waiting = [j for j in journeys if not j.at_risk and (j.case.officer_id is None or j.next.move is not Move.GO)]
    return Desk(
        waiting=waiting,
        at_risk=at_risk,
        going=[journey for journey in journeys if journey not in at_risk and journey not in waiting],
        today=[row for row in bookings if clock.local_day(row.during.lower) <= today],
        coming=[row for row in bookings if clock.local_day(row.during.lower) > today],
        unassigned=cases.filter(officer=None).count(),
        more=max(0, len(rows) - DESK_SIZE),
    )


def _cases_of_desk(user: User, standing: Standing, *, on: date) -> QuerySet[Case]:
    """Open cases: an officer's own and those nobody has taken, all of a manager's center, a member's own."""
    cases = cases_visible_to(user, on=on).filter(closed_at=None)
    if standing.manager_of or not standing.serves_at:
        return cases
    return cases_worked_on_by(user, on=on).filter(Q(officer=user) | Q(officer=None), closed_at=None)


def _bookings_of_desk(user: User, standing: Standing, *, now: datetime) -> list[Booking]:
    """Bookings from today to a week ahead: at the centers a person works at, else those they may see."""
    midnight = clock.at(clock.local_day(now))
    rows = Booking.objects.confirmed().filter(during__overlap=(midnight, midnight + timedelta(days=8)), no_show_at=None)
    if standing.works_at:
        rows = rows.filter(center__in=standing.works_at)
    else:
        rows = rows.filter(pk__in=bookings_visible_to(user, on=clock.local_day(now)).values("pk"))
    reservations = Prefetch("reservations", Reservation.objects.select_related("resource").order_by("role"))
    related = ("enterprise", "case__product", "step", "center", "hold")
    return list(rows.select_related(*related).prefetch_related(reservations).order_by("during")[:40])


def centers_of(standing: Standing) -> QuerySet[Center]:
    """The centers the person works at."""
    return Center.objects.filter(pk__in=standing.works_at).order_by("code")
