"""What each kind asks, and which values are an answer to it."""

from collections.abc import Mapping
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.market_tests.rules.questionnaire import PRICES, Fault, faults_of, questionnaire_of
from openitc.market_tests.tests.builders.market_tests import SETTINGS, VALUES

KINDS = sorted(SETTINGS)
MONADIC = {**SETTINGS["choice"], "how": "monadic"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_usual_answer_of_each_kind_is_without_fault(kind: str) -> None:
    assert faults_of(kind, SETTINGS[kind], VALUES[kind]) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_must_be_answered(kind: str) -> None:
    keys = {question.key for question in questionnaire_of(kind, SETTINGS[kind]).questions}
    found = faults_of(kind, SETTINGS[kind], {})
    assert {fault.key for fault in found} - {"arm"} == keys
    assert {fault.code for fault in found} == {"missing"}


@pytest.mark.parametrize("value", [0, 10, "7", 7.0, True, None, [], {}])
def test_what_stands_not_on_the_scale_is_no_answer(value: object) -> None:
    assert faults_of("liking", SETTINGS["liking"], {**VALUES["liking"], "overall": value})


def test_what_was_not_asked_is_refused() -> None:
    assert faults_of("price", SETTINGS["price"], {**VALUES["price"], "name": "Somsri"}) == (Fault("name", "unknown"),)


@pytest.mark.parametrize("arm", ["ab", "", None, 1])
def test_only_an_arm_of_the_test_is_taken(arm: object) -> None:
    assert faults_of("intent", SETTINGS["intent"], {**VALUES["intent"], "arm": arm})


def test_one_arm_of_two_is_shown_alone_or_both_are_compared() -> None:
    assert [question.key for question in questionnaire_of("choice", MONADIC).questions] == ["overall", "buy"]
    assert questionnaire_of("choice", MONADIC).arms == ("a", "b")
    assert questionnaire_of("choice", SETTINGS["choice"]).arms == ("ab", "ba")


def test_the_ladder_goes_up_for_one_and_down_for_another() -> None:
    ladder = questionnaire_of("intent", SETTINGS["intent"])
    up = [question.price for question in ladder.in_order_of("up")]
    assert up == sorted(SETTINGS["intent"]["prices"])
    assert [question.price for question in ladder.in_order_of("down")] == up[::-1]


@given(st.uuids(version=4))
def test_a_page_without_a_signal_draws_the_same_arm_from_the_last_digit_of_its_key(key: UUID) -> None:
    ladder = questionnaire_of("intent", SETTINGS["intent"])
    assert ladder.arm_of(key) == ladder.arms[int(key.hex[-1], 16) % 2]


@given(st.lists(st.integers(0, 10_000_000), min_size=4, max_size=4))
def test_prices_are_taken_exactly_where_none_is_below_the_one_before(prices: list[int]) -> None:
    found = faults_of("price", SETTINGS["price"], dict(zip(PRICES, prices, strict=True)))
    assert (found == ()) == (prices == sorted(prices))
    assert all(fault.code == "prices_out_of_order" for fault in found)


@given(st.dictionaries(st.text(max_size=12), st.none() | st.integers() | st.text() | st.lists(st.none(), max_size=2)))
def test_rubbish_is_told_and_breaks_nothing(values: Mapping[str, object]) -> None:
    for kind in KINDS:
        assert faults_of(kind, SETTINGS[kind], values)
