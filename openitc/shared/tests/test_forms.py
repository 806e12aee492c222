"""How a day and an amount of money are read from what was typed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from openitc.shared.forms import BahtField, DayField


@pytest.mark.parametrize("typed", ["2026-12-01", "2569-12-01", "01/12/2569"])
def test_a_year_of_the_buddhist_era_is_the_same_day(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 12, 1)


def test_the_leap_day_of_a_buddhist_year_is_understood() -> None:
    assert DayField().clean("2567-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize("typed", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_that_no_calendar_here_holds_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValidationError, match="2543"):
        DayField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "satang"),
    [
        ("1250", 125_000),
        ("1,250", 125_000),
        ("1,250.50", 125_050),
        ("0.5", 50),
        ("12.", 1_200),
        (" 1 250 000 ", 125_000_000),
        ("฿1,250", 125_000),
        ("1,250 baht", 125_000),
        ("1,250.50 บาท", 125_050),
        ("๑,๒๕๐.๕๐", 125_050),
        ("0", 0),
    ],
)
def test_an_amount_is_understood_as_people_type_it(typed: str, satang: int) -> None:
    assert BahtField().clean(typed) == satang


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-5", "below_zero"),
        ("−5", "below_zero"),
        ("1.234,50", "not_money"),
        ("12,34", "not_money"),
        ("five", "not_money"),
        ("1e9", "not_money"),
        ("nan", "not_money"),
        (".", "not_money"),
        ("²", "not_money"),
        ("1.005", "parts_of_satang"),
        ("9" * 40, "too_much"),
        ("1\x0012", "not_money"),
    ],
)
def test_what_is_no_amount_is_refused_in_words(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        BahtField().clean(typed)
    assert [error.code for error in refused.value.error_list] == [code]
    assert refused.value.messages == [str(BahtField.default_error_messages[code])]


def test_an_amount_that_need_not_be_given_is_none() -> None:
    assert BahtField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        BahtField().clean("")


@given(st.integers(0, BahtField.most))
def test_an_amount_comes_back_as_it_was_shown(satang: int) -> None:
    field = BahtField()
    shown = field.prepare_value(satang)
    assert field.clean(shown) == satang
    assert not field.has_changed(satang, shown)
    assert field.has_changed(satang, "x")


@given(st.text())
def test_whatever_is_typed_is_an_amount_or_refused(typed: str) -> None:
    field = BahtField(required=False)
    try:
        satang = field.clean(typed)
    except ValidationError:
        return
    assert satang is None or 0 <= satang <= BahtField.most
