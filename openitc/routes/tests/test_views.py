"""The pages of routes: what they show, what they do, and whom they refuse."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openitc.bookings.models import Booking, Hold
from openitc.bookings.operations import confirm, hold
from openitc.bookings.tests.builders import NOW, a_center, a_member, a_resource, a_user, a_visit, a_worker, at
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.people.models import User
from openitc.resources.models import Resource
from openitc.routes import operations, queries
from openitc.routes.tests.builders import Wanted, a_hold_of_the_first_route, a_planned_case
from openitc.shared import clock

pytestmark = pytest.mark.django_db

ALL_PAGES = [
    ("get", "routes:options"),
    ("get", "routes:conditions"),
    ("post", "routes:conditions"),
    ("post", "routes:easing"),
    ("post", "routes:search"),
    ("post", "routes:acceptance"),
]


class World:
    """A roaster at two centers, and a case that needs one twice, a rest apart."""

    def __init__(self) -> None:
        self.near: Center = a_center("ITC-N")
        self.far: Center = a_center("ITC-F", latitude=17.0)
        self.roaster: Resource = a_resource(self.near)
        a_resource(self.far, "roaster-2", fee=10_000)
        self.officer: User = a_worker(self.near)
        self.case: Case = a_planned_case(
            self.near,
            Wanted(key="roast", roles=[("roast.coffee", 120)]),
            Wanted(key="again", roles=[("roast.coffee", 60)], after={"roast": {"min_minutes": 4320, "ships": True}}),
        )


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return World()


def signed_in_as(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def address(name: str, case: Case) -> str:
    return reverse(name, args=[case.number])


@pytest.mark.parametrize(("method", "name"), ALL_PAGES)
def test_strangers_and_neighbours_do_not_learn_that_the_case_exists(world: World, method: str, name: str) -> None:
    stranger = a_user("stranger@example.com")
    neighbour = a_worker(world.far, email="neighbour@example.com")
    for person in (stranger, neighbour):
        assert getattr(signed_in_as(person), method)(address(name, world.case)).status_code == 404


@pytest.mark.parametrize(("method", "name"), ALL_PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(world: World, method: str, name: str) -> None:
    answer = getattr(Client(), method)(address(name, world.case))
    assert answer.status_code == 302
    assert answer["location"].startswith("/account/")


def test_the_page_shows_the_routes_and_says_why_each_step_is_when_it_is(world: World) -> None:
    page = signed_in_as(world.officer).get(address("routes:options", world.case))
    shown = page.content.decode()
    assert page.status_code == 200
    assert "routes that no other beats, searched among 2 machines, 2 centers" in shown
    assert "must rest for 3 days first" in shown
    assert "Cheapest" in shown
    assert "Book the whole route" in shown


def test_who_goes_to_another_center_has_the_time_to_get_there(world: World) -> None:
    a_resource(world.far, "bench", capability="test.taste")
    steps = (
        Wanted(key="roast", roles=[("roast.coffee", 120)]),
        Wanted(key="taste", roles=[("test.taste", 60)], after={"roast": {}}),
    )
    case = a_planned_case(world.near, *steps)
    client = signed_in_as(world.officer)
    client.get(address("routes:options", case))
    nearest = case.proposals.get().routes.get(labels__contains="nearest")
    page = client.get(address("routes:options", case), {"route": nearest.position})
    roast, taste = page.context["page"].chosen.steps
    assert roast.center != taste.center
    assert taste.start - roast.end >= timedelta(hours=4)  # some 260 km
    assert not taste.hurry


def test_another_route_is_shown_in_full_by_its_address(world: World) -> None:
    client = signed_in_as(world.officer)
    first = client.get(address("routes:options", world.case)).context["page"].chosen
    second = client.get(address("routes:options", world.case), {"route": "2"}).context["page"].chosen
    assert (first.row.position, second.row.position) == (1, 2)


def test_the_enterprise_books_its_whole_route(world: World) -> None:
    owner = signed_in_as(a_member(world.case.enterprise))
    chosen = owner.get(address("routes:options", world.case)).context["page"].chosen
    answer = owner.post(address("routes:acceptance", world.case), {"route": chosen.row.pk})
    assert answer["location"] == reverse("bookings:hold", args=[Hold.objects.get().pk])
    assert Booking.objects.count() == 2


def test_what_was_taken_meanwhile_is_named_and_the_new_routes_are_shown_at_once(world: World) -> None:
    client = signed_in_as(world.officer)
    page = client.get(address("routes:options", world.case)).context["page"]
    row = page.chosen.row
    first = queries.planned(row).steps[0]
    machine = Resource.objects.get(pk=first.roles[0].resource)
    hold(case=a_planned_case(world.near), visits=[a_visit([machine], first.start)], by=world.officer, now=NOW)
    answer = client.post(address("routes:acceptance", world.case), {"route": row.pk})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was booked" in shown
    assert "is taken at that time" in shown
    assert "These are the best routes now" in shown
    assert not Booking.objects.filter(case=world.case).exists()


def test_a_way_that_is_booked_is_planned_again_in_one_go(world: World) -> None:
    confirm(hold=a_hold_of_the_first_route(world.case, world.officer), by=world.officer, now=NOW)
    client = signed_in_as(world.officer)
    page = client.get(address("routes:options", world.case))
    assert "Book this way instead" in page.content.decode()
    answer = client.post(address("routes:acceptance", world.case), {"route": page.context["page"].chosen.row.pk})
    assert answer["location"] == world.case.get_absolute_url()
    assert Booking.objects.filter(cancelled_at=NOW).count() == 2
    assert Booking.objects.confirmed().count() == 2


def test_a_route_of_another_case_cannot_be_taken(world: World) -> None:
    other = a_planned_case(world.far, Wanted(key="roast", roles=[("roast.coffee", 120)]))
    route = operations.propose(case=other, by=world.officer, now=NOW).routes.all()[0]
    answer = signed_in_as(world.officer).post(address("routes:acceptance", world.case), {"route": route.pk})
    assert answer.status_code == 404


def test_conditions_are_kept_and_the_routes_found_anew(world: World) -> None:
    client = signed_in_as(world.officer)
    typed = {"max_cost": "1500", "avoided_centers": [world.far.pk], "done_at": world.near.pk}
    answer = client.post(address("routes:conditions", world.case), typed)
    assert answer["location"] == address("routes:options", world.case)
    limits = queries.limits_of(world.case)
    assert (limits.max_cost, limits.avoided) == (150_000, (world.far.pk,))
    assert "stands in the way" not in client.get(answer["location"]).content.decode()


def test_contradicting_conditions_are_refused_with_what_was_typed(world: World) -> None:
    typed = {"not_before": "2027-03-01", "deadline": "2027-02-01"}
    answer = signed_in_as(world.officer).post(address("routes:conditions", world.case), typed)
    assert answer.status_code == 422
    assert "The last day must not be before the first." in answer.content.decode()
    assert 'value="2027-03-01"' in answer.content.decode()


def test_where_there_is_no_route_one_press_makes_the_change_that_helps(world: World) -> None:
    operations.set_conditions(case=world.case, max_cost=100, by=world.officer, now=NOW)
    client = signed_in_as(world.officer)
    shown = client.get(address("routes:options", world.case)).content.decode()
    assert "With a higher budget: the cheapest way costs" in shown
    answer = client.post(address("routes:easing", world.case), {"what": "max_cost"}, follow=True)
    assert "Book the whole route" in answer.content.decode()


def test_steps_marked_as_done_leave_nothing_to_plan(world: World) -> None:
    typed = {"done": list(world.case.version.steps.values_list("pk", flat=True)), "done_at": world.near.pk}
    answer = signed_in_as(world.officer).post(address("routes:conditions", world.case), typed, follow=True)
    assert "Nothing is left to plan" in answer.content.decode()


def test_searching_longer_finds_the_routes_anew(world: World) -> None:
    client = signed_in_as(world.officer)
    client.get(address("routes:options", world.case))
    assert client.post(address("routes:search", world.case)).status_code == 302
    assert world.case.proposals.count() == 2


def test_the_page_asks_as_much_of_the_database_however_large_the_network(world: World) -> None:
    client = signed_in_as(world.officer)

    def asked() -> int:
        client.get(address("routes:options", world.case))  # what changed is planned anew once
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address("routes:options", world.case)).status_code == 200
        return len(captured)

    hold(case=a_planned_case(world.near), visits=[a_visit([world.roaster], at(10))], by=world.officer, now=NOW)
    small = asked()
    for number in range(3, 9):
        center = a_center(f"ITC-{number}", latitude=15.0 + number / 10)
        machine = a_resource(center, f"roaster-{number}", fee=1000 * number)
        visit = a_visit([machine], at(10))
        hold(case=a_planned_case(center), visits=[visit], by=world.officer, now=NOW)
    assert asked() == small <= 40
