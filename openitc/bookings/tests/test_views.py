"""The pages of bookings, and who is kept out of them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from openitc.bookings.models import Booking
from openitc.bookings.operations import check_in
from openitc.bookings.tests.builders import MONDAY, NOW, a_resource, an_enterprise, at
from openitc.bookings.tests.world import World, browser
from openitc.enterprises.models import Acquaintance
from openitc.notices.models import Notice
from openitc.resources.models import Closure, Resource, UnmetNeed

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def typed(world: World, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a browser sends
    """What a person types to book the roaster on Monday from ten to twelve."""
    return {
        "enterprise": world.enterprise.pk, "date": MONDAY.isoformat(), "start": "10:00", "end": "12:00",
        "purpose": "Trial roast of lot 7", **changes,
    }  # fmt: skip


def new(resource: Resource) -> str:
    return reverse("bookings:new", args=[resource.code])


# Who may see what.


@pytest.mark.parametrize("name", ["catalogue", "resource", "center"])
def test_anyone_sees_what_is_free_but_not_for_whom_the_rest_is_booked(world: World, name: str) -> None:
    world.booking(of_case=True)
    arguments = {"catalogue": [], "resource": [world.roaster.code], "center": [world.center.code]}[name]
    answer = browser().get(reverse(f"bookings:{name}", args=arguments), {"date": MONDAY.isoformat()})
    assert answer.status_code == 200
    for secret in ("Mae Tha", "Drip coffee", "Trial roast"):
        assertNotContains(answer, secret)


@pytest.mark.parametrize("name", ["detail", "move", "cancellation", "pin", "visit"])
def test_a_booking_does_not_exist_for_strangers_neighbours_and_rivals(world: World, name: str) -> None:
    address = reverse(f"bookings:{name}", args=[world.booking().pk])
    for user in (world.stranger, world.neighbour, world.rival):
        client = browser(user)
        answer = client.post(address, {"what": "check_in"}) if name in ("pin", "visit") else client.get(address)
        assert answer.status_code == 404
    assert browser().post(address)["Location"].startswith("/account/")


@pytest.mark.parametrize("name", ["new", "mine", "feeds"])
def test_pages_that_are_somebody_s_own_send_others_to_sign_in(world: World, name: str) -> None:
    address = reverse(f"bookings:{name}", args=[world.roaster.code] if name == "new" else [])
    assert browser().get(address)["Location"].startswith("/account/")
    assert browser(world.stranger).get(address).status_code == 200


def test_runs_and_closures_are_for_those_who_work_there(world: World) -> None:
    runs = reverse("bookings:runs", args=[world.center.code])
    close = reverse("bookings:closure", args=[world.roaster.code])
    for user in (world.stranger, world.neighbour, world.owner):
        assert browser(user).get(runs).status_code == 403
        assert browser(user).get(close).status_code == 403
    assert browser().get(close)["Location"].startswith("/account/")
    assert browser(world.operator).get(runs).status_code == 200


def test_the_enterprise_sees_its_visit_but_does_not_keep_record_of_it(world: World) -> None:
    address = reverse("bookings:visit", args=[world.booking().pk])
    assert browser(world.owner).post(address, {"what": "check_in"}).status_code == 403


def test_a_hold_is_settled_by_those_of_its_case_only(world: World) -> None:
    address = reverse("bookings:hold", args=[world.hold().pk])
    for user in (world.stranger, world.neighbour, world.rival):
        assert browser(user).get(address).status_code == 404
    assert browser().get(address)["Location"].startswith("/account/")


def test_a_booking_links_its_case_only_for_those_who_may_open_it(world: World) -> None:
    booking, case_page = world.booking(of_case=True), reverse("journeys:case", args=[world.case.number])
    address = reverse("bookings:detail", args=[booking.pk])
    assertContains(browser(world.officer).get(address), case_page)
    assertNotContains(browser(world.operator).get(address), case_page)


# The catalogue and the calendars.


@pytest.mark.parametrize("day", ["0001-01-01", "2100-12-31", "9999-12-31"])
def test_the_catalogue_bears_any_day(world: World, day: str) -> None:
    assert browser().get(reverse("bookings:catalogue"), {"on": day}).status_code == 200


def test_the_catalogue_shows_the_next_free_date_the_fee_and_who_runs_it(world: World) -> None:
    answer = browser().get(reverse("bookings:catalogue"), {"kind": "machine"})
    assertContains(answer, "free first Mon 25 Jan 2027 09:00")
    assertContains(answer, "600 baht per hour")
    assertContains(answer, "with an operator")


def test_the_catalogue_looks_from_the_enterprise_s_own_province(world: World) -> None:
    answer = browser(world.owner).get(reverse("bookings:catalogue"))
    assert answer.context["form"].data["near"] == "province:TH-50"


@pytest.mark.parametrize(("language", "words"), [("en", "60 km"), ("th", "60 กม.")])
def test_distances_read_in_the_language_of_whoever_asks(world: World, language: str, words: str) -> None:
    visitor = browser()
    visitor.cookies["language"] = language
    assertContains(visitor.get(reverse("bookings:catalogue")), words)


def test_the_catalogue_says_what_to_do_where_nothing_is_found(world: World) -> None:
    assertContains(browser().get(reverse("bookings:catalogue"), {"q": "zeppelin"}), "Nothing fits all of that")


def test_what_is_looked_for_in_vain_is_kept_as_demand_of_its_area_and_what_is_found_is_not(world: World) -> None:
    looker = browser()
    looker.get(reverse("bookings:catalogue"), {"q": "zeppelin", "near": "province:TH-50"})
    looker.get(reverse("bookings:catalogue"), {"q": "zeppelin", "near": "province:TH-50"})
    looker.get(reverse("bookings:catalogue"), {"capability": world.roaster.capabilities.get().code})
    looker.get(reverse("bookings:catalogue"), {"q": "zeppelin", "on": "2027-03-01"})
    [need] = UnmetNeed.objects.all()
    assert (need.words, need.province_id, need.asked) == ("zeppelin", "TH-50", 2)


@pytest.mark.parametrize("view", ["day", "week", "month", "list"])
def test_a_calendar_asks_as_much_for_many_bookings_as_for_one(
    world: World, view: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("bookings:center", args=[world.center.code])
    counts = []
    for day in range(2):
        world.booking(at(10, day=day), of_case=True)
        client = browser(world.officer)
        client.get(address)
        with django_assert_max_num_queries(60) as asked:
            client.get(address, {"view": view, "date": MONDAY.isoformat()})
        counts.append(len(asked.captured_queries))
        for number in range(4):
            a_resource(world.center, f"roaster-{day}{number}")
    assert counts[0] == counts[1]


def test_staff_see_for_whom_their_calendar_is_booked(world: World) -> None:
    world.booking(of_case=True)
    address = reverse("bookings:center", args=[world.center.code])
    assertContains(browser(world.officer).get(address, {"date": MONDAY.isoformat()}), "Drip coffee")
    assertNotContains(browser(world.neighbour).get(address, {"date": MONDAY.isoformat()}), "Drip coffee")
    assertContains(browser(world.owner).get(address, {"date": MONDAY.isoformat()}), "Drip coffee")


def test_an_address_that_makes_no_sense_shows_this_week(world: World) -> None:
    address = reverse("bookings:center", args=[world.center.code])
    answer = browser().get(address, {"date": "9999-99-99", "view": "aeon", "kind": "spaceship"})
    assertContains(answer, "25–31 Jan 2027")


# Booking one machine.


def test_a_member_books_a_machine_from_its_calendar(world: World) -> None:
    answer = browser(world.owner).post(new(world.roaster), typed(world))
    booking = Booking.objects.get()
    assertRedirects(answer, reverse("bookings:detail", args=[booking.pk]), fetch_redirect_response=False)
    assert (booking.during.lower, booking.during.upper, booking.booked_by) == (at(10), at(12), world.owner)


def test_the_form_proposes_the_first_free_time_and_the_only_enterprise(world: World) -> None:
    form = browser(world.owner).get(new(world.roaster)).context["form"]
    assert (form["date"].value(), form["start"].value(), form["end"].value()) == ("2027-01-25", "09:00", "11:00")
    assert form["enterprise"].value() == world.enterprise.pk


def test_nobody_books_for_an_enterprise_they_do_not_act_for(world: World) -> None:
    answer = browser(world.rival).post(new(world.roaster), typed(world))
    assert answer.status_code == 422
    assert "enterprise" in answer.context["form"].errors
    assert not Booking.objects.exists()


def test_a_case_of_another_enterprise_is_refused(world: World) -> None:
    other = an_enterprise("Second Client")
    Acquaintance.objects.create(enterprise=other, center=world.center, since=NOW)
    answer = browser(world.officer).post(new(world.roaster), typed(world, enterprise=other.pk, case=world.case.number))
    assertContains(answer, "This case is of another enterprise.", status_code=422)


def test_a_refusal_gives_every_reason_keeps_what_was_typed_and_offers_times_that_would_do(world: World) -> None:
    Resource.objects.filter(pk=world.roaster.pk).update(longest_minutes=60)
    world_booked = browser(world.officer)
    world_booked.post(new(world.roaster), typed(world, end="11:00"))
    answer = browser(world.owner).post(new(world.roaster), typed(world))
    assertContains(answer, "roaster is taken at that time.", status_code=422)
    assertContains(answer, "One use of roaster may not take that long.", status_code=422)
    assertContains(answer, "Trial roast of lot 7", status_code=422)
    assertContains(answer, "Mon 1 Feb 2027 11:00–12:00", status_code=422)
    start, end = answer.context["choices"][0]
    chosen = typed(world, choose=f"{start.isoformat()}/{end.isoformat()}")
    assert browser(world.owner).post(new(world.roaster), chosen).status_code == 302
    assert Booking.objects.order_by("pk").last().during.lower == start  # type: ignore[union-attr] # there are two


def test_staff_go_on_in_spite_of_a_reason_and_theirs_is_kept(world: World) -> None:
    Resource.objects.filter(pk=world.roaster.pk).update(longest_minutes=60)
    client = browser(world.officer)
    assertContains(client.post(new(world.roaster), typed(world)), "Why you go on all the same", status_code=422)
    assert client.post(new(world.roaster), typed(world, override_reason="A fair on Friday")).status_code == 302
    booking = Booking.objects.get()
    assert (booking.override_reason, booking.overridden) == ("A fair on Friday", ["too_long"])
    assertContains(client.get(reverse("bookings:detail", args=[booking.pk])), "A fair on Friday")


def test_the_enterprise_cannot_override(world: World) -> None:
    Resource.objects.filter(pk=world.roaster.pk).update(longest_minutes=60)
    answer = browser(world.owner).post(new(world.roaster), typed(world, override_reason="Because I say so"))
    assertNotContains(answer, "Why you go on all the same", status_code=422)


def test_a_machine_that_runs_through_the_night_is_booked_into_another_day(world: World) -> None:
    tomorrow = (MONDAY + timedelta(days=1)).isoformat()
    answer = browser(world.owner).post(new(world.chamber), typed(world, until=tomorrow, units="2"))
    assert answer.status_code == 302
    assert Booking.objects.get().during.upper == at(12, day=1)
    assert browser(world.owner).post(new(world.chamber), typed(world, end="09:00")).status_code == 422


# What is booked: seen, moved, cancelled, pinned, visited.


def test_a_person_sees_their_own_bookings_coming_and_past(world: World) -> None:
    world.booking(of_case=True)
    address = reverse("bookings:mine")
    assertContains(browser(world.owner).get(address), "Drip coffee")
    assertContains(browser(world.owner).get(address + "?past"), "Nothing is over yet")
    assertContains(browser(world.rival).get(address), "Nothing is booked")
    Resource.objects.filter(pk=world.roaster.pk).update(person=world.operator)
    assertContains(browser(world.operator).get(address), "Drip coffee")


def test_the_list_of_my_bookings_asks_as_much_for_many_as_for_one(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for day in range(2):
        world.booking(at(10, day=day), of_case=True)
        client = browser(world.owner)
        client.get(reverse("bookings:mine"))
        with django_assert_max_num_queries(20) as asked:
            client.get(reverse("bookings:mine"))
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]


def test_a_booking_is_cancelled_with_a_reason_and_shows_it(world: World) -> None:
    booking = world.booking()
    address = reverse("bookings:cancellation", args=[booking.pk])
    client = browser(world.owner)
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "The beans came late"})
    assertContains(client.get(reverse("bookings:detail", args=[booking.pk])), "The beans came late")
    assertContains(client.get(reverse("bookings:mine") + "?past"), "Cancelled")
    assertContains(client.post(address, {"reason": "Again"}), "can no longer be changed", status_code=422)


def test_a_booking_is_pinned_and_let_go(world: World) -> None:
    booking = world.booking(of_case=True)
    address = reverse("bookings:pin", args=[booking.pk])
    for pinned in (True, False):
        browser(world.officer).post(address)
        booking.refresh_from_db()
        assert (booking.pinned_at is not None) is pinned


def test_the_operator_keeps_record_of_the_day(world: World) -> None:
    booking = world.booking(NOW + timedelta(hours=1))
    runs = reverse("bookings:runs", args=[world.center.code])
    client = browser(world.operator)
    assertContains(client.get(runs), "Check in")
    visit = reverse("bookings:visit", args=[booking.pk])
    assertRedirects(client.post(visit, {"what": "check_in", "next": runs}), runs, fetch_redirect_response=False)
    assertContains(client.get(runs), "In progress")
    away = client.post(visit, {"what": "complete", "next": "https://elsewhere.example"})
    assertRedirects(away, reverse("bookings:detail", args=[booking.pk]), fetch_redirect_response=False)
    assert client.post(visit, {"what": "explode"}).status_code == 404


def test_a_visit_that_is_over_is_not_checked_in_again(world: World) -> None:
    booking = world.booking(NOW + timedelta(hours=1))
    check_in(booking=booking, by=world.operator, now=NOW)
    client = browser(world.operator)
    answer = client.post(reverse("bookings:visit", args=[booking.pk]), {"what": "check_in"}, follow=True)
    assertContains(answer, "This booking is in progress.")


# Holds.


def test_a_hold_is_shown_until_when_and_confirmed(world: World) -> None:
    with time_machine.travel(hold_time := world.hold().expires_at - timedelta(minutes=4), tick=False):
        hold = world.case.holds.get()
        address = reverse("bookings:hold", args=[hold.pk])
        client = browser(world.owner)
        answer = client.get(address)
        assertContains(answer, "Held for you, all of it")
        assertContains(answer, "data-countdown")
        done = client.post(address, {"what": "confirm"})
    assertRedirects(done, reverse("journeys:case", args=[world.case.number]), fetch_redirect_response=False)
    hold.refresh_from_db()
    assert hold.confirmed_at is not None
    assert hold_time < hold.expires_at
    assertContains(browser(world.owner).get(address), "Every step of it is yours.")


def test_a_hold_is_let_go(world: World) -> None:
    hold = world.hold()
    address = reverse("bookings:hold", args=[hold.pk])
    answer = browser(world.owner).post(address, {"what": "release"})
    assertRedirects(answer, reverse("routes:options", args=[world.case.number]), fetch_redirect_response=False)
    assertContains(browser(world.owner).get(address), "Look for new routes", status_code=410)
    assert browser(world.owner).post(address, {"what": "keep"}).status_code == 404


def test_a_lapsed_hold_says_so_and_offers_new_routes(world: World) -> None:
    hold = world.hold()
    hold.expires_at = hold.placed_at = hold.expires_at - timedelta(hours=1)
    hold.save()
    address = reverse("bookings:hold", args=[hold.pk])
    assertRedirects(browser(world.owner).post(address, {"what": "confirm"}), address, fetch_redirect_response=False)
    answer = browser(world.owner).get(address)
    assertContains(answer, "This is no longer held", status_code=410)
    assertContains(answer, reverse("routes:options", args=[world.case.number]), status_code=410)


# Closing a machine.


def closing(**changes: str) -> dict[str, str]:
    """What an operator types to close a machine on Monday."""
    return {
        "why": "maintenance", "date": MONDAY.isoformat(), "start": "08:30", "end": "16:30", "note": "New bearing",
        **changes,
    }  # fmt: skip


def test_closing_shows_what_it_hits_before_and_offers_to_plan_each_again_after(world: World) -> None:
    world.booking(of_case=True)
    address = reverse("bookings:closure", args=[world.roaster.code])
    client = browser(world.operator)
    shown = client.post(address, closing())
    assertContains(shown, "1 booking counts on it in that time.")
    assertContains(shown, "Drip coffee")
    assert not Closure.objects.exists()
    client.post(address, closing(seen=shown.context["seen"]))
    closure = Closure.objects.get()
    after = client.get(reverse("bookings:closed", args=[world.roaster.code, closure.pk]))
    assertContains(after, reverse("routes:options", args=[world.case.number]) + "?again=1")
    assert Notice.objects.filter(to=world.owner, sentence__contains="is closed at the time").exists()


def test_what_was_booked_meanwhile_is_shown_before_the_machine_is_closed(world: World) -> None:
    address = reverse("bookings:closure", args=[world.roaster.code])
    client = browser(world.operator)
    world.booking()
    seen = client.post(address, closing()).context["seen"]
    world.booking(at(14))
    assertContains(client.post(address, closing(seen=seen)), "2 bookings count on it")
    assert not Closure.objects.exists()


def test_a_closure_that_hits_nothing_is_made_at_once(world: World) -> None:
    client = browser(world.operator)
    answer = client.post(reverse("bookings:closure", args=[world.roaster.code]), closing(), follow=True)
    assertContains(answer, "No booking is hit")
    assert client.post(reverse("bookings:closure", args=[world.roaster.code]), closing(end="08:00")).status_code == 422
    past = client.post(reverse("bookings:closure", args=[world.roaster.code]), closing(date="2026-01-05"))
    assertContains(past, "This time is over.", status_code=422)
