"""The pages on which a center keeps its resources, and who is kept out of them."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from psycopg.types.range import TimestamptzRange
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertRedirects

from openitc.bookings.tests.builders import NOW, a_center, a_member, an_enterprise, at
from openitc.centers.models import Center, Role
from openitc.people.models import User
from openitc.resources import operations
from openitc.resources.models import Resource
from openitc.resources.tests.builders import a_person, a_roaster_type, staff_of

pytestmark = pytest.mark.django_db


class World:
    """A center with a roaster, its manager and operator, and a second center with a manager of its own."""

    def __init__(self) -> None:
        self.center: Center = a_center()
        self.manager: User = staff_of(self.center, Role.MANAGER, "manager@example.com")
        self.operator: User = staff_of(self.center, Role.OPERATOR, "operator@example.com")
        self.neighbour: User = staff_of(a_center("ITC-T2"), Role.MANAGER, "neighbour@example.com")
        self.stranger: User = a_person("stranger@example.com")
        self.roaster: Resource = operations.add_resource(
            center=self.center, type=a_roaster_type(), code="roaster-1", by=self.manager, now=NOW
        )
        self.closure = operations.close_resource(
            resource=self.roaster, during=TimestamptzRange(at(9), at(12)), why="leave", by=self.manager, now=NOW
        )

    def addresses(self) -> dict[str, str]:
        """Every page, by its name."""
        code, own = self.center.code, self.roaster.code
        return {
            "list": reverse("resources:list", args=[code]),
            "new": reverse("resources:new", args=[code]),
            "qualifications": reverse("resources:qualifications", args=[code]),
            "edit": reverse("resources:edit", args=[own]),
            "hours": reverse("resources:hours", args=[own]),
            "closures": reverse("resources:closures", args=[own]),
            "retirement": reverse("resources:retirement", args=[own]),
            "withdrawal": reverse("resources:withdrawal", args=[own, self.closure.pk]),
            "revocation": reverse("resources:revocation", args=[code, 1]),
        }


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


PAGES = ("list", "new", "qualifications", "edit", "hours", "closures", "retirement", "withdrawal", "revocation")


@pytest.mark.parametrize("name", PAGES)
def test_strangers_and_neighbours_are_refused_and_the_rest_sent_to_sign_in(world: World, name: str) -> None:
    address = world.addresses()[name]
    for user in (world.stranger, world.neighbour):
        answer = signed_in(user).post(address) if name in ("withdrawal", "revocation") else signed_in(user).get(address)
        assert answer.status_code == 403
    assert Client().get(address).status_code in (302, 405)
    assert Client().post(address).status_code == 302


def test_the_list_makes_as_many_queries_for_many_as_for_one(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = signed_in(world.manager), world.addresses()["list"]
    client.get(address)
    with django_assert_max_num_queries(14) as first:
        client.get(address)
    for _number in range(12):
        operations.add_resource(center=world.center, type=world.roaster.type, by=world.manager, now=NOW)
    with django_assert_max_num_queries(14) as second:
        client.get(address)
    assert len(first.captured_queries) == len(second.captured_queries)


def test_the_list_is_narrowed_by_words_and_kind(world: World) -> None:
    client, address = signed_in(world.manager), world.addresses()["list"]
    assertContains(client.get(address, {"q": "คั่ว"}), "Coffee roaster")
    assertContains(client.get(address, {"kind": "room"}), "Nothing here fits that")


def test_a_resource_is_added_from_its_type(world: World) -> None:
    client, address = signed_in(world.manager), world.addresses()["new"]
    assertContains(client.get(address), "Coffee roaster")
    page = client.get(address, {"type": "roaster"})
    assertContains(page, 'value="300"')
    typed = {**page.context["form"].initial, "name_en": "Small roaster", "fee": "250.50", "places": "2"}
    typed["capabilities"] = [can.pk for can in typed["capabilities"]]
    typed.update(notice_minutes="24", longest_minutes="8", monthly_minutes="40", runs_overnight="")
    answer = client.post(f"{address}?type=roaster", typed)
    added = Resource.objects.get(name_en="Small roaster")
    assertRedirects(answer, reverse("bookings:resource", args=[added.code]), fetch_redirect_response=False)
    assert (added.fee, added.notice_minutes, added.places.count()) == (25_050, 24 * 60, 2)


def test_what_cannot_be_so_is_said_at_its_field_and_what_was_typed_stays(world: World) -> None:
    client, address = signed_in(world.manager), world.addresses()["edit"]
    typed = {
        name: value for name, value in client.get(address).context["form"].initial.items() if value not in (None, [])
    }
    typed["capabilities"] = [can.pk for can in typed["capabilities"]]
    typed.update(notice_minutes="0", longest_minutes="0", monthly_minutes="40", model="Kept as typed", fee="10")
    typed.pop("runs_overnight", None)
    answer = client.post(address, typed)
    assertContains(answer, "The longest use must take some time.", status_code=422)
    assertContains(answer, "Kept as typed", status_code=422)


def test_own_hours_are_set_and_taken_back(world: World) -> None:
    client, address = signed_in(world.manager), world.addresses()["hours"]
    client.post(address, {"opens_0_0": "09:00", "closes_0_0": "12:00"})
    assert world.roaster.own_hours.count() == 1
    assertContains(client.get(address), "09:00")
    assert client.post(address, {"opens_1_0": "09:00"}).status_code == 422
    client.post(address, {"opens_0_0": ""})
    assert world.roaster.own_hours.count() == 0


def test_the_operator_sees_closures_and_opens_the_machine_again(world: World) -> None:
    client = signed_in(world.operator)
    assertContains(client.get(world.addresses()["closures"]), "Open again")
    client.post(world.addresses()["withdrawal"])
    world.closure.refresh_from_db()
    assert world.closure.withdrawn_at is not None


def test_a_machine_nobody_counts_on_is_retired(world: World) -> None:
    client, address = signed_in(world.manager), world.addresses()["retirement"]
    assertContains(client.get(address), "out of service?")
    assertRedirects(client.post(address), world.addresses()["list"], fetch_redirect_response=False)
    assert client.post(address).status_code == 422


def test_a_training_is_kept_and_taken_back(world: World) -> None:
    owner = a_member(an_enterprise())
    client, address = signed_in(world.operator), world.addresses()["qualifications"]
    typed = {"email": owner.email, "type": world.roaster.type.pk, "expires_on": "2027-12-31"}
    assert client.post(address, {**typed, "email": "nobody@example.com"}).status_code == 422
    assertRedirects(client.post(address, typed), address, fetch_redirect_response=False)
    kept = owner.qualifications.get()
    assert kept.expires_on == date(2027, 12, 31)
    assertContains(client.get(address), "Owner")
    client.post(reverse("resources:revocation", args=[world.center.code, kept.pk]))
    kept.refresh_from_db()
    assert kept.revoked_at is not None
