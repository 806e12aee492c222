"""The pages of home, desk, case and search, through the front door."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from openitc.cases.models import Case
from openitc.cases.operations import add_note, close_case
from openitc.cases.tests.builders import a_member_of, an_officer
from openitc.history.operations import record
from openitc.journeys.templatetags.journeys import marked
from openitc.journeys.tests.builders import (
    a_booked_step,
    a_case_of,
    a_hold_on,
    a_manager,
    a_way,
    an_office,
    an_operator,
)
from openitc.pathways.tests.builders import a_center, a_user, an_administrator
from openitc.people.models import User
from openitc.shared import clock

pytestmark = pytest.mark.django_db


def page(client: Client, user: User | None, address: str) -> str:
    """What the person reads there."""
    if user:
        client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def status_for(client: Client, user: User, case: Case) -> int:
    """What the page of the case answers to the person."""
    client.force_login(user)
    return client.get(reverse("journeys:case", args=[case.number])).status_code


def page_of(case: Case, client: Client, user: User) -> str:
    """What the person reads of the case."""
    return page(client, user, reverse("journeys:case", args=[case.number]))


def test_the_front_door_finds_machines_near_a_province_and_links_every_center(client: Client) -> None:
    center = a_center()
    a_way()
    shown = page(client, None, "/")
    assert 'action="/machines/"' in shown
    assert '<option value="province:TH-50"' in shown
    assert f'href="/centers/{center.code}/"' in shown
    assert "Coffee drip bag" in shown


def test_who_is_signed_in_looks_from_home(client: Client) -> None:
    _center, officer = an_office()
    shown = page(client, officer, "/")
    assert re.search(r'<option value="province:TH-50"[^>]* selected>', shown)
    assert "Go to my desk" in shown


def test_a_network_without_anything_still_has_a_front_door(client: Client) -> None:
    assert "From an idea to a product that sells" in page(client, None, "/")


def test_an_officer_sees_what_lapses_what_is_at_risk_and_what_waits(client: Client) -> None:
    center, officer = an_office()
    way = a_way()
    held, late, _new = (a_case_of(officer, center, way) for _each in range(3))
    a_booked_step(held, "study", days=1, hold=a_hold_on(held))
    a_booked_step(late, "study", days=-2)
    shown = page(client, officer, "/desk/")
    for words in ("1 route is held and about to lapse.", "1 case is at risk.", "1 waits for someone to act."):
        assert words in shown
    assert shown.index("Held, and about to lapse") < shown.index("At risk") < shown.index("Waits for someone to act")


def test_an_operator_sees_todays_runs_and_no_cases(client: Client) -> None:
    center, officer = an_office()
    a_case_of(officer, center, a_way())
    shown = page(client, an_operator(center), "/desk/")
    assert reverse("bookings:runs", args=[center.code]) in shown
    assert "New case" not in shown


def test_a_manager_sees_the_figures_and_the_doors_of_the_center(client: Client) -> None:
    center, _officer = an_office()
    shown = page(client, a_manager(center), "/desk/")
    assert "Machine hours in this week" in shown
    assert reverse("centers:hours", args=[center.code]) in shown


def test_a_member_sees_the_line_of_the_product_first(client: Client) -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way())
    a_booked_step(case, "study", days=2)
    shown = page(client, a_member_of(case.enterprise), "/desk/")
    assert shown.index("“Step study” on") < shown.index('class="line"')
    assert case.product.name in shown


def test_an_administrator_sees_the_network(client: Client) -> None:
    a_center()
    shown = page(client, an_administrator(), "/desk/")
    assert reverse("centers:new") in shown
    assert "The whole network at a glance." in shown


def test_somebody_new_is_told_what_to_do_first(client: Client) -> None:
    shown = page(client, a_user("Somebody new"), "/desk/")
    assert "First say who you are" in shown
    assert reverse("enterprises:new") in shown


def test_the_next_step_stands_before_the_line_and_everything_else(client: Client) -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way())
    shown = page_of(case, client, officer)
    next_at = shown.index("Choose a route, and every step is booked at once.")
    assert next_at < shown.index('class="line"') < shown.index('id="notes"')
    assert reverse("routes:options", args=[case.number]) in shown


def test_notes_among_staff_are_not_shown_to_the_enterprise(client: Client) -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way())
    add_note(case=case, text="Check the price again.", shown_to_enterprise=False, by=officer, now=clock.now())
    add_note(case=case, text="Bring two kilos.", shown_to_enterprise=True, by=officer, now=clock.now())
    read_by_officer = page_of(case, client, officer)
    read_by_member = page_of(case, client, a_member_of(case.enterprise))
    assert "Check the price again." in read_by_officer
    assert "Check the price again." not in read_by_member
    assert "Bring two kilos." in read_by_member
    assert "Work on the case" not in read_by_member


def test_the_parent_of_a_mini_itc_sees_its_cases_and_others_do_not(client: Client) -> None:
    parent = a_center()
    mini = a_center(parent=parent)
    case = a_case_of(an_officer(mini), mini, a_way())
    assert status_for(client, an_officer(parent), case) == 200
    assert status_for(client, an_officer(a_center()), case) == 404
    assert status_for(client, an_operator(mini), case) == 404
    assert status_for(client, a_user("A stranger"), case) == 404


@pytest.mark.parametrize("name", ["journeys:desk", "journeys:case"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, name: str) -> None:
    address = reverse(name, args=["2570-00001"] if name == "journeys:case" else [])
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_a_closed_case_says_why_and_offers_nothing_to_plan(client: Client) -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way())
    close_case(case=case, reason="Sold the farm.", by=officer, now=clock.now())
    shown = page_of(case, client, officer)
    assert "Sold the farm." in shown
    assert "See the routes to market" not in shown


def test_the_whole_history_is_one_press_away(client: Client) -> None:
    center, officer = an_office()
    case = a_case_of(officer, center, a_way())
    for number in range(10):
        record("told", "Told %(name)s.", about=[case], by=officer, now=clock.now(), name=str(number))
    address = reverse("journeys:case", args=[case.number])
    short, long = page(client, officer, address), page(client, officer, f"{address}?history")
    assert "The whole history" in short
    assert "The whole history" not in long
    assert long.count("<time") > short.count("<time")


def test_a_search_as_one_types_brings_the_hits_alone(client: Client) -> None:
    center, officer = an_office()
    a_case_of(officer, center, a_way(), product="กาแฟดริปคั่วกลางดอยนิทาน")
    client.force_login(officer)
    shown = client.get("/search/", {"q": "คั่วกลาง"}, headers={"HX-Request": "true"}).content.decode()
    assert "กาแฟดริป<mark>คั่วกลาง</mark>ดอยนิทาน" in shown
    assert "<html" not in shown


@pytest.mark.parametrize("text", ["", "ไม่มีคำนี้แน่นอน", "ไม่มี%00คำนี้แน่นอน"])
def test_a_search_without_hits_says_what_to_try(client: Client, text: str) -> None:
    shown = page(client, None, f"/search/?q={text}")
    assert ("Nothing found" in shown) == bool(text)


def test_marking_lets_no_markup_through() -> None:
    assert marked("<b>Tea & roast</b>", "tea <b>") == "<mark>&lt;b&gt;</mark><mark>Tea</mark> &amp; roast&lt;/b&gt;"
    assert marked("<i>", "") == "&lt;i&gt;"
