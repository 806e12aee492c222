"""Reads of bookings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openitc.bookings.models import Booking
from openitc.bookings.rules import PlannedGap, PlannedStep, misfits
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.centers.rules import road_km, shipping_minutes
from openitc.pathways.models import Gap, Step


@dataclass(frozen=True, slots=True)
class StepMisfit:
    """Two steps of a case that no longer fit each other, and when the later one would."""

    step: Step
    after: Step
    earliest: datetime
    latest: datetime | None


def misfits_of(case: Case, *, now: datetime, changed: Booking | None = None) -> list[StepMisfit]:
    """The steps of a case, done or booked, that come too early or too late after another.

    `changed` is looked at as it is in memory, in place of its row.
    """
    steps = {step.pk: step for step in Step.objects.filter(version=case.version_id)}
    planned = {
        str(done.step_id): PlannedStep(str(done.step_id), done.done_at, done.done_at, done.center_id or case.center_id)
        for done in case.done_steps.filter(withdrawn_at=None)
    }
    for booking in _booked_steps(case, changed, now=now):
        start, end = booking.during.lower, booking.during.upper
        planned.setdefault(str(booking.step_id), PlannedStep(str(booking.step_id), start, end, booking.center_id))
    gaps = [
        PlannedGap(str(gap.step_id), str(gap.after_id), gap.min_minutes, gap.max_minutes, gap.ships)
        for gap in Gap.objects.filter(step__version=case.version_id)
    ]
    centers = Center.objects.filter(pk__in={step.center for step in planned.values()})
    positions = {center.pk: (center.latitude, center.longitude) for center in centers}

    def shipping(here: int, there: int) -> int:
        return 0 if here == there else shipping_minutes(road_km(positions[here], positions[there]))

    return [
        StepMisfit(steps[int(found.step)], steps[int(found.after)], found.earliest, found.latest)
        for found in misfits(planned, gaps, shipping=shipping)
    ]


def _booked_steps(case: Case, changed: Booking | None, *, now: datetime) -> Sequence[Booking]:
    """The case's bookings of steps that stand, with the changed one as it is to be."""
    rows = list(Booking.objects.standing(now).filter(case=case, step__isnull=False, no_show_at=None))
    if changed is None:
        return rows
    return [changed if row.pk == changed.pk else row for row in rows]
