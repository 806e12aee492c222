"""Calendar addresses, read as a calendar program reads them."""

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django.asserts import assertContains

from openitc.bookings.models import Feed
from openitc.bookings.operations import cancel, move
from openitc.bookings.operations.feeds import make_feed
from openitc.bookings.tests.builders import NOW, at
from openitc.bookings.tests.world import World, browser
from openitc.resources.models import Resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def address(feed: Feed) -> str:
    return reverse("bookings:feed", args=[feed.secret])


def read(feed: Feed) -> Any:  # noqa: ANN401 - what icalendar gives is a union of everything
    answer = Client().get(address(feed))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def test_a_center_s_calendar_tells_its_staff_what_when_and_for_whom(world: World) -> None:
    booking = world.booking(of_case=True)
    calendar = read(make_feed(center=world.center, by=world.officer, now=NOW))
    (event,) = calendar.walk("VEVENT")
    assert event["uid"] == f"booking-{booking.pk}@openitc"
    assert event.decoded("dtstart") == at(10).astimezone(UTC)
    assert event.decoded("dtend") == at(12).astimezone(UTC)
    assert (event["status"], "roaster" in event["summary"]) == ("CONFIRMED", True)
    assert calendar["x-wr-calname"].endswith("ITC-T1")
    assert calendar.decoded("refresh-interval") == timedelta(minutes=15)


def test_a_move_keeps_the_event_and_a_cancellation_says_so(world: World) -> None:
    booking, feed = world.booking(), make_feed(center=world.center, by=world.officer, now=NOW)
    before = read(feed).walk("VEVENT")[0]
    move(booking=booking, start=at(13), by=world.officer, now=NOW + timedelta(hours=1))
    moved = read(feed).walk("VEVENT")[0]
    assert moved["uid"] == before["uid"]
    assert moved.decoded("dtstart") == at(13).astimezone(UTC)
    assert moved["sequence"] > before["sequence"]
    assert moved.decoded("last-modified") > before.decoded("last-modified")
    cancel(booking=booking, reason="late", by=world.officer, now=NOW + timedelta(hours=2))
    assert read(feed).walk("VEVENT")[0]["status"] == "CANCELLED"


def test_what_nobody_confirmed_in_time_is_on_no_calendar(world: World) -> None:
    world.hold()  # by the database's clock, which is behind the day of this test
    assert read(make_feed(center=world.center, by=world.officer, now=NOW)).walk("VEVENT") == []


def test_a_person_s_calendar_is_of_their_enterprise_and_of_their_own_time(world: World) -> None:
    world.booking()
    assert len(read(make_feed(by=world.owner, now=NOW)).walk("VEVENT")) == 1
    assert read(make_feed(by=world.rival, now=NOW)).walk("VEVENT") == []
    Resource.objects.filter(pk=world.roaster.pk).update(person=world.operator)
    assert len(read(make_feed(by=world.operator, now=NOW)).walk("VEVENT")) == 1
    assert len(read(make_feed(resource=world.roaster, by=world.operator, now=NOW)).walk("VEVENT")) == 1


def test_an_unchanged_calendar_is_not_sent_twice(world: World) -> None:
    booking, feed = world.booking(), make_feed(center=world.center, by=world.officer, now=NOW)
    etag = Client().get(address(feed))["ETag"]
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        assert Client().get(address(feed), headers={"if-none-match": etag}).status_code == 304
    cancel(booking=booking, reason="late", by=world.officer, now=NOW)
    assert Client().get(address(feed), headers={"if-none-match": etag}).status_code == 200


def test_a_guessed_and_a_revoked_address_are_answered_alike(world: World) -> None:
    feed = make_feed(center=world.center, by=world.officer, now=NOW)
    browser(world.officer).post(reverse("bookings:revocation", args=[feed.pk]))
    revoked, guessed = Client().get(address(feed)), Client().get(reverse("bookings:feed", args=["x" * 43]))
    assert (revoked.status_code, guessed.status_code) == (404, 404)
    assert "ITC-T1" not in revoked.content.decode()


def test_an_address_forgets_with_the_role_of_its_owner(world: World) -> None:
    feeds = [
        make_feed(center=world.center, by=world.officer, now=NOW),
        make_feed(resource=world.roaster, by=world.officer, now=NOW),
        make_feed(by=world.owner, now=NOW),
    ]
    for user in (world.officer, world.owner):
        user.memberships.update(ends_on=date(2027, 1, 24))
    assert [Client().get(address(feed)).status_code for feed in feeds] == [410, 410, 410]
    world.booking()
    assert b"BEGIN" not in Client().get(address(feeds[0])).content


def test_addresses_are_made_only_of_what_is_one_s_own(world: World) -> None:
    page = reverse("bookings:feeds")
    for of in (f"center:{world.center.code}", f"resource:{world.roaster.code}"):
        assert browser(world.neighbour).post(page, {"of": of}).status_code == 403
        assert browser(world.officer).post(page, {"of": of}).status_code == 302
    browser(world.neighbour).post(page, {"of": "me"})
    assert Feed.objects.filter(owner=world.neighbour).count() == 1
    assertContains(browser(world.officer).get(page), ".ics", count=4)
    own = Feed.objects.get(owner=world.neighbour)
    assert browser(world.officer).post(reverse("bookings:revocation", args=[own.pk])).status_code == 404
    assert Client().post(page).status_code == 302
