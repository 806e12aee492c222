"""When answers come in time, and what a wrong clock does to them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.market_tests.rules import answers as rules
from openitc.market_tests.rules.answers import GRACE, Days, Taken

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
DAY = timedelta(days=1)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given beside


def days(**facts: datetime | None) -> Days:
    given = {"first": NOON, "end": NOON + 3 * DAY, "opened_at": NOON - DAY, "closed_at": None, "withdrawn_at": None}
    return Days(**{**given, **facts})  # type: ignore[arg-type]  # moments or nothing


@pytest.mark.parametrize(
    ("facts", "counted", "after", "state"),
    [
        ({"opened_at": None}, 0, timedelta(0), "planned"),
        ({"opened_at": None}, 0, 4 * DAY, "over"),
        ({}, 0, -DAY / 2, "early"),
        ({"opened_at": NOON + DAY}, 0, DAY / 2, "early"),
        ({}, 0, timedelta(0), "open"),
        ({}, 499, DAY, "open"),
        ({}, 500, DAY, "full"),
        ({}, 0, 3 * DAY, "over"),
        ({"closed_at": NOON + DAY}, 0, DAY, "over"),
        ({"withdrawn_at": NOON}, 0, DAY, "withdrawn"),
    ],
)
def test_the_page_knows_whether_answers_are_taken_and_why_not(
    facts: dict[str, datetime | None], counted: int, after: timedelta, state: str
) -> None:
    assert rules.state_of(days(**facts), counted=counted, wanted=30, now=NOON + after) == state


def test_a_large_test_takes_five_times_what_it_wants() -> None:
    assert rules.most_answers(30) == 500
    assert rules.most_answers(400) == 2000


@given(answered=moments, sent=moments, received=moments)
def test_whatever_the_clock_of_a_device_shows_the_answer_lies_in_the_past_and_in_the_test(
    answered: datetime, sent: datetime, received: datetime
) -> None:
    asked = days()
    moment = rules.by_our_clock(answered, sent_at=sent, received_at=received)
    assert moment <= received
    if received >= asked.begins_at:
        assert asked.begins_at <= rules.within(asked, moment, received_at=received) <= received


def test_a_clock_that_is_three_years_wrong_still_tells_how_long_ago_it_was() -> None:
    wrong = NOON - 3 * 365 * DAY
    assert rules.by_our_clock(wrong, sent_at=wrong + timedelta(hours=2), received_at=NOON) == NOON - timedelta(hours=2)


def test_only_a_tablet_may_bring_later_what_was_answered_in_time() -> None:
    asked, given_at = days(), NOON + DAY
    for received, phone, tablet in (
        (NOON - timedelta(seconds=1), False, False),
        (NOON + DAY, True, True),
        (NOON + 3 * DAY, False, True),
        (NOON + 3 * DAY + GRACE, False, False),
    ):
        came = [
            rules.comes_in_time(asked, answered_at=given_at, received_at=received, offline=offline)
            for offline in (False, True)
        ]
        assert came == [phone, tablet]
    assert not rules.comes_in_time(asked, answered_at=asked.end, received_at=asked.end, offline=True)
    assert not rules.comes_in_time(days(withdrawn_at=NOON), answered_at=NOON, received_at=NOON + DAY, offline=True)


def test_what_somebody_says_of_themselves_is_one_of_a_few_broad_words() -> None:
    assert rules.faults_of_group({"age": "25_39", "home": "abroad"}) == ()
    assert rules.faults_of_group({"age": "37", "name": "Somchai"}) == (("age", "not_offered"), ("name", "not_offered"))


def test_each_key_has_its_outcome() -> None:
    one, two, three = uuid4(), uuid4(), uuid4()
    taken = Taken((one,), (two,), {three: (("", "full"),)})
    assert taken.outcomes == {one: "counted", two: "repeated", three: "refused"}
