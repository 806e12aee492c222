"""What is sent to the answer page: once, by our own pages, in one shape, and never too much of it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, override_settings

from openitc.market_tests.access import floods
from openitc.market_tests.models import Answer
from openitc.market_tests.tests.builders.answers import (
    SETTINGS,
    VALUES,
    a_sending,
    address_of,
    an_entry,
    an_open_test,
    by_form,
    by_script,
)
from openitc.people.models import Tally
from openitc.shared import clock

pytestmark = pytest.mark.django_db
LIMIT = 50_000
PRICES = {"too_dear": "180", "dear": "120", "cheap": "60", "too_cheap": "30"}


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    cache.clear()


# By the page's script


def test_an_answer_is_counted_once_however_often_it_is_sent(client: Client) -> None:
    test, key = an_open_test(), uuid4()
    assert by_script(client, test, an_entry(test, key)).json() == {"outcomes": {str(key): "counted"}, "faults": {}}
    assert by_script(client, test, an_entry(test, key)).json()["outcomes"] == {str(key): "repeated"}
    assert test.answers.count() == 1


@pytest.mark.parametrize("kind", SETTINGS)
def test_every_kind_of_answer_arrives_as_it_was_given(client: Client, kind: str) -> None:
    test = an_open_test(kind=kind)
    said = an_entry(test, language="en", group={"age": "25_39"})
    by_script(client, test, said)
    answer = test.answers.get()
    assert answer.values.items() >= VALUES[kind].items()
    assert (answer.language, answer.group, answer.channel) == ("en", {"age": "25_39"}, "phone")


def test_a_second_answer_of_the_same_browser_asks_whether_it_is_another_person(client: Client) -> None:
    test, other = an_open_test(), an_open_test()
    by_script(client, test, an_entry(test))
    assert by_script(client, test, an_entry(test)).status_code == 409
    assert test.answers.count() == 1
    assert by_script(client, test, an_entry(test), another=True).status_code == 200
    assert by_script(client, other, an_entry(other)).status_code == 200  # the mark is of one test alone
    assert (test.answers.count(), other.answers.count()) == (2, 1)


def test_the_mark_tells_nothing_but_that_the_test_was_answered(client: Client) -> None:
    test, marks = an_open_test(), set()
    for _person in range(3):
        browser = Client()
        by_script(browser, test, an_entry(test))
        marks.add(browser.cookies["answered"].value)
        assert browser.cookies["answered"]["path"] == address_of(test)
        assert browser.cookies["answered"]["expires"]
        assert set(browser.cookies) == {"answered"}
    assert len(marks) == 1
    client.cookies["answered"] = marks.pop()[:-1] + "x"  # a forged one marks nothing
    assert by_script(client, test, an_entry(test)).status_code == 200


def test_nothing_of_who_answered_is_kept_anywhere(client: Client) -> None:
    test = an_open_test()
    traces = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "NobodysPhone/7.7", "HTTP_REFERER": "/x-from-there"}
    body = a_sending(an_entry(test))
    client.post(address_of(test), json.dumps(body), content_type="application/json", **traces)  # type: ignore[arg-type]  # headers
    row = json.dumps(Answer.objects.values().get(), default=str)
    kept = row + json.dumps([*Tally.objects.values()], default=str) + str(vars(cache))
    assert "answers:" in kept
    for trace in traces.values():
        assert trace not in kept


BAD: dict[str, Callable[[dict[str, Any]], object]] = {
    "is no object": lambda body: [body],
    "lacks a part": lambda body: {"answers": body["answers"]},
    "has a part too many": lambda body: {**body, "note": "hello"},
    "has no answers": lambda body: {**body, "answers": []},
    "has too many answers": lambda body: {**body, "answers": body["answers"] * 11},
    "has an answer that is a text": lambda body: {**body, "answers": ["<script>alert(1)</script>"]},
    "has no time": lambda body: {**body, "sent_at": "yesterday"},
    "has a time without a zone": lambda body: {**body, "sent_at": "2026-11-23T09:00:00"},
    "says another in words": lambda body: {**body, "another": "yes"},
    **{
        f"has {name} {value!r:.30}": lambda body, name=name, value=value: {  # type: ignore[misc]  # mypy knows no such lambda
            **body,
            "answers": [{**body["answers"][0], name: value}],
        }
        for name, value in (
            ("key", "1"),
            ("key", 1),
            ("key", "{00000000-0000-4000-8000-000000000000}"),
            ("language", "fr"),
            ("agreed", False),
            ("agreed", "yes"),
            ("answered_at", 1e400),
            ("values", []),
            ("values", {"overall": [7]}),
            ("values", {"overall": {"$gt": 0}}),
            ("values", {"overall": 7.5}),
            ("values", {"overall": None}),
            ("values", {"x" * 41: 1}),
            ("values", {"note": "x" * 41}),
            ("values", {"arm": "up"}),
            ("values", {f"v{n}": 1 for n in range(61)}),
            ("group", {"age": ["25_39"]}),
            ("extra", 1),
        )
    },
}


@pytest.mark.parametrize("bad", BAD)
def test_a_sending_that_is_not_of_our_shape_gets_no_further(client: Client, bad: str) -> None:
    test = an_open_test()
    body = BAD[bad](a_sending(an_entry(test)))
    sent = client.post(address_of(test), json.dumps(body), content_type="application/json")
    assert sent.status_code in {400, 413}, sent.content
    assert not test.answers.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 4000, b"9" * 5000, b'"<script>"', b"NaN"])
def test_what_is_no_json_is_refused(client: Client, body: bytes) -> None:
    sent = client.post(address_of(an_open_test()), body, content_type="application/json")
    assert sent.status_code == (400 if body else 415)


@pytest.mark.parametrize("script", ["<script>alert(1)</script>", "' OR 1=1 --", "\x00"])
def test_a_script_is_never_kept_and_never_shown(client: Client, script: str) -> None:
    test = an_open_test(kind="choice")
    entry = an_entry(test, values={"chosen": script, "why": "look"}, group={"age": script[:40]})
    [faults] = by_script(client, test, entry).json()["faults"].values()
    assert faults == {"chosen": "not_offered", "age": "not_offered"}
    page = by_form(client, test, chosen=script, key=script, language=script)
    assert page.status_code == 422
    assert script not in page.content.decode()
    assert not test.answers.exists()


def test_files_other_kinds_and_large_bodies_are_refused(client: Client) -> None:
    test = an_open_test()
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.php"\r\n\r\n<?php\r\n--x--\r\n'
    assert client.post(address_of(test), body, content_type="multipart/form-data; boundary=x").status_code == 415
    assert client.post(address_of(test), b"<xml/>", content_type="application/xml").status_code == 415
    assert client.post(address_of(test), b" " * 8193, content_type="application/json").status_code == 413
    assert client.put(address_of(test), b"{}", content_type="application/json").status_code == 405


# Where it comes from


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://testserver"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "http://testserver.elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_only_our_own_pages_send_answers_though_they_carry_no_token(headers: dict[str, str], status: int) -> None:
    test, strict = an_open_test(), Client(enforce_csrf_checks=True)
    body = json.dumps(a_sending(an_entry(test)))
    sent = strict.post(address_of(test), body, content_type="application/json", headers=headers)
    assert sent.status_code == status
    assert test.answers.count() == (status == 200)


def test_a_flood_from_one_address_is_stopped_and_others_are_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "ADDRESS_A_MINUTE", 3)
    test = an_open_test()
    statuses = [by_script(client, test, an_entry(test), another=True).status_code for _time in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    stopped = by_form(client, test)
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "60")
    assert "Nothing is lost" in stopped.content.decode()
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert by_script(elsewhere, test, an_entry(test)).status_code == 200
    assert client.get(address_of(test)).status_code == 200


def test_a_flood_from_everywhere_is_stopped_for_that_test_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "TEST_A_MINUTE", 3)
    test, other = an_open_test(), an_open_test()
    crowd = [Client(REMOTE_ADDR=f"198.51.100.{host}") for host in range(5)]
    assert [by_script(each, test, an_entry(test)).status_code for each in crowd] == [200, 200, 200, 429, 429]
    assert by_script(crowd[0], other, an_entry(other)).status_code == 200


def test_a_crowd_behind_one_carrier_gets_through() -> None:
    crowd = 100  # people in one minute with one carrier
    test, gateway = an_open_test(wanted=400), {"REMOTE_ADDR": "203.0.113.1"}
    statuses = {by_script(Client(**gateway), test, an_entry(test)).status_code for _person in range(crowd)}  # type: ignore[arg-type]  # headers
    assert statuses == {200}
    assert test.answers.count() == crowd


def test_behind_a_balancer_the_address_is_the_one_the_balancer_saw(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "ADDRESS_A_MINUTE", 1)
    test = an_open_test()
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        made_up = [f"10.0.0.{turn}, 203.0.113.9" for turn in range(3)]
        seen = [
            client.post(address_of(test), b"{}", content_type="application/json", headers={"x-forwarded-for": each})
            for each in [*made_up, "203.0.113.10"]
        ]
    assert [each.status_code for each in seen] == [400, 429, 429, 400]


def test_a_subscriber_who_draws_addresses_counts_as_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "ADDRESS_A_MINUTE", 1)
    test = an_open_test()
    statuses = [
        Client(REMOTE_ADDR=host).post(address_of(test), b"{}", content_type="application/json").status_code
        for host in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
    ]
    assert statuses == [400, 429, 400]


def test_an_address_is_counted_under_another_name_each_day(client: Client) -> None:
    test = an_open_test()
    for turn in range(2):
        with time_machine.travel(clock.now() + timedelta(days=turn), tick=False):
            client.post(address_of(test), b"{}", content_type="application/json", REMOTE_ADDR="203.0.113.1")
    names = Tally.objects.filter(key__startswith="answers:day:").values_list("key", flat=True)
    assert len(names) == 2
    assert not [name for name in names if "203.0" in name]
