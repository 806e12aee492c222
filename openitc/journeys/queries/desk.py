"""What waits at a person's desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from openitc.bookings.access import bookings_of_person
from openitc.bookings.models import Booking
from openitc.bookings.queries.agenda import with_rows_of_a_list
from openitc.cases.access import cases_visible_to, cases_worked_on_by
from openitc.cases.queries import with_rows_of_a_list as with_rows_of_cases
from openitc.centers.access import Standing
from openitc.journeys.queries.lines import Journey, journeys_of
from openitc.journeys.queries.words import Told, told
from openitc.journeys.rules import Move, Pile
from openitc.people.models import User
from openitc.shared import clock

CASES_READ = 300  # looked through for a desk; a longer queue is worked from the list of cases
PILE_SHOWN = 8  # of each pile
LINES_SHOWN = 6  # an enterprise's own cases, each with its line
VISITS_READ = 60
DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Heap:
    """One pile of a desk: the first cases on it, and how many more there are."""

    pile: Pile
    journeys: list[Journey]
    more: int

    def __len__(self) -> int:
        return len(self.journeys) + self.more


@dataclass(frozen=True, slots=True)
class Queue:
    """The cases a person looks after, each on its pile."""

    lapsing: Heap
    at_risk: Heap
    waiting: Heap
    going: Heap
    cut: bool  # there are more cases than were looked through

    @property
    def heaps(self) -> list[Heap]:
        """Those that hold anything, the most pressing first."""
        return [heap for heap in (self.lapsing, self.at_risk, self.waiting, self.going) if heap.journeys]


def queue_of(user: User, *, standing: Standing, now: datetime) -> Queue:
    """An officer's own cases and those nobody has taken; all of the center's for its manager."""
    cases = cases_worked_on_by(user, on=clock.local_day(now)).filter(closed_at=None)
    if not standing.manager_of:
        cases = cases.filter(Q(officer=user) | Q(officer=None))
    rows = list(with_rows_of_cases(cases)[: CASES_READ + 1])
    journeys = sorted(journeys_of(rows[:CASES_READ], now=now), key=lambda journey: _turn(journey, now))
    lapsing, at_risk, waiting, going = (_heap(journeys, pile) for pile in Pile)
    return Queue(lapsing, at_risk, waiting, going, cut=len(rows) > CASES_READ)


def _turn(journey: Journey, now: datetime) -> tuple[bool, datetime]:
    """Whoever waits to be planned comes before those whose way is booked; then by time."""
    return journey.next.move in {Move.GO, Move.RUN}, journey.next.at or now


def _heap(journeys: Sequence[Journey], pile: Pile) -> Heap:
    found = [journey for journey in journeys if journey.pile is pile]
    return Heap(pile, found[:PILE_SHOWN], max(0, len(found) - PILE_SHOWN))


@dataclass(frozen=True, slots=True)
class OwnCases:
    """The open cases of a person's enterprises, each with its line; the rest is in the list of cases."""

    told: list[Told]
    more: bool


def own_cases(user: User, *, standing: Standing, now: datetime) -> OwnCases:
    """What the products of the person's enterprises are about to do, the latest case first."""
    if not standing.member_of:
        return OwnCases([], more=False)
    visible = cases_visible_to(user, on=clock.local_day(now))
    cases = visible.filter(enterprise__organisation__in=standing.member_of, closed_at=None)
    rows = list(with_rows_of_cases(cases)[: LINES_SHOWN + 1])
    journeys = journeys_of(rows[:LINES_SHOWN], now=now)
    return OwnCases([told(journey, reader=user, staff=False) for journey in journeys], more=len(rows) > LINES_SHOWN)


@dataclass(frozen=True, slots=True)
class Visits:
    """Bookings of the coming days: those that begin today, those that went on overnight, and those to come."""

    today: list[Booking]
    running: list[Booking]
    coming: list[Booking]


def visits_of(user: User, *, standing: Standing, now: datetime) -> Visits:
    """At the centers a person works at; for everyone else those of their enterprises or of their own time."""
    today = clock.local_day(now)
    window = (clock.at(today), clock.at(today + timedelta(days=DAYS_AHEAD + 1)))
    there = Booking.objects.filter(center__in=standing.works_at)
    rows = there if standing.works_at else bookings_of_person(user, on=today)
    kept = Booking.objects.confirmed().filter(pk__in=rows.values("pk"), during__overlap=window, no_show_at=None)
    bookings = list(with_rows_of_a_list(kept.order_by("during", "pk"))[:VISITS_READ])
    return Visits(
        today=[row for row in bookings if _day_of(row) == today],
        running=[row for row in bookings if _day_of(row) < today and row.completed_at is None],
        coming=[row for row in bookings if _day_of(row) > today],
    )


def _day_of(booking: Booking) -> date:
    return clock.local_day(booking.during.lower)
