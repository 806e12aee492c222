"""The log says what happened, and nothing private."""

import json
import logging
import sys

import pytest
from django.test import RequestFactory

from openitc.config.errors import new_reference, page_of_failure
from openitc.config.logs import LOGGING, PlainLines, masked
from openitc.shared.ids import READ_OUT


@pytest.mark.parametrize(
    ("written", "logged"),
    [
        ("mail to somchai.d@example.co.th failed", "mail to [e-mail] failed"),
        ("person 3100600445635 unknown", "person [13 digits] unknown"),
        ("person 3-1006-00445-63-5 unknown", "person [13 digits] unknown"),
        ("person 3 1006 00445 63 5 unknown", "person [13 digits] unknown"),
        ("postgresql://openitc:hunter2@db/openitc", "postgresql://openitc:[secret]@db/openitc"),
        ("password=hunter2 and more", "password=[secret] and more"),
        ("{'password1': 'hunter2', 'name': 'A'}", "{'password1': [secret]', 'name': 'A'}"),
        ("csrftoken=abc123; sessionid=def456", "csrftoken=[secret]; sessionid=[secret]"),
        ("Authorization: Bearer abcdefgh12345", "Authorization: Bearer [secret]"),
        ("GET /feeds/Zt4kQ9wX2mB7nV5cL8pR3sD6/calendar.ics", "GET /feeds/[secret]/calendar.ics"),
        ("booking 2026112200001 at 2026-11-22T09:00:00", "booking [13 digits] at 2026-11-22T09:00:00"),
        ("case ITC-2569-0042 took 1234567890123456 ns", "case ITC-2569-0042 took 1234567890123456 ns"),
    ],
)
def test_a_log_line_hides_people_and_secrets(written: str, logged: str) -> None:
    assert masked(written) == logged


def test_a_traceback_hides_them_too() -> None:
    try:
        message = "no enterprise 3100600445635 for owner@example.com"
        raise LookupError(message)
    except LookupError:
        record = logging.LogRecord("openitc", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    line = json.loads(PlainLines().format(record))
    assert "LookupError: no enterprise [13 digits] for [e-mail]" in line["trace"]
    assert "3100600445635" not in json.dumps(line)


def test_every_log_of_ours_goes_through_the_mask() -> None:
    assert [handler["formatter"] for handler in LOGGING["handlers"].values()] == ["plain"]
    assert all(not logger.get("handlers") for logger in LOGGING["loggers"].values())


def test_a_reference_can_be_read_out_on_the_telephone() -> None:
    references = {new_reference() for _time in range(200)}
    assert len(references) == 200
    assert all(len(reference) == 9 and set(reference.replace("-", "")) <= set(READ_OUT) for reference in references)


@pytest.mark.django_db
def test_the_page_of_failure_and_the_log_name_the_same_reference() -> None:
    request = RequestFactory().get("/cases/")
    try:
        raise LookupError
    except LookupError:
        page = page_of_failure(request)
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    record.request = request
    reference = json.loads(PlainLines().format(record))["reference"]
    assert page.status_code == 500
    assert reference in page.content.decode()


def test_where_even_the_page_of_failure_fails_a_person_still_gets_words_and_a_reference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("openitc.config.errors.loader.get_template", lambda _name: 1 / 0)
    request = RequestFactory().get("/cases/")
    page = page_of_failure(request).content.decode()
    assert request.error_reference in page
