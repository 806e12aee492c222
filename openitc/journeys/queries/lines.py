"""The line of each case, and what comes next on it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch
from django.urls import reverse

from openitc.bookings.models import Booking
from openitc.cases import rules as case_rules
from openitc.cases.models import Case, DoneStep, Round
from openitc.cases.queries import steps_by_case
from openitc.journeys.rules import Next, Pile, pile_of, what_is_next
from openitc.pathways.models import Gap, Step
from openitc.resources.models import Closure


@dataclass(frozen=True, slots=True)
class Stop:
    """A station of a case's line, with the rows it shows."""

    step: Step
    station: case_rules.Station
    booking: Booking | None
    begins_round: int | None = None  # the latest round of the prototype that begins here
    added: bool = False  # beside the steps of its pathway

    @property
    def state(self) -> str:
        """The state as the drawing of the line knows it."""
        return "booked" if self.station.state is case_rules.State.HELD else self.station.state.value

    @property
    def url(self) -> str:
        """Where the booking is."""
        return reverse("bookings:detail", args=[self.booking.pk]) if self.booking else ""


@dataclass(frozen=True, slots=True)
class Journey:
    """A case with its line and what comes next."""

    case: Case
    stops: tuple[Stop, ...]
    next: Next

    @property
    def next_stop(self) -> Stop | None:
        """The station that what comes next is about."""
        return next((stop for stop in self.stops if stop.step.key == self.next.step), None)

    @property
    def pile(self) -> Pile:
        """Where the case lies on the desk of who looks after it."""
        return pile_of(self.next, assigned=self.case.officer_id is not None)

    @property
    def held_until(self) -> datetime | None:
        """When the route that is held for the case is given back, if nobody confirms it."""
        booking = self.next_stop.booking if self.next_stop else None
        hold = booking.hold if booking else None
        return hold.expires_at if hold and hold.confirmed_at is None else None

    @property
    def done_count(self) -> int:
        """How many steps are done."""
        return sum(stop.station.state is case_rules.State.DONE for stop in self.stops)


def journeys_of(cases: Sequence[Case], *, now: datetime) -> list[Journey]:
    """The line of each case; a constant number of queries, however many cases."""
    steps = steps_by_case(cases, Step.objects.prefetch_related(Prefetch("gaps", Gap.objects.select_related("after"))))
    done = _done_of(cases)
    bookings = _bookings_of(cases, now=now)
    rounds = _rounds_of(cases)
    broken = broken_bookings([booking.pk for rows in bookings.values() for booking in rows])
    return [
        _journey(
            case, steps[case.pk], done=done[case.pk], bookings=bookings[case.pk], rounds=rounds, broken=broken, now=now
        )
        for case in cases
    ]


def _journey(
    case: Case,
    steps: Sequence[Step],
    *,
    done: dict[str, datetime],
    bookings: Sequence[Booking],
    rounds: Mapping[tuple[int, int], int],
    broken: Collection[int],
    now: datetime,
) -> Journey:
    by_step = {booking.step_id: booking for booking in bookings}
    keys = {step.pk: step.key for step in steps}
    stops = [
        case_rules.Stop(key=step.key, stage=step.stage, after=tuple(gap.after.key for gap in step.gaps.all()))
        for step in steps
    ]
    kept = [
        case_rules.Kept(
            step=keys[booking.step_id],
            start=booking.during.lower,
            end=booking.during.upper,
            held=booking.state(now) is Booking.State.HELD,
            broken=booking.pk in broken,
        )
        for booking in bookings
        if booking.step_id in keys
    ]
    line = case_rules.stations(stops, done, kept, now)
    shown = tuple(
        Stop(
            step,
            station,
            by_step.get(step.pk),
            begins_round=rounds.get((case.pk, step.pk)),
            added=step.version_id != case.version_id,
        )
        for step, station in zip(steps, line, strict=True)
    )
    return Journey(case, shown, what_is_next(line, now))


def _rounds_of(cases: Collection[Case]) -> dict[tuple[int, int], int]:
    """The latest round of each case that has one, by the keys of the case and of the step it begins with."""
    latest = Round.objects.filter(case__in=cases).order_by("case", "-number").distinct("case")
    return {(case, step): number for case, step, number in latest.values_list("case", "first_step", "number")}


def _done_of(cases: Collection[Case]) -> defaultdict[int, dict[str, datetime]]:
    done: defaultdict[int, dict[str, datetime]] = defaultdict(dict)
    for row in DoneStep.objects.filter(case__in=cases, withdrawn_at=None).select_related("step"):
        done[row.case_id][row.step.key] = row.done_at
    return done


def _bookings_of(cases: Collection[Case], *, now: datetime) -> defaultdict[int, list[Booking]]:
    """The standing bookings of steps, by case; one whose enterprise did not come counts no more."""
    bookings: defaultdict[int, list[Booking]] = defaultdict(list)
    rows = Booking.objects.of_steps(now).filter(case__in=cases)
    for booking in rows.select_related("hold", "center").order_by("during"):
        if booking.case_id is not None:
            bookings[booking.case_id].append(booking)
    return bookings


def broken_bookings(keys: Collection[int]) -> set[int]:
    """Those of the bookings that a closure of something they need has hit."""
    hit = Closure.objects.standing().filter(
        resource__reservations__booking__in=keys,
        resource__reservations__released_at=None,
        during__overlap=F("resource__reservations__during"),
    )
    return set(hit.values_list("resource__reservations__booking", flat=True))
