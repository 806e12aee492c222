"""Every list asks the database as many questions for many rows as for few, and comes in pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from openitc.diagnosis.models import Assessment
from openitc.selection.queries.comparisons import ideas_of
from tests.growing import Looked, grow, looked_at
from tests.test_doors import names
from tests.world import World, a_world

SOME = 2


Args = Callable[[World, Looked], list[Any]]


def none(_world: World, _looked: Looked) -> list[Any]:
    """The address has no blanks."""
    return []


def own(world: World, _looked: Looked) -> list[Any]:
    """Of the center here."""
    return [world.here.center.code]


def case(world: World, _looked: Looked) -> list[Any]:
    """Of the case here."""
    return [world.here.case.number]


def enterprise(world: World, _looked: Looked) -> list[Any]:
    """Of the enterprise here."""
    return [world.here.enterprise.pk]


def judged(world: World, looked: Looked) -> list[Any]:
    """Of somebody who judges ideas here."""
    return [*case(world, looked), looked.judge.pk]


def market_test(world: World, looked: Looked) -> list[Any]:
    """Of the market test here that takes answers."""
    return [*case(world, looked), looked.sold.test.number]


def product(_world: World, looked: Looked) -> list[Any]:
    """Of the product here that is on sale."""
    return [looked.sold.listing.slug]


def open_request(_world: World, looked: Looked) -> list[Any]:
    """Of the request that waits for answers."""
    return [looked.open.number]


LISTS: dict[str, Args] = {
    "journeys:home": none,
    "journeys:desk": none,
    "journeys:search": none,
    "journeys:case": case,
    "cases:list": none,
    "cases:new": none,
    "enterprises:list": none,
    "enterprises:detail": enterprise,
    "enterprises:figures": enterprise,
    "enterprises:uses": enterprise,
    "enterprises:identity": lambda world, looked: [*enterprise(world, looked), world.here.product.pk],
    "diagnosis:list": enterprise,
    "diagnosis:detail": lambda world, _looked: [
        Assessment.objects.filter(enterprise=world.here.enterprise, round="T1").earliest("pk").pk
    ],
    "diagnosis:versions": none,
    "diagnosis:version": lambda _world, _looked: [1],
    "diagnosis:version-dimension": lambda _world, _looked: [1, "D3"],
    "selection:comparison": lambda world, looked: [*case(world, looked), looked.comparison.pk],
    "selection:evidence": case,
    "selection:judges": case,
    "selection:decision": case,
    "selection:weights": judged,
    "selection:ratings": judged,
    "selection:costing": lambda world, looked: [*case(world, looked), ideas_of(looked.comparison)[0].pk],
    "sourcing:makers": none,
    "sourcing:maker": lambda _world, looked: [looked.maker.pk],
    "sourcing:profile": lambda _world, looked: [looked.maker.pk],
    "sourcing:verifications": none,
    "sourcing:demand": none,
    "sourcing:invitations": none,
    "sourcing:request": open_request,
    "sourcing:matching": open_request,
    "sourcing:preview": open_request,
    "sourcing:comparison": lambda _world, looked: [looked.answered.number],
    "sourcing:award": lambda _world, looked: [looked.award.rfq.number],
    "standards:list": none,
    "standards:drafts": none,
    "certification:roadmap": case,
    "certification:certificates": case,
    "certification:new-certificate": case,
    "certification:enterprise-certificates": enterprise,
    "certification:lots": case,
    "certification:laboratory": case,
    "certification:new-lab-request": case,
    "certification:workbench": none,
    "certification:lab-request": lambda _world, looked: [looked.sold.request.number],
    "market_tests:of-case": case,
    "market_tests:new": case,
    "market_tests:test": market_test,
    "market_tests:answers": market_test,
    "market_tests:decision": market_test,
    "listings:catalogue": none,
    "listings:sitemap": none,
    "listings:page": product,
    "listings:edit": case,
    "listings:places": case,
    "listings:enquiries": case,
    "listings:channels": case,
    "listings:channel-list": none,
    "listings:channel": lambda _world, _looked: ["google"],
    "listings:google-feed": none,
    "listings:products-feed": none,
    "listings:sales": case,
    "listings:first-sales": none,
    "listings:news": none,
    "listings:articles": none,
    "pathways:list": none,
    "centers:list": none,
    "centers:offering": own,
    "centers:people": own,
    "centers:closures": own,
    "resources:list": own,
    "resources:qualifications": own,
    "bookings:catalogue": none,
    "bookings:resource": lambda world, _looked: [world.here.resource.code],
    "bookings:center": own,
    "bookings:runs": own,
    "bookings:mine": none,
    "bookings:feeds": none,
    "notices:list": none,
}


@pytest.mark.django_db
def test_every_list_asks_as_many_questions_for_many_rows_as_for_few(client: Client) -> None:
    world = a_world()
    looked = looked_at(world.here)
    readers = {
        "manager": world.here.manager,
        "officer": world.here.officer,
        "member": world.here.member,
        "maker": looked.maker_member,
        "administrator": world.administrator,
        "analyst": world.analyst,
    }
    counts: dict[str, dict[str, int]] = {}
    for size, more in {"few": SOME, "many": SOME}.items():  # a list that is empty, or of one row, asks less
        for _each in range(more):
            grow(world, world.here, looked)
        for role, reader in readers.items():
            client.force_login(reader)
            for name, args in LISTS.items():
                counts.setdefault(f"{name} as {role}", {})[size] = questions(
                    client, reverse(name, args=args(world, looked))
                )
    assert {page: count for page, count in counts.items() if count["many"] > count["few"]} == {}


def questions(client: Client, address: str) -> int:
    """How many questions the page asks when nothing is new to the process."""
    if client.get(address, {"q": "coffee"}).status_code in {403, 404}:
        return 0
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, {"q": "coffee"})
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return len(asked)


def test_every_page_that_is_called_a_list_is_looked_at_here() -> None:
    called_so = {name for name in names(get_resolver().url_patterns) if name.endswith(":list")}
    assert called_so <= set(LISTS)
