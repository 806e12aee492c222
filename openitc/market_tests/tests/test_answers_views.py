"""The answer page: for everyone, light, kept by whoever carries it; and what comes back from it."""

import gzip
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openitc.market_tests.tests.builders.answers import (
    SETTINGS,
    VALUES,
    address_of,
    an_answer,
    an_entry,
    an_open_test,
    by_form,
    by_script,
    typed_in,
)
from openitc.people.tests.builders import LONG_AGO, a_user
from openitc.sample.models import Load
from openitc.shared import clock

pytestmark = pytest.mark.django_db
LIMIT = 50_000
PRICES = {"too_dear": "180", "dear": "120", "cheap": "60", "too_cheap": "30"}


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    cache.clear()


# What everyone sees


@pytest.mark.parametrize("kind", SETTINGS)
def test_the_page_asks_everything_in_both_languages_and_warns_before_it_asks(client: Client, kind: str) -> None:
    test = an_open_test(kind=kind, allergens=["milk"])
    html = client.get(address_of(test)).content.decode()
    for key in VALUES[kind]:
        assert f'name="{key}"' in html
    assert html.index(test.consent_th) < html.index("data-question=")
    assert test.consent_en in html
    if kind in {"liking", "pilot"}:
        assert html.index("Milk and lactose") < html.index(test.consent_en)
    assert html.count('<span lang="th">') == html.count('<span lang="en">')


def test_the_page_of_the_sample_network_says_so_in_both_languages_and_stays_light(client: Client) -> None:
    test = an_open_test()
    assert "Sample data, not official" not in client.get(address_of(test)).content.decode()
    cache.clear()
    Load.objects.create(loaded_at=LONG_AGO, seed=1, seconds=1)
    page = client.get(address_of(test))
    assert "Sample data, not official" in page.content.decode()
    assert "ข้อมูลตัวอย่าง" in page.content.decode()
    assert not page.cookies
    assert len(page.content) < LIMIT
    assert "Sample data, not official" in client.get(f"{address_of(test)}?plain").content.decode()


def test_the_page_is_the_same_for_everyone_and_may_be_kept(client: Client) -> None:
    test = an_open_test()
    first = client.get(address_of(test))
    client.force_login(a_user())
    client.cookies["language"] = "en"
    second = client.get(address_of(test), headers={"accept-language": "en"})
    assert first.content == second.content
    for page in (first, second):
        assert not page.cookies
        assert page["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
        assert "Cookie" not in page["Vary"]
        assert b"csrf" not in page.content


def test_who_has_the_page_is_told_that_it_is_still_right(client: Client) -> None:
    test = an_open_test()
    tag = client.get(address_of(test))["ETag"]
    again = client.get(address_of(test), headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    compressed = client.get(address_of(test), headers={"if-none-match": f"W/{tag}", "accept-encoding": "gzip"})
    assert compressed.status_code == 304
    head = client.head(address_of(test))
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", tag)
    test.closed_at = clock.now()
    test.save()
    assert client.get(address_of(test), headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("kind", SETTINGS)
def test_the_page_with_all_it_loads_weighs_less_than_fifty_kilobytes(client: Client, kind: str) -> None:
    settings = {**SETTINGS[kind]}
    if kind == "liking":
        one = {"th": "ความเข้มของรสชาติ", "en": "strength of taste"}
        settings["attributes"] = [
            {"key": f"a{turn}", "words": one, "liked": turn < 3, "amount": turn >= 3} for turn in range(6)
        ]
    page = client.get(address_of(an_open_test(kind=kind, settings=settings)), headers={"accept-encoding": "gzip"})
    html = gzip.decompress(page.content).decode()
    loaded = re.findall(r'<(?:link|script)[^>]+(?:href|src)="/static/([^"]+)"', html)
    assert sorted(loaded) == ["market_tests/answer.css", "market_tests/answer.js", "ui/tokens.css"]
    assert not re.findall(r"<img|<iframe|@import|url\(", html)
    parts = {name: Path(str(finders.find(name))).read_bytes() for name in loaded}
    assert not [name for name, part in parts.items() if b"url(" in part or b"@import" in part]
    raw = len(html.encode()) + sum(map(len, parts.values()))
    small = len(page.content) + sum(len(gzip.compress(part)) for part in parts.values())
    assert small < LIMIT / 3
    assert raw < LIMIT


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"opened_at": None}, "Not open yet"),
        ({"closed_at": True}, "This test has ended"),
        ({"withdrawn_at": True}, "This test does not take place"),
    ],
)
def test_a_page_that_takes_no_answers_says_so(client: Client, facts: dict[str, Any], words: str) -> None:
    when: dict[str, Any] = {name: clock.now() if moment else None for name, moment in facts.items()}
    test = an_open_test(**when)
    html = client.get(address_of(test)).content.decode()
    assert words in html
    assert "data-question=" not in html
    [told] = by_script(client, test, an_entry(test)).json()["faults"].values()
    assert told == {"": "not_open"}
    assert by_form(client, test).status_code == 422
    assert not test.answers.exists()


def test_an_unknown_code_leads_nowhere_and_small_letters_do_no_harm(client: Client) -> None:
    test = an_open_test()
    assert client.get("/t/NOSUCHCODE/").status_code == 404
    assert client.get(f"/t/{test.code.lower()}/").status_code == 200


def test_the_page_and_an_answer_cost_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    test, large = an_open_test(), an_open_test(kind="intent")
    for each in (test, large):
        with django_assert_num_queries(3):  # the test, whether it is full, and whether the data are invented
            client.get(address_of(each))
        with django_assert_num_queries(6):  # the test; whether too many come; begin, is it full, insert, end
            assert by_script(client, each, an_entry(each)).status_code == 200


# Without scripts


def test_a_browser_without_scripts_is_led_to_a_page_with_a_key_of_its_own(client: Client) -> None:
    test = an_open_test(kind="intent")
    assert (
        '<noscript><meta http-equiv="refresh" content="0;url=?plain"></noscript>'
        in client.get(address_of(test)).content.decode()
    )
    pages = [client.get(f"{address_of(test)}?plain") for _reader in range(2)]
    keys = [re.search(r'name="key" value="([0-9a-f-]{36})"', page.content.decode()) for page in pages]
    assert len({key[1] for key in keys if key}) == len(pages)
    assert {page["Cache-Control"] for page in pages} == {"no-store"}
    assert b"<script" not in pages[0].content


def test_a_plain_form_is_counted_thanked_for_and_remembered(client: Client) -> None:
    test, key = an_open_test(), uuid4()
    sent = by_form(client, test, key=str(key), language="en", group_age="60_up")
    assert (sent.status_code, sent["Location"]) == (302, f"{address_of(test)}thanks/?language=en")
    thanks = client.get(sent["Location"]).content.decode()
    assert "Received, thank you!" in thanks
    assert re.search(r'value="en"[^>]* checked', thanks)
    answer = test.answers.get()
    assert (answer.key, answer.values, answer.group) == (key, VALUES["liking"], {"age": "60_up"})
    assert "You have answered" in client.get(f"{address_of(test)}?plain").content.decode()
    assert by_form(client, test, key=str(uuid4())).status_code == 409
    assert by_form(client, test, key=str(key)).status_code == 302  # pressed twice
    assert 'name="another"' in client.get(f"{address_of(test)}?plain&another").content.decode()
    assert by_form(client, test, key=str(uuid4()), another="yes").status_code == 302
    assert test.answers.count() == 2


def test_a_plain_form_comes_back_with_every_fault_and_nothing_lost(client: Client) -> None:
    test, key = an_open_test(kind="price"), uuid4()
    typed = {"key": str(key), "language": "en", "too_dear": "100", "dear": "x", "cheap": "60", "group_home": "abroad"}
    page = typed_in(client, test, typed)
    html = page.content.decode()
    assert page.status_code == 422
    assert html.count('class="refused"') == 2  # a price that is none, and one that is missing
    assert "Please tick this first" in html
    assert 'data-fault="agreed">' in html
    for value in ('value="100"', 'value="x"', 'value="60"', f'value="{key}"', 'value="abroad" checked'):
        assert value in html
    assert re.search(r'value="en"[^>]* checked', html)
    whole = typed_in(client, test, {**typed, **PRICES, "agreed": "yes", "cheap": "๑๓๐.๕๐ บาท"})
    assert whole.status_code == 422  # a bargain above what is getting dear
    assert "The next price is higher than this one" in whole.content.decode()
    assert typed_in(client, test, {**typed, **PRICES, "agreed": "yes"}).status_code == 302
    assert test.answers.get().values == VALUES["price"]


@pytest.mark.parametrize(("last", "first_asked"), [("0", 5900), ("1", 9900)])
def test_what_chance_draws_for_the_key_is_what_the_plain_page_shows(
    client: Client, last: str, first_asked: int
) -> None:
    test = an_open_test(kind="intent")
    key = f"00000000-0000-4000-8000-00000000000{last}"
    html = typed_in(client, test, {"key": key}).content.decode()
    assert re.findall(r'data-question="at_(\d+)"', html)[0] == str(first_asked)
    yes = {f"at_{price}": "yes" for price in (5900, 7900, 9900)}
    typed_in(client, test, {"key": key, "agreed": "yes", **yes})
    assert test.answers.get().values["arm"] == ("up" if last == "0" else "down")


def test_a_form_without_a_key_counts_under_the_arm_that_such_a_page_shows(client: Client) -> None:
    test = an_open_test(kind="choice")
    for _time in range(6):
        typed_in(Client(), test, {"agreed": "yes", "chosen": "a", "why": "look"})
    assert {answer.values["arm"] for answer in test.answers.all()} == {"ab"}
    assert test.answers.count() == 6


def test_of_two_packages_the_one_that_was_drawn_is_named(client: Client) -> None:
    test = an_open_test(kind="choice", settings={**SETTINGS["choice"], "how": "monadic"})
    html = typed_in(client, test, {"key": "00000000-0000-4000-8000-000000000001"}).content.decode()
    assert re.findall(r'data-side="(.)"( hidden)?', html) == [("a", " hidden"), ("b", "")]
    assert "Metal tin" in html


def test_an_answer_that_is_known_already_is_no_second_one(client: Client) -> None:
    test = an_open_test()
    known = an_answer(test)
    browser = Client()
    by_script(browser, test, an_entry(test))
    assert by_script(browser, test, an_entry(test, known.key)).json()["outcomes"] == {str(known.key): "repeated"}
    late = clock.now() - timedelta(days=1)
    assert known.answered_at > late
