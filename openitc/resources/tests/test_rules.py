"""What a use costs, what it blocks, and when a resource can be used."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.centers.rules import Span, merged
from openitc.resources import rules

HOUR, WEEK = 60, 7 * 1440
MARGINS = st.integers(0, 30)
STARTS, LENGTHS = st.integers(0, 200), st.integers(1, 60)
SPANS = st.lists(st.builds(lambda start, length: (start, start + length), STARTS, LENGTHS), max_size=6)


# Fees.


@pytest.mark.parametrize(
    ("basis", "minutes", "units", "satang"),
    [
        ("per_hour", 2 * HOUR, 1, 60_000),
        ("per_hour", 90, 3, 45_000),  # the machine is paid for, not the places on it
        ("per_week", WEEK, 2, 60_000),
        ("per_week", WEEK + 1, 1, 60_000),  # a week begun
        ("per_batch", 10 * HOUR, 4, 30_000),
        ("per_sample", 10 * HOUR, 4, 120_000),
        ("free", 10 * HOUR, 4, 0),
    ],
)
def test_a_use_costs_by_its_basis(basis: str, minutes: int, units: int, satang: int) -> None:
    assert rules.fee(basis, 30_000, minutes=minutes, units=units) == satang


def test_a_basis_nobody_knows_is_an_error_and_not_free() -> None:
    with pytest.raises(ValueError, match="per_moon"):
        rules.fee("per_moon", 30_000, minutes=HOUR, units=1)


@given(amount=st.integers(0, 10_000_000), minutes=st.integers(0, 100_000))
def test_an_hourly_fee_is_rounded_up_by_less_than_a_satang(amount: int, minutes: int) -> None:
    satang = rules.fee("per_hour", amount, minutes=minutes, units=1)
    assert amount * minutes <= satang * HOUR < amount * minutes + HOUR


@given(
    basis=st.sampled_from(["per_hour", "per_week", "per_batch", "per_sample", "free"]),
    amount=st.integers(0, 1_000_000),
    minutes=st.integers(1, 50_000),
    more=st.integers(0, 50_000),
    units=st.integers(1, 9),
)  # fmt: skip - one line a thing
def test_a_longer_use_never_costs_less(basis: str, amount: int, minutes: int, more: int, units: int) -> None:
    shorter = rules.fee(basis, amount, minutes=minutes, units=units)
    assert 0 <= shorter <= rules.fee(basis, amount, minutes=minutes + more, units=units)


# Setup, cleaning and opening hours.


def test_a_use_keeps_others_away_from_its_setup_to_its_cleaning() -> None:
    nine = datetime.fromisoformat("2027-01-25T09:00+07:00")
    start, end = rules.blocked(nine, nine + timedelta(hours=2), setup=30, cleaning=15)
    assert (start.isoformat(), end.isoformat()) == ("2027-01-25T08:30:00+07:00", "2027-01-25T11:15:00+07:00")


@given(opening=SPANS, setup=MARGINS, cleaning=MARGINS, start=STARTS, length=LENGTHS)
def test_by_day_a_use_fits_where_its_setup_and_cleaning_lie_in_one_opening(
    opening: list[Span], setup: int, cleaning: int, start: int, length: int
) -> None:
    end = start + length
    whole = any(opens <= start - setup and end + cleaning <= closes for opens, closes in merged(opening))
    spans = rules.usable(merged(opening), setup=setup, cleaning=cleaning, overnight=False)
    assert rules.fits(start, end, spans, overnight=False) == whole


@given(opening=SPANS, setup=MARGINS, cleaning=MARGINS, start=STARTS, length=LENGTHS)
def test_overnight_a_use_fits_where_its_setup_and_its_start_lie_in_one_opening(
    opening: list[Span], setup: int, cleaning: int, start: int, length: int
) -> None:
    begun = any(opens <= start - setup and start < closes for opens, closes in merged(opening))
    spans = rules.usable(merged(opening), setup=setup, cleaning=cleaning, overnight=True)
    assert rules.fits(start, start + length, spans, overnight=True) == begun


# What others use.


@given(busy=SPANS, setup=MARGINS, cleaning=MARGINS, start=STARTS, length=LENGTHS)
def test_a_use_is_kept_away_exactly_where_its_block_meets_another(
    busy: list[Span], setup: int, cleaning: int, start: int, length: int
) -> None:
    end = start + length
    meets = any(start - setup < until and since < end + cleaning for since, until in busy)
    away = rules.kept_away(busy, setup=setup, cleaning=cleaning)
    assert any(start < until and since < end for since, until in away) == meets


@given(blocks=SPANS, places=st.integers(1, 4))
def test_a_resource_is_crowded_in_just_those_minutes_in_which_every_place_is_taken(
    blocks: list[Span], places: int
) -> None:
    full = {minute for minute in range(300) if sum(start <= minute < end for start, end in blocks) >= places}
    crowded = rules.crowded(blocks, places=places)
    assert {minute for start, end in crowded for minute in range(start, end)} == full
    assert crowded == merged(crowded)
