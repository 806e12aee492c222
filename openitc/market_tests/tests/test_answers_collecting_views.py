"""Staff makes tablets ready, takes files of those that cannot send, and sets aside what should not count."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from openitc.cases.tests.builders import a_case, a_member_of
from openitc.centers.tests.builders import a_center, an_officer
from openitc.market_tests.models import MarketTest
from openitc.market_tests.tests.builders.answers import (
    a_sending,
    a_tablet,
    an_answer,
    an_entry,
    an_open_test,
    by_script,
)
from openitc.people.models import User
from openitc.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    cache.clear()


@pytest.fixture
def test() -> MarketTest:
    """A test at a center."""
    return an_open_test(a_case(a_center()), allergens=["milk"])


@pytest.fixture
def officer(test: MarketTest) -> User:
    """Somebody who runs it."""
    return an_officer(test.case.center)


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def address(name: str, test: MarketTest, *more: object) -> str:
    return reverse(f"market_tests:{name}", args=[test.case.number, test.number, *more])


def a_ready_tablet(browser: Client, test: MarketTest, name: str = "Booth 3") -> tuple[str, str]:
    """Make one ready on the page; its address and what the page says."""
    page = browser.post(address("new-tablet", test), {"name": name})
    html = page.content.decode()
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    [found] = set(re.findall(rf"/t/{test.code}/tablet/[\w-]+/", html))
    return found, html


# The page of answers


def test_the_page_shows_the_code_the_count_and_every_answer(test: MarketTest, officer: User) -> None:
    an_answer(test)
    an_answer(test, group={"age": "25_39"})
    html = signed_in(officer).get(address("answers", test)).content.decode()
    assert f"/t/{test.code}/" in html
    assert re.search(r"2\s*<small>", html)
    assert html.count('type="checkbox" name="answer"') == 2


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_as_many_queries_for_one_answer_as_for_many(
    test: MarketTest, officer: User, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_tablet(test)
    for _each in range(count):
        an_answer(test)
    browser = signed_in(officer)
    browser.get(address("answers", test))
    with django_assert_max_num_queries(22):
        browser.get(address("answers", test))


def test_staff_next_door_learns_nothing_and_the_enterprise_may_not(test: MarketTest) -> None:
    neighbour, member = an_officer(a_center()), a_member_of(test.case.enterprise)
    for user, status in ((neighbour, 404), (member, 403)):
        browser = signed_in(user)
        for name in ("answers", "answer-count"):
            assert browser.get(address(name, test)).status_code == status
        for name in ("new-tablet", "setting-aside", "answer-file"):
            assert browser.post(address(name, test), {"name": "x"}).status_code == status
    assert not test.tablets.exists()


def test_the_count_is_told_live_while_the_test_is_open(test: MarketTest, officer: User) -> None:
    browser = signed_in(officer)
    an_answer(test)
    told = browser.get(address("answer-count", test)).content.decode()
    assert "hx-get" in told
    assert "<html" not in told
    test.closed_at = clock.now()
    test.save()
    assert "hx-get" not in browser.get(address("answer-count", test)).content.decode()


def test_answers_are_set_aside_with_a_reason_and_counted_again(test: MarketTest, officer: User) -> None:
    browser, answer, other = signed_in(officer), an_answer(test), an_answer(an_open_test())
    for typed, reason in (
        ({"answer": [answer.pk]}, "Say why these answers should not count."),
        ({"reason": "A child at play"}, "Choose at least one answer."),
        ({"answer": [other.pk], "reason": "Not mine"}, "Select a valid choice"),
    ):
        page = browser.post(address("setting-aside", test), typed, headers={"accept-language": "en"})
        assert page.status_code == 422
        assert reason in page.content.decode()
    browser.post(address("setting-aside", test), {"answer": [answer.pk], "reason": "A child at play"})
    answer.refresh_from_db()
    other.refresh_from_db()
    assert answer.set_aside_reason == "A child at play"
    assert other.set_aside_at is None
    assert "A child at play" in browser.get(address("answers", test)).content.decode()
    browser.post(address("counting", test, answer.pk))
    answer.refresh_from_db()
    assert answer.set_aside_at is None


# Tablets


def test_the_address_of_a_tablet_is_shown_once_and_opens_until_it_is_taken_back(
    test: MarketTest, officer: User
) -> None:
    browser, anyone = signed_in(officer), Client()
    found, html = a_ready_tablet(browser, test)
    secret = found.split("/")[-2]
    assert "Booth 3" in html
    assert secret not in browser.get(address("answers", test)).content.decode()
    page = anyone.get(found)
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-cache"
    assert not page.cookies
    assert by_script(anyone, test, an_entry(test), to=found).status_code == 200
    assert test.answers.get().tablet == test.tablets.get()
    browser.post(address("tablet-return", test, test.tablets.get().pk))
    assert anyone.get(found).status_code == 404
    assert anyone.get(f"{found}worker.js").status_code == 404
    assert by_script(anyone, test, an_entry(test), to=found).status_code == 404
    other = an_open_test()
    assert anyone.get(found.replace(test.code, other.code)).status_code == 404


def test_a_tablet_without_a_name_is_not_made_ready(test: MarketTest, officer: User) -> None:
    page = signed_in(officer).post(address("new-tablet", test), {"name": " "})
    assert page.status_code == 422
    assert not test.tablets.exists()


def test_the_worker_keeps_the_page_of_this_tablet_and_what_it_needs(test: MarketTest, officer: User) -> None:
    found, _html = a_ready_tablet(signed_in(officer), test)
    worker = Client().get(f"{found}worker.js")
    assert worker["Content-Type"] == "text/javascript"
    assert worker["Cache-Control"] == "no-cache"
    script = worker.content.decode()
    assert f'"{found}"'.replace("-", "\\u002D") in script
    page = Client().get(found).content.decode()
    for part in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        assert part.replace("-", "\\u002D") in script


def test_a_tablet_sends_what_was_answered_before_the_test_was_closed() -> None:
    an_hour_ago = clock.now() - timedelta(hours=1)
    test = an_open_test(opened_at=an_hour_ago - timedelta(hours=1))
    found, _html = a_ready_tablet(signed_in(an_officer(test.case.center)), test)
    test.closed_at = clock.now() - timedelta(minutes=30)
    test.save()
    before, after = an_entry(test, answered_at=an_hour_ago.isoformat()), an_entry(test)
    told = by_script(Client(), test, before, after, to=found).json()
    assert told["outcomes"] == {before["key"]: "counted", after["key"]: "refused"}
    assert test.answers.get().answered_at == pytest.approx(an_hour_ago, abs=timedelta(seconds=5))
    page = Client().get(found).content.decode()
    assert "data-worker" in page  # it goes on sending, though it asks no more
    assert "data-question=" not in page


def test_the_brakes_of_the_open_page_do_not_hold_tablets_back(
    test: MarketTest, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openitc.market_tests.access.floods.ADDRESS_A_MINUTE", 1)
    found, _html = a_ready_tablet(signed_in(officer), test)
    statuses = {by_script(Client(), test, an_entry(test), to=found).status_code for _turn in range(4)}
    assert statuses == {200}


@pytest.mark.parametrize("body", [b"", b"[]", b'{"answers": 1}', b"\x00"])
def test_a_tablet_that_sends_rubbish_is_told_so(test: MarketTest, officer: User, body: bytes) -> None:
    found, _html = a_ready_tablet(signed_in(officer), test)
    sent = Client().post(found, body, content_type="application/json")
    assert sent.status_code in {400, 415}


# Files


def a_file(test: MarketTest, *entries: dict[str, object], **facts: Any) -> SimpleUploadedFile:  # noqa: ANN401 - parts of it
    return SimpleUploadedFile("answers.json", json.dumps(a_sending(*entries, **facts)).encode())


def test_the_file_of_a_tablet_is_taken_and_nothing_of_it_counts_twice(test: MarketTest, officer: User) -> None:
    browser, (tablet, _secret) = signed_in(officer), a_tablet(test)
    entries = [an_entry(test) for _each in range(25)]
    by_script(Client(), test, entries[0])
    for _twice in range(2):
        sent = browser.post(address("answer-file", test), {"tablet": tablet.pk, "file": a_file(test, *entries)})
        assert sent.status_code == 302
    assert test.answers.count() == 25
    assert test.answers.filter(tablet=tablet).count() == 24


def test_another_file_is_refused_with_a_word(test: MarketTest, officer: User) -> None:
    browser, (tablet, _secret) = signed_in(officer), a_tablet(test)
    for content in (b"\x89PNG\r\n", b"{}", b" " * 2_000_001):
        file = SimpleUploadedFile("answers.json", content)
        page = browser.post(address("answer-file", test), {"tablet": tablet.pk, "file": file})
        assert page.status_code == 422
    foreign, _other = a_tablet(an_open_test())
    page = browser.post(address("answer-file", test), {"tablet": foreign.pk, "file": a_file(test, an_entry(test))})
    assert page.status_code == 422
    assert not test.answers.exists()
