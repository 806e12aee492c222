"""When things are free, what the catalogue finds, and how days are drawn."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import translation
from psycopg.types.range import TimestamptzRange
from pytest_django import DjangoAssertNumQueries

from openitc.bookings.operations import book, complete
from openitc.bookings.queries.calendars import center_calendar, resource_calendar
from openitc.bookings.queries.catalogue import Wanted, catalogue
from openitc.bookings.queries.free import alternatives, next_free, within
from openitc.bookings.queries.loads import figures, month_of
from openitc.bookings.queries.periods import period_around
from openitc.bookings.tests.builders import MONDAY, NOW, a_resource, at
from openitc.bookings.tests.world import World
from openitc.resources.models import Capability, Resource
from openitc.resources.operations import close_resource, set_own_hours
from openitc.resources.operations.hours import Stretch
from openitc.shared import clock
from openitc.ui.shapes import Block

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def free_at(resource: Resource) -> object:
    return next_free([Resource.objects.select_related("type").get(pk=resource.pk)], since=NOW, now=NOW)[resource.pk]


def blocks(world: World, resource: Resource, *, day: int = 0, sees: bool = True, now: datetime = NOW) -> list[Block]:
    week = period_around(MONDAY, view="week")
    with translation.override("en"):
        calendar = center_calendar(world.center, week, sees=lambda _booking: sees, now=now)
    return calendar.rows[calendar.resources.index(resource)].cells[day].blocks


def test_a_machine_nobody_booked_is_free_at_the_next_half_hour(world: World) -> None:
    assert free_at(world.roaster) == NOW


def test_notice_bookings_setup_and_cleaning_put_the_next_free_time_off(world: World) -> None:
    roaster = a_resource(world.center, "roaster-2", setup=30, cleaning=30, notice_minutes=120)
    assert free_at(roaster) == NOW + timedelta(hours=2)
    book(enterprise=world.enterprise, resource=roaster, start=NOW + timedelta(hours=2), end=NOW + timedelta(hours=4),
         by=world.officer, now=NOW)  # fmt: skip
    # Until 13:00, then half an hour of its cleaning and half an hour of setup for the next use.
    assert free_at(roaster) == NOW + timedelta(hours=5)


def test_a_machine_that_needs_its_operator_is_free_only_while_one_is(world: World) -> None:
    assert free_at(world.dryer) == NOW
    set_own_hours(resource=world.hands, hours=[Stretch(2, time(13), time(16))], by=world.officer, now=NOW)
    assert free_at(world.dryer) == clock.at(date(2027, 1, 27), 13)


def test_a_chamber_is_free_while_it_has_a_place_left(world: World) -> None:
    tomorrow = NOW + timedelta(hours=24)
    for units in (1, 2):
        assert free_at(world.chamber) == NOW
        book(enterprise=world.enterprise, resource=world.chamber, start=NOW, end=tomorrow, units=units,
             by=world.officer, now=NOW)  # fmt: skip
    assert free_at(world.chamber) == tomorrow


def test_the_next_times_that_would_do_are_long_enough_and_each_lies_on_another_stretch(world: World) -> None:
    world.booking(at(10))
    found = alternatives([world.roaster], minutes=180, units=1, hands=False, since=at(8), now=NOW)
    assert [start for start, _end in found[:2]] == [at(12), at(8, 30, day=1)]
    assert all(end - start == timedelta(hours=3) for start, end in found)


def test_time_within_limits_is_cut_to_them() -> None:
    assert within([(0, 10), (20, 30)], [(5, 25)]) == [(5, 10), (20, 25)]
    assert within([(0, 10)], []) == []


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(text="roast"), ["roaster"]),
        (Wanted(text="ทำ dry.powder"), ["dryer"]),
        (Wanted(kind="laboratory"), ["chamber"]),
        (Wanted(kind="room"), []),
        (Wanted(on=MONDAY - timedelta(days=1)), []),
    ],
)
def test_the_catalogue_finds_by_words_kind_and_day(world: World, wanted: Wanted, names: list[str]) -> None:
    for resource in Resource.objects.all():
        resource.refresh_search()
        resource.save()
    assert [offer.resource.name_en for offer in catalogue(wanted, page=None, now=NOW)] == names


def test_the_catalogue_finds_by_ability_and_center_and_puts_the_nearest_first(world: World) -> None:
    far = a_resource(world.other, "roaster-9")
    wanted = Wanted(capability=Capability.objects.get(code="roast.coffee"), near=world.other)
    offers = list(catalogue(wanted, page=None, now=NOW))
    assert [offer.resource for offer in offers] == [far, world.roaster]
    assert offers[0].km == 0
    close = catalogue(Wanted(near=world.other, most_km=1), page=None, now=NOW)
    assert [offer.resource for offer in close] == [far]
    assert [offer.resource for offer in catalogue(Wanted(center=world.other), page=None, now=NOW)] == [far]


def test_the_soonest_free_comes_first_where_that_is_asked(world: World) -> None:
    book(enterprise=world.enterprise, resource=world.roaster, start=NOW, end=NOW + timedelta(hours=6),
         by=world.officer, now=NOW)  # fmt: skip
    later = a_resource(world.other, "roaster-9")
    wanted = Wanted(kind="machine", text="", capability=Capability.objects.get(code="roast.coffee"), soonest=True)
    assert [offer.resource for offer in catalogue(wanted, page=None, now=NOW)] == [later, world.roaster]


def test_the_catalogue_asks_as_much_for_many_as_for_few(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for _round in range(2):
        with django_assert_num_queries(11, exact=False) as asked:  # type: ignore[call-arg] # at most
            list(catalogue(Wanted(near=world.center), page=None, now=NOW))
        counts.append(len(asked.captured_queries))
        for number in range(10):
            a_resource(world.other, f"roaster-{number}{_round}")
    assert counts[0] == counts[1]


def test_a_booked_day_shows_for_whom_to_those_who_may_know_and_only_that_it_is_taken_to_others(world: World) -> None:
    booking = world.booking(of_case=True)
    mine = next(block for block in blocks(world, world.roaster) if block.state == "booked")
    assert (mine.title, mine.text) == ("Drip coffee", "10:00–12:00")
    assert mine.url.endswith(f"/bookings/{booking.pk}/")
    theirs = next(block for block in blocks(world, world.roaster, sees=False) if block.state == "booked")
    assert (theirs.title, theirs.url) == ("Booked", "")


def test_free_time_on_both_sides_of_a_booking_leads_to_booking_it(world: World) -> None:
    world.booking(at(11), hours=1)
    free = [block for block in blocks(world, world.roaster) if block.state == "free"]
    assert [block.text for block in free] == ["08:30–11:00", "12:00–16:30"]
    assert "date=2027-02-01&start=12%3A00&end=16%3A30" in free[1].url


def test_a_held_time_says_how_long_it_is_still_held(world: World) -> None:
    hold = world.hold()
    now = hold.expires_at - timedelta(minutes=4)
    held = next(block for block in blocks(world, world.roaster, sees=False, now=now) if block.state == "held")
    assert held.title == "Held for 4 min"


def test_a_use_over_several_days_says_when_it_begins_goes_on_and_ends(world: World) -> None:
    kiln = a_resource(world.center, "kiln", overnight=True)
    book(enterprise=world.enterprise, resource=kiln, start=at(10), end=at(11, day=2), by=world.officer, now=NOW)
    texts = [next(b.text for b in blocks(world, kiln, day=day) if b.state == "booked") for day in range(3)]
    assert texts == ["from 10:00", "all day", "until 11:00"]


def test_a_resource_of_several_places_says_how_many_are_taken(world: World) -> None:
    book(enterprise=world.enterprise, resource=world.chamber, start=at(10), end=at(12), units=2,
         by=world.officer, now=NOW)  # fmt: skip
    free, taken = blocks(world, world.chamber)
    assert (taken.title, taken.of, free.state) == ("2 of 3 places", 2, "free")


def test_a_closed_machine_is_drawn_down_and_a_weekend_closed(world: World) -> None:
    during = TimestamptzRange(at(0), at(0, day=1))
    close_resource(resource=world.roaster, during=during, why="calibration", by=world.officer, now=NOW)
    assert [(block.state, block.title) for block in blocks(world, world.roaster)] == [("down", "calibration")]
    week = period_around(MONDAY, view="week")
    calendar = center_calendar(world.center, week, sees=lambda _booking: True, now=NOW)
    assert [day.off for day in calendar.days] == [False] * 5 + [True]


def test_what_was_completed_early_stays_on_the_calendar(world: World) -> None:
    booking = world.booking()
    complete(booking=booking, by=world.operator, now=at(11))
    assert [block.text for block in blocks(world, world.roaster) if block.state == "booked"] == ["10:00–12:00"]


def test_one_resource_is_shown_week_by_week(world: World) -> None:
    calendar = resource_calendar(world.roaster, first=MONDAY, weeks=2, sees=lambda _booking: True, now=NOW)
    assert [len(row.cells) for row in calendar.rows] == [6, 6]


def test_a_month_is_a_load_for_each_day(world: World) -> None:
    world.booking(at(8, 30), hours=4)
    month = month_of(world.center, period_around(MONDAY, view="month"), now=NOW)
    row = next(row for row in month.rows if row.resource == world.roaster)
    assert [load.percent for load in row.loads[:6]] == [50, 0, 0, 0, 0, None]


def test_the_four_figures_say_how_busy_a_center_is(world: World) -> None:
    world.booking()
    with translation.override("en"):
        hours, queue, missed, nearby = figures(world.center, period_around(MONDAY, view="week"), now=NOW)
    assert (hours.value, hours.note) == ("2 h", "2% of open time is used")
    assert (queue.label, queue.value) == ("Waiting for roaster", "1 enterprise")
    assert missed.value == "None"
    assert nearby.value == "0 machines"


def test_the_figures_beside_a_calendar_are_those_without_it_for_fewer_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world.booking()
    week = period_around(MONDAY, view="week")
    calendar = center_calendar(world.center, week, sees=lambda _booking: True, now=NOW)
    with django_assert_max_num_queries(30) as alone:
        expected = figures(world.center, week, now=NOW)
    with django_assert_max_num_queries(len(alone) - 9):
        assert figures(world.center, week, now=NOW, drawn=calendar) == expected


@pytest.mark.parametrize(
    ("view", "words"), [("day", "Wed 3 Feb 2027"), ("week", "1–7 Feb 2027"), ("month", "February 2027")]
)
def test_a_period_is_named(view: str, words: str) -> None:
    with translation.override("en"):
        assert period_around(date(2027, 2, 3), view=view).words == words
