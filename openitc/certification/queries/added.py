"""The tests that a roadmap put on the way of its case, and whether they may be taken from it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from openitc.bookings.models import Booking
from openitc.cases.models import AddedSteps, Case
from openitc.certification.queries.tests import WayStep
from openitc.certification.queries.way import TestsOfWay
from openitc.pathways.models import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Steps that were put on the way together, and what keeps them there."""

    added: AddedSteps
    steps: tuple[Step, ...]
    asked: bool  # the roadmap still asks for one of their tests
    done: bool  # one of them is done
    booking: int | None  # of one of them

    @property
    def may_go(self) -> bool:
        """Whether nothing keeps them."""
        return not self.done and self.booking is None


def steps_of_roadmap(case: Case) -> QuerySet[AddedSteps]:
    """What the roadmap put on the way, and nobody took from it."""
    return case.added_steps.filter(withdrawn_at=None, link=reverse("certification:roadmap", args=[case.number]))


def added_of(case: Case, way: Sequence[WayStep], tests: TestsOfWay, *, now: datetime) -> tuple[Added, ...]:
    """The same with what keeps it; three queries, one where there is none."""
    rows = list(steps_of_roadmap(case).prefetch_related("version__steps"))
    if not rows:
        return ()
    versions = [row.version_id for row in rows]
    booked = Booking.objects.of_steps(now).filter(case=case, step__version__in=versions).order_by("-during")
    bookings = dict(booked.values_list("step__version", "pk"))
    done = {each.step.version_id for each in way if each.done}
    asked = {covered.step.version_id for covered in tests.covered}
    return tuple(
        Added(
            added=row,
            steps=tuple(row.version.steps.all()),
            asked=row.version_id in asked,
            done=row.version_id in done,
            booking=bookings.get(row.version_id),
        )
        for row in rows
    )
