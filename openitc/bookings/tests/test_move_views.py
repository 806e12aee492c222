"""The page on which a booking is moved."""

from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains

from openitc.bookings import operations
from openitc.bookings.tests.builders import MONDAY, NOW, a_visit, at
from openitc.bookings.tests.world import World, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_booking_is_moved_to_a_free_time_and_refused_at_a_taken_one(world: World) -> None:
    booking, address = world.booking(), ""
    world.booking(at(14))
    address = reverse("bookings:move", args=[booking.pk])
    client = browser(world.owner)
    refused = client.post(address, {"date": MONDAY.isoformat(), "start": "13:00"})
    assertContains(refused, "roaster is taken at that time.", status_code=422)
    assertContains(client.get(address), "The next free times")
    assert client.post(address, {"date": MONDAY.isoformat(), "start": "08:30"}).status_code == 302
    booking.refresh_from_db()
    assert booking.during.lower == at(8, 30)


def test_times_that_put_the_case_out_of_order_are_not_offered_but_planning_again_is(world: World) -> None:
    roast, test = world.case.version.steps.all()
    visits = [a_visit([world.roaster], at(9), step=roast), a_visit([world.chamber], at(13), step=test)]
    hold = operations.hold(case=world.case, visits=visits, by=world.officer, now=NOW)
    operations.confirm(hold=hold, by=world.officer, now=NOW)
    first, last = (hold.bookings.get(step=step) for step in (roast, test))
    client = browser(world.owner)
    page = client.get(reverse("bookings:move", args=[first.pk]))
    assert all(end <= last.during.lower for _start, end in page.context["choices"])
    assertContains(page, reverse("routes:options", args=[world.case.number]))
    assert client.get(reverse("bookings:move", args=[last.pk])).context["choices"]


def test_enter_sends_what_is_typed_not_the_first_time_offered(world: World) -> None:
    html = browser(world.owner).get(reverse("bookings:move", args=[world.booking().pk])).text
    form = html[html.index("<main") :]
    assert form.index('<button class="unseen"') < form.index('name="choose"')
