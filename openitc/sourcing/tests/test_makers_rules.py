"""When a certificate counts and warns, and what a maker's record says."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from openitc.sourcing.rules.certificates import state_of, warning_due
from openitc.sourcing.rules.distances import maker_km
from openitc.sourcing.rules.scorecards import Asked, Delivered, scored
from openitc.sourcing.rules.sightings import fingerprint

TODAY = date(2027, 1, 25)
DAY = timedelta(days=1)


def came(*, late: bool = False, rejected: int = 0) -> Delivered:
    """A hundred pieces that came."""
    return Delivered(due_on=TODAY, delivered_on=TODAY + DAY if late else TODAY, quantity=100, rejected=rejected)


@pytest.mark.parametrize(
    ("days_left", "verified_by", "state"),
    [
        (0, "officer", "expiring"),
        (60, "officer", "expiring"),
        (61, "officer", "in_force"),
        (-1, "officer", "expired"),
        (-1, "", "expired"),
        (90, "", "waiting"),
    ],
)
def test_its_last_day_and_an_officer_say_where_a_certificate_stands(
    days_left: int, verified_by: str, state: str
) -> None:
    issued = TODAY - 100 * DAY
    assert state_of(issued_on=issued, expires_on=TODAY + days_left * DAY, verified=bool(verified_by), on=TODAY) == state


def test_one_that_begins_tomorrow_is_not_in_force_and_one_sent_back_says_so() -> None:
    later = TODAY + 400 * DAY
    assert state_of(issued_on=TODAY + DAY, expires_on=later, verified=True, on=TODAY) == "not_begun"
    assert state_of(issued_on=TODAY, expires_on=later, verified=False, returned=True, on=TODAY) == "returned"


@pytest.mark.parametrize(
    ("days_left", "warned", "due"),
    [
        (61, None, None),
        (60, None, 60),
        (59, 60, None),
        (30, 60, 30),
        (12, None, 30),
        (0, 30, None),
        (-1, 30, 0),
        (-5, 0, None),
    ],
)
def test_every_warning_is_given_once_and_a_missed_one_is_made_up_for(
    days_left: int, warned: int | None, due: int | None
) -> None:
    assert warning_due(expires_on=TODAY + days_left * DAY, warned=warned, on=TODAY) == due


def test_a_record_counts_a_refusal_as_an_answer() -> None:
    card = scored([Asked(days=2), Asked(days=4), Asked(days=None)], [])
    assert card.answered_share == Fraction(2, 3)
    assert card.median_days == 3


def test_an_empty_record_says_nothing_and_stops_nothing() -> None:
    card = scored([], [])
    assert (card.answered_share, card.on_time_share, card.rejected_share, card.median_days) == (None,) * 4
    assert card.warnings == ()
    assert not card.stops


def test_nothing_is_judged_before_there_is_enough_to_judge_by() -> None:
    assert scored([Asked(days=None)] * 4, [came(late=True, rejected=50)] * 4).warnings == ()


def test_silence_warns_and_never_stops() -> None:
    card = scored([Asked(days=None)] * 20, [])
    assert card.warnings == ("seldom_answers",)
    assert not card.stops


def test_late_deliveries_warn_and_more_of_them_stop() -> None:
    some, most = [came(late=True)] * 2 + [came()] * 4, [came(late=True)] * 4 + [came()] * 2
    assert scored([], some).warnings == ("often_late",)
    assert scored([], most).warnings == ("too_late_to_invite",)
    assert scored([], most).stops


def test_rejected_goods_warn_and_more_of_them_stop() -> None:
    assert scored([], [came(rejected=3)] * 5).warnings == ()
    assert scored([], [came(rejected=4)] * 5).warnings == ("much_rejected",)
    assert scored([], [came(rejected=10)] * 5).stops


def test_what_never_came_is_late_and_rejects_nothing() -> None:
    card = scored([], [Delivered(due_on=TODAY - DAY, delivered_on=None, quantity=100, rejected=0)])
    assert (card.on_time, card.pieces) == (0, 0)


def test_a_maker_is_as_far_as_its_first_place() -> None:
    here = (18.58, 99.01)
    assert maker_km(here, []) is None
    assert maker_km(here, [here, (13.7, 100.5)]) == 0
    assert (maker_km(here, [(13.7, 100.5), here]) or 0) > 500


def test_a_fingerprint_differs_with_each_value_and_not_with_how_they_are_joined() -> None:
    assert fingerprint("a", 1) == fingerprint("a", "1")
    assert len({fingerprint("ab", "c"), fingerprint("a", "bc"), fingerprint("abc")}) == 3
