"""Every list asks the database as many questions for many rows as for few, and comes in pages."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from openitc.bookings.tests.builders import a_resource
from openitc.centers.tests.builders import a_center, an_offering, an_officer, an_organisation
from openitc.enterprises.tests.builders import a_product, an_enterprise
from openitc.notices.operations import notify
from openitc.pathways.tests.builders import a_draft, a_published_pathway
from openitc.shared import clock
from tests.test_doors import names
from tests.world import Place, World, a_booking_of, a_case_on_its_way, a_world, next_days

MANY = 4


def own(world: World) -> list[str]:
    """The address of a list of the center here."""
    return [world.here.center.code]


LISTS: dict[str, Callable[[World], list[str]]] = {
    "journeys:home": lambda _world: [],
    "journeys:desk": lambda _world: [],
    "journeys:search": lambda _world: [],
    "journeys:case": lambda world: [world.here.case.number],
    "cases:list": lambda _world: [],
    "cases:new": lambda _world: [],
    "enterprises:list": lambda _world: [],
    "enterprises:detail": lambda world: [str(world.here.enterprise.pk)],
    "pathways:list": lambda _world: [],
    "centers:list": lambda _world: [],
    "centers:offering": own,
    "centers:people": own,
    "centers:closures": own,
    "resources:list": own,
    "resources:qualifications": own,
    "bookings:catalogue": lambda _world: [],
    "bookings:resource": lambda world: [world.here.resource.code],
    "bookings:center": own,
    "bookings:runs": own,
    "bookings:mine": lambda _world: [],
    "bookings:feeds": lambda _world: [],
    "notices:list": lambda _world: [],
}


@pytest.mark.django_db
def test_every_list_asks_as_many_questions_for_many_rows_as_for_few(client: Client) -> None:
    world = a_world()
    readers = {"manager": world.here.manager, "member": world.here.member, "administrator": world.administrator}
    counts: dict[str, dict[str, int]] = {}
    grow(world, world.here)  # a list that is empty asks less
    for size in ("few", "many"):
        for role, reader in readers.items():
            client.force_login(reader)
            for name, args in LISTS.items():
                counts.setdefault(f"{name} as {role}", {})[size] = questions(client, reverse(name, args=args(world)))
        for _each in range(MANY):
            grow(world, world.here)
    assert {page: count for page, count in counts.items() if count["many"] > count["few"]} == {}


def questions(client: Client, address: str) -> int:
    """How many questions the page asks when nothing is new to the process."""
    client.get(address, {"q": "coffee"})
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address, {"q": "coffee"})
    assert answer.status_code in {200, 403, 404}
    return len(asked)


def grow(world: World, place: Place) -> None:
    """One more of everything that lists show."""
    now = clock.now()
    center, officer = place.center, place.officer
    a_center(parent=center)
    an_officer(center)
    an_offering(center, f"Service {now}")
    an_organisation(f"Host {now}")
    resource = a_resource(center, f"roaster{center.resources.count()}")
    enterprise = an_enterprise(center=center, by=officer)
    a_product(enterprise, "Another coffee")
    case = a_case_on_its_way(center, enterprise, world.version, officer, now=now)
    for during in next_days(3):
        a_booking_of(case, resource, during, by=officer)
    a_product(place.enterprise, f"Coffee {now}")
    a_booking_of(place.case, resource, next_days(5)[-1], by=officer)
    notify(to=[place.manager, place.member], sentence="Welcome.", link="/", now=now)
    a_draft(center=center, by=place.manager)
    a_published_pathway(by=world.administrator)


def test_every_page_that_is_called_a_list_is_looked_at_here() -> None:
    called_so = {name for name in names(get_resolver().url_patterns) if name.endswith(":list")}
    assert called_so <= set(LISTS)
