"""What is proposed can be booked: the planner's view of the calendars and the checks of bookings agree."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from openitc.bookings.operations import SlotTaken, cancel, confirm, hold, pin
from openitc.bookings.tests.builders import NOW, a_case, a_center, a_resource, a_visit, a_worker, at
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.people.models import User
from openitc.resources.models import Closure, Resource
from openitc.routes import operations
from openitc.routes.models import ProposedRoute
from openitc.routes.tests.builders import Wanted, a_planned_case, a_proposal, bookings_of

MOST_ROUTES_TRIED = 4


class World:
    """A few centers with machines, experts and laboratories, booked and closed at random."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.centers = [a_center(f"ITC-{number}", latitude=16.0 + number) for number in range(chance.randint(1, 3))]
        self.officer = a_worker(self.centers[0])
        self.resources = [self._resource(center, number) for center in self.centers for number in range(4)]
        for _use in range(chance.randint(0, 14)):
            self._use()
        for _closure in range(chance.randint(0, 3)):
            self._close()
        self.case = self._case()

    def _resource(self, center: Center, number: int) -> Resource:
        chance = self.chance
        capability = ("roast.coffee", "test.shelf", "expert.food", chance.choice(["roast.coffee", "test.shelf"]))[
            number
        ]
        overnight = capability == "test.shelf" and chance.random() < 0.7
        return a_resource(
            center, f"{capability.replace('.', '-')}-{center.pk}-{number}", capability=capability,
            places=chance.randint(1, 4) if capability == "test.shelf" else 1, setup=chance.choice([0, 15, 30]),
            cleaning=chance.choice([0, 20]), overnight=overnight, notice_minutes=chance.choice([0, 1440]),
            fee=chance.choice([0, 10_000, 60_001]),
        )  # fmt: skip

    def _use(self) -> None:
        resource = self.chance.choice(self.resources)
        visit = a_visit(
            [resource], at(self.chance.randint(9, 14), day=self.chance.choice([0, 1, 2, 3, 4, 7, 8])),
            hours=self.chance.choice([1, 2, 3, 30] if resource.runs_overnight else [1, 2]),
        )  # fmt: skip
        try:
            with transaction.atomic():
                taken = hold(case=a_case(resource.center), visits=[visit], by=self.officer, now=NOW)
                if self.chance.random() < 0.8:
                    confirm(hold=taken, by=self.officer, now=NOW)
        except SlotTaken:
            return
        if self.chance.random() < 0.2:
            for booking in taken.bookings.filter(hold__confirmed_at__isnull=False):
                cancel(booking=booking, reason="", by=self.officer, now=NOW)

    def _close(self) -> None:
        start = at(self.chance.randint(8, 14), day=self.chance.randint(0, 8))
        during = (start, start + timedelta(hours=self.chance.randint(1, 30)))
        Closure.objects.create(
            resource=self.chance.choice(self.resources),
            during=during,
            why="other",
            closed_by=self.officer,
            closed_at=NOW,
        )

    def _case(self) -> Case:
        chance = self.chance
        talk = Wanted(key="talk", roles=[("expert.food", 60)])
        roast = Wanted(
            key="roast", roles=[("roast.coffee", chance.choice([60, 120, 240])), ("expert.food", 45)],
            after={"talk": {"min_minutes": chance.choice([0, 1440])}},
        )  # fmt: skip
        shelf = Wanted(
            key="shelf",
            roles=[("test.shelf", chance.choice([120, 2880]), chance.choice([1, 1, 2])), ("expert.food", 30)],
            after={"roast": {"ships": True, "max_minutes": chance.choice([None, 10080])}}, attended=False,
            through_night=True,
        )  # fmt: skip
        second = Wanted(
            key="second", roles=[("test.shelf", chance.choice([60, 90]))], attended=chance.random() < 0.5,
            after={"roast": {"ships": chance.random() < 0.5}},
        )  # fmt: skip
        return a_planned_case(self.centers[0], talk, roast, shelf, *([second] if chance.random() < 0.5 else []))


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside is rolled back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
)
@given(seed=st.integers(0, 1_000_000))
def test_every_proposed_route_can_be_booked(seed: int) -> None:
    with taken_back():
        world = World(Random(seed))
        routes = list(a_proposal(world.case, world.officer).routes.all())
        _book_each(routes, world.officer)
        if routes:
            taken = operations.accept(route=world.chance.choice(routes), by=world.officer, now=NOW)
            confirm(hold=taken, by=world.officer, now=NOW)
            pin(booking=world.chance.choice([*bookings_of(world.case).values()]), by=world.officer, now=NOW)
            again = list(a_proposal(world.case, world.officer).routes.all())
            assert again
            _book_each(again, world.officer)


def _book_each(routes: Sequence[ProposedRoute], officer: User) -> None:
    for route in routes[:MOST_ROUTES_TRIED]:
        with taken_back():
            operations.accept(route=route, by=officer, now=NOW)
