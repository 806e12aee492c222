"""Reads of bookings."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from openitc.bookings.models import Booking
from openitc.bookings.rules import PlannedGap, PlannedStep, misfits
from openitc.cases.models import Case
from openitc.cases.queries import steps_of
from openitc.centers.models import Center
from openitc.centers.rules import road_km, shipping_minutes
from openitc.pathways.models import Gap, Step

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class StepMisfit:
    """Two steps of a case that no longer fit each other, and when the later one would."""

    step: Step
    after: Step
    earliest: datetime
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class CaseOrder:
    """The steps of a case as they are done and booked, and the gaps that must lie between them."""

    steps: dict[str, Step]
    done: dict[str, PlannedStep]
    booked: dict[int, PlannedStep]  # by the key of the booking
    gaps: list[PlannedGap]
    positions: dict[int, tuple[float, float]]

    def misfits(self, changed: Booking | None = None) -> list[StepMisfit]:
        """The steps that come too early or too late; `changed` is looked at as it is in memory, in place of its row."""
        booked = dict(self.booked)
        if changed is not None and changed.pk in booked:
            booked[changed.pk] = _planned(changed)
        planned = {step.key: step for step in booked.values()} | self.done
        return [
            StepMisfit(self.steps[found.step], self.steps[found.after], found.earliest, found.latest)
            for found in misfits(planned, self.gaps, shipping=self._shipping)
        ]

    def _shipping(self, here: int, there: int) -> int:
        return 0 if here == there else shipping_minutes(road_km(self.positions[here], self.positions[there]))


def misfits_of(case: Case, *, now: datetime, changed: Booking | None = None) -> list[StepMisfit]:
    """The steps of a case, done or booked, that come too early or too late after another."""
    return order_of(case, now=now).misfits(changed)


def choices_in_order(booking: Booking, choices: Sequence[Span], *, now: datetime) -> list[Span]:
    """Those of the times to which the booking can move without another step of its case coming out of order."""
    if booking.case is None or booking.step is None:
        return list(choices)
    order, moved, fitting = order_of(booking.case, now=now), copy(booking), []
    for start, end in choices:
        moved.during = DateTimeTZRange(start, end)
        if not order.misfits(moved):
            fitting.append((start, end))
    return fitting


def order_of(case: Case, *, now: datetime) -> CaseOrder:
    """How the case stands now."""
    done = {
        str(done.step_id): PlannedStep(str(done.step_id), done.done_at, done.done_at, done.center_id or case.center_id)
        for done in case.done_steps.filter(withdrawn_at=None)
    }
    rows = Booking.objects.of_steps(now).filter(case=case)
    booked = {row.pk: _planned(row) for row in rows}
    centers = Center.objects.filter(pk__in={step.center for step in (*done.values(), *booked.values())})
    return CaseOrder(
        steps={str(step.pk): step for step in steps_of(case)},
        done=done,
        booked=booked,
        gaps=[
            PlannedGap(str(gap.step_id), str(gap.after_id), gap.min_minutes, gap.max_minutes, gap.ships)
            for gap in Gap.objects.filter(step__in=steps_of(case).order_by())
        ],
        positions={center.pk: (center.latitude, center.longitude) for center in centers},
    )


def _planned(booking: Booking) -> PlannedStep:
    return PlannedStep(str(booking.step_id), booking.during.lower, booking.during.upper, booking.center_id)
