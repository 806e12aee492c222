"""The network in memory: never behind a committed change, never ahead of one, and cheap to keep."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from openitc.bookings.models import Hold, Reservation
from openitc.bookings.operations import confirm, end_lapsed_holds, hold
from openitc.bookings.tests.builders import NOW, a_case, a_center, a_resource, a_visit, a_worker, at
from openitc.centers.operations import set_opening_hours
from openitc.people.models import User
from openitc.resources.models import Resource
from openitc.resources.operations import close_resource, retire
from openitc.routes.queries.snapshot import Snapshot
from openitc.routes.rules.network import Network
from openitc.routes.rules.question import Question
from openitc.routes.rules.translation import still_kept
from openitc.shared import clock


class World:
    """A roaster that an officer books."""

    def __init__(self) -> None:
        self.center = a_center()
        self.roaster = a_resource(self.center, places=9)
        self.officer: User = a_worker(self.center)
        self.snapshot = Snapshot()

    def seen(self) -> Network:
        return self.snapshot.network(now=NOW)

    def book(self, *, hour: int = 10, resource: Resource | None = None) -> Reservation:
        visit = a_visit([resource or self.roaster], at(hour), hours=1)
        taken = hold(case=a_case(self.center), visits=[visit], by=self.officer, now=NOW)
        confirm(hold=taken, by=self.officer, now=NOW)
        return Reservation.objects.get(booking__hold=taken)

    def kept(self) -> set[int]:
        return set(self.seen().kept.get(self.roaster.pk, {}))


@pytest.fixture
def world(transactional_db: None) -> World:
    return World()


@contextmanager
def another_connection() -> Iterator[psycopg.Connection]:
    parameters = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in {"dbname", "user", "password", "host", "port"}
    }
    with psycopg.connect(**parameters) as other:
        yield other


def test_a_transaction_that_commits_late_is_not_missed(world: World) -> None:
    late, prompt = world.book(), world.book()
    assert world.kept() == {late.pk, prompt.pk}
    release = "UPDATE bookings_reservation SET released_at = now() WHERE id = %s"
    with another_connection() as slow:
        slow.execute(release, [late.pk])  # the elder transaction, still open
        Reservation.objects.filter(pk=prompt.pk).update(released_at=NOW)
        assert world.kept() == {late.pk}
        other = world.book()
        assert world.kept() == {late.pk, other.pk}
        slow.commit()
    assert world.kept() == {other.pk}


def test_what_is_undone_was_never_seen_by_others(world: World) -> None:
    before = world.kept()
    with transaction.atomic():
        reservation = world.book()
        assert world.kept() == {*before, reservation.pk}
        transaction.set_rollback(True)
    assert world.kept() == before


def test_bookings_and_releases_arrive_one_by_one(world: World) -> None:
    first = world.book()
    assert world.kept() == {first.pk}
    second = world.book()
    Reservation.objects.filter(pk=first.pk).update(released_at=NOW)
    assert world.kept() == {second.pk}


def test_a_closure_is_seen_at_once(world: World) -> None:
    day = (at(0) - clock.at(clock.local_day(NOW))).days * 1440
    assert (day + 510, day + 990) in world.seen().means[world.roaster.pk].open
    during = psycopg.types.range.TimestamptzRange(at(8), at(12))
    close_resource(resource=world.roaster, during=during, why="maintenance", by=world.officer, now=NOW)
    assert (day + 720, day + 990) in world.seen().means[world.roaster.pk].open


def test_new_hours_of_a_center_are_seen_by_all_it_has(world: World) -> None:
    world.seen()
    hours = [(weekday, at(13).time(), at(15).time()) for weekday in range(5)]
    set_opening_hours(center=world.center, hours=hours, by=None, now=NOW)
    assert {end - start for start, end in world.seen().means[world.roaster.pk].open} == {120}


def test_a_resource_taken_out_of_service_is_gone(world: World) -> None:
    seen = world.seen()
    retire(resource=world.roaster, by=world.officer, now=NOW)
    after = world.seen()
    assert world.roaster.pk not in after.means
    assert after.changed_since(seen.seen_to, {"roast.coffee"})


def test_a_held_place_is_free_when_its_hold_lapses_by_the_clock_of_the_database(world: World) -> None:
    taken = hold(case=a_case(world.center), visits=[a_visit([world.roaster], at(9))], by=world.officer, now=NOW)
    question = Question(steps=(), home=(0.0, 0.0))

    def standing() -> int:
        network = world.seen()
        return len(still_kept(network.kept[world.roaster.pk].values(), question, network))

    assert standing() == 1
    lapsed = clock.now() - timedelta(seconds=1)
    Reservation.objects.update(held_until=lapsed)
    Hold.objects.filter(pk=taken.pk).update(expires_at=lapsed)
    assert standing() == 0
    end_lapsed_holds()
    assert not world.kept()


def test_a_new_day_is_counted_from_its_own_midnight(world: World) -> None:
    reservation = world.book()
    today = world.seen().kept[world.roaster.pk][reservation.pk]
    tomorrow = world.snapshot.network(now=NOW + timedelta(days=1)).kept[world.roaster.pk][reservation.pk]
    assert today.start - tomorrow.start == 1440


def test_tables_that_were_emptied_are_read_anew(world: World) -> None:
    world.book()
    assert world.kept()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bookings_reservation")
    assert not world.kept()


def test_keeping_up_asks_for_what_is_new_and_nothing_else(world: World) -> None:
    for _round in range(5):
        world.book()
    world.seen()
    world.seen()
    with CaptureQueriesContext(connection) as idle:
        world.seen()
    world.book()
    with CaptureQueriesContext(connection) as busy:
        network = world.seen()
    # Four, or with another's long transaction on the same server, which makes the latest rows be read again, eleven.
    assert {len(idle), len(busy)} <= {4, 11}
    assert len(network.kept[world.roaster.pk]) == 6
    rows = [query["sql"] for query in busy if "bookings_reservation" in query["sql"] and "filenode" not in query["sql"]]
    assert len(rows) == 1
    assert "changed_in" in rows[0]
