"""How places are kept: what is asked, what stands in the way, and the rows that keep it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openitc.bookings.models import Booking, Hold, Reservation
from openitc.bookings.rules import OVERRIDABLE, Obstacle
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.pathways.models import Step
from openitc.resources import rules as use_rules
from openitc.resources.models import Place, Resource
from openitc.resources.queries import minutes_from, opening
from openitc.shared import clock
from openitc.shared.db import DatabaseClock, Lock, lock, operation, refusing
from openitc.shared.refusals import Reason, Refused


class SlotTaken(Refused):
    """Something that was asked for is not free then."""


@dataclass(frozen=True, slots=True)
class Use:
    """What one role takes: so many places of one resource, from one moment to another."""

    resource: Resource
    start: datetime
    end: datetime
    units: int = 1
    role: int = 0

    @property
    def blocked(self) -> tuple[datetime, datetime]:
        """The use with its setup and cleaning."""
        resource = self.resource
        return use_rules.blocked(self.start, self.end, setup=resource.setup_minutes, cleaning=resource.cleaning_minutes)

    @property
    def fee(self) -> int:
        """What the use costs, in satang."""
        minutes = minutes_from(self.start, self.end)
        return use_rules.fee(self.resource.fee_basis, self.resource.fee, minutes=minutes, units=self.units)


@dataclass(frozen=True, slots=True)
class Visit:
    """One step, or one single use: everything that is kept together at one center."""

    center: Center
    start: datetime
    end: datetime
    uses: tuple[Use, ...]
    step: Step | None = None
    attended: bool = True
    purpose: str = ""


WORDS: dict[Obstacle, Promise] = {
    Obstacle.RETIRED: _("%(resource)s is no longer in use. Choose another one."),
    Obstacle.PAST: _("The time for %(resource)s has already begun. Choose a later one."),
    Obstacle.CLOSED: _("%(resource)s is closed for part of that time."),
    Obstacle.TAKEN: _("%(resource)s is taken at that time."),
    Obstacle.BUFFER: _("%(resource)s needs time for setup or cleaning between uses. Start a little earlier or later."),
    Obstacle.TOO_MANY: _("%(resource)s has fewer places than that."),
    Obstacle.TOO_SOON: _("%(resource)s must be booked further ahead."),
    Obstacle.TOO_LONG: _("One use of %(resource)s may not take that long."),
    Obstacle.NO_OPERATOR: _("%(resource)s needs an operator, and none is free at that time."),
    Obstacle.NOT_TRAINED: _("%(resource)s may be used alone only after training, and no operator is free then."),
    Obstacle.OVER_QUOTA: _("With this, the enterprise would use more of %(resource)s than its share this month."),
}


def reason(obstacle: Obstacle, resource: Resource) -> Reason:
    """The obstacle in words."""
    text = str(WORDS[obstacle]) % {"resource": resource.name}
    return Reason(text=text, code=obstacle.value, overridable=obstacle in OVERRIDABLE)


def lock_uses(uses: Iterable[Use], *, case: Case | None = None) -> None:
    """Take the one lock that guards each resource, in the one order, and end the holds that no longer count.

    Those are what lapsed on these resources and, where a case is given, what the case itself held so far: a case has
    one hold at a time, and taking another lets the first go.
    """
    keys = {use.resource.pk for use in uses}
    lock(Lock.RESOURCES, keys)
    lapsed = Q(
        expires_at__lte=DatabaseClock(),
        pk__in=Reservation.objects.filter(resource__in=keys, released_at=None, held_until__lte=DatabaseClock()).values(
            "booking__hold"
        ),
    )
    _end_holds(lapsed if case is None else lapsed | Q(case=case))


@operation
def end_lapsed_holds() -> int:  # house: nobody asks, and the database's clock says when
    """End every hold that ran out by the database's clock, and free what it kept."""
    return _end_holds(Q(expires_at__lte=DatabaseClock()))


def _end_holds(which: Q) -> int:
    """End the unconfirmed holds among these, locked in one order.

    A confirmation that comes at the same moment has the row's lock; whoever waits for it reads the row again after.
    """
    unconfirmed = Hold.objects.filter(which, confirmed_at=None, ended_at=None).order_by("pk")
    keys = list(unconfirmed.select_for_update(of=("self",)).values_list("pk", flat=True))
    if keys:
        Hold.objects.filter(pk__in=keys).update(ended_at=DatabaseClock())
        given_back = Booking.objects.filter(hold__in=keys).values("pk")
        Reservation.objects.filter(booking__in=given_back, released_at=None).update(released_at=DatabaseClock())
    return len(keys)


@dataclass(frozen=True, slots=True)
class Spaces:
    """The places of some resources, and what is kept of them: true while they are locked."""

    places: list[tuple[int, int]]  # the resource's key and the place's, the lowest number first
    standing: list[Reservation]

    def free_for(self, use: Use) -> list[int]:
        """The keys of the places free for the use, the lowest number first."""
        blocked = use.blocked
        kept = {row.place_id for row in self.standing if _meets(blocked, row.blocked.lower, row.blocked.upper)}
        return [place for resource, place in self.places if resource == use.resource.pk and place not in kept]

    def count_of(self, resource: Resource) -> int:
        """How many places it has."""
        return sum(key == resource.pk for key, _place in self.places)


def spaces_of(uses: Sequence[Use]) -> Spaces:
    """What the resources of the uses have, and what of it is kept at those times: call it with the resources locked."""
    if not uses:
        return Spaces([], [])
    keys = {use.resource.pk for use in uses}
    window = (min(use.blocked[0] for use in uses), max(use.blocked[1] for use in uses))
    places = Place.objects.filter(resource__in=keys, retired_at=None).values_list("resource_id", "pk")
    standing = Reservation.objects.filter(resource__in=keys, released_at=None, blocked__overlap=window).order_by()
    return Spaces(list(places), list(standing))


def obstacles(uses: Sequence[Use], spaces: Spaces, *, now: datetime) -> list[tuple[Use, Obstacle]]:
    """What stands in the way of the uses, by the calendars as they are."""
    if not uses:
        return []
    found = [(use, Obstacle.RETIRED) for use in uses if use.resource.retired_at is not None]
    found += [(use, Obstacle.PAST) for use in uses if use.start < now]
    found += [(use, Obstacle.CLOSED) for use in _outside_opening(uses)]
    found += _crowded(uses, spaces)
    return found


def keep(wanted: Sequence[tuple[Booking, Sequence[Use]]], spaces: Spaces, *, held_until: datetime | None) -> None:
    """Keep places for the uses of bookings. Refused where another has them; the table has the last word."""
    asked = [(booking, use) for booking, uses in wanted for use in uses]
    places = _assigned([use for _booking, use in asked], spaces)
    rows = [
        Reservation(
            booking=booking,
            resource=use.resource,
            place_id=place,
            role=use.role,
            during=(use.start, use.end),
            blocked=use.blocked,
            fee=use.fee if position == 0 else 0,
            held_until=held_until,
        )
        for (booking, use), its_places in zip(asked, places, strict=True)
        for position, place in enumerate(its_places)
    ]
    taken = SlotTaken(*(reason(Obstacle.TAKEN, use.resource) for _booking, use in asked[:1]))
    with refusing(taken, on="a_place_is_kept_once"):
        Reservation.objects.bulk_create(rows)


def _assigned(uses: Sequence[Use], spaces: Spaces) -> list[list[int]]:
    """The places each use gets, in the order of the uses: the lowest free numbers, none given twice at a time."""
    given: list[tuple[int, tuple[datetime, datetime]]] = []
    assigned = []
    for use in uses:
        own = {place for place, blocked in given if _meets(use.blocked, *blocked)}
        places = [place for place in spaces.free_for(use) if place not in own][: use.units]
        if len(places) < use.units:
            raise SlotTaken(reason(Obstacle.TAKEN, use.resource))
        assigned.append(places)
        given += [(place, use.blocked) for place in places]
    return assigned


def free_up(bookings: Collection[Booking], *, now: datetime) -> None:
    """Give the places of the bookings back."""
    Reservation.objects.filter(booking__in=bookings, released_at=None).update(released_at=now)


def _outside_opening(uses: Sequence[Use]) -> list[Use]:
    first = clock.local_day(min(use.blocked[0] for use in uses))
    days = (clock.local_day(max(use.blocked[1] for use in uses)) - first).days + 1
    resources = {use.resource.pk: use.resource for use in uses}
    spans = opening(list(resources.values()), first=first, days=days)
    origin = clock.at(first)

    def is_open(use: Use) -> bool:
        resource = use.resource
        usable = use_rules.usable(
            spans[resource.pk],
            setup=resource.setup_minutes,
            cleaning=resource.cleaning_minutes,
            overnight=resource.runs_overnight,
        )
        start, end = minutes_from(origin, use.start), minutes_from(origin, use.end)
        return use_rules.fits(start, end, usable, overnight=resource.runs_overnight)

    return [use for use in uses if not is_open(use)]


def _meets(one: tuple[datetime, datetime], start: datetime, end: datetime) -> bool:
    return one[0] < end and start < one[1]


def _crowded(uses: Sequence[Use], spaces: Spaces) -> list[tuple[Use, Obstacle]]:
    found = []
    for use in uses:
        if spaces.count_of(use.resource) < use.units:
            found.append((use, Obstacle.TOO_MANY))
        elif len(spaces.free_for(use)) < use.units:
            found.append((use, Obstacle.TAKEN if _is_used(use, spaces.standing) else Obstacle.BUFFER))
    return found


def _is_used(use: Use, standing: Sequence[Reservation]) -> bool:
    """Whether another use, and not only its setup or cleaning, lies in the same time."""
    return any(
        row.resource_id == use.resource.pk and _meets((use.start, use.end), row.during.lower, row.during.upper)
        for row in standing
    )
