"""When a center is open, and how far places are apart: arithmetic on minutes and kilometres."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.centers import rules
from openitc.centers.rules import MINUTES_A_DAY, Span

MONDAY = date(2026, 11, 30)
OFFICE = {weekday: [(time(8, 30), time(16, 30))] for weekday in range(5)}
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)
# Positions in and around Thailand, (latitude, longitude).
POSITIONS = st.tuples(st.floats(5.6, 20.5), st.floats(97.3, 105.7))
BANGKOK, CHIANG_MAI = (13.7563, 100.5018), (18.7883, 98.9853)


def minutes_in(spans: Iterable[Span]) -> set[int]:
    return {minute for start, end in spans for minute in range(start, end)}


# Holidays and opening hours.


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 13), "Songkran Festival"),
        (date(2026, 5, 13), "Royal Ploughing Ceremony"),  # of the government, not of everyone
        (date(2026, 12, 7), "HM King Bhumibol Adulyadej the Great's Birthday (in lieu)"),
    ],
)
def test_government_offices_close_on_their_holidays(day: date, name: str) -> None:
    assert rules.government_holidays(2026, language="en")[day].startswith(name)
    assert day in rules.government_holidays(2026, language="th")


@pytest.mark.parametrize("day", [date(2026, 1, 10), date(2026, 5, 1)], ids=["children's day", "labour day"])
def test_state_offices_work_on_the_holidays_of_children_and_labour(day: date) -> None:
    assert day not in rules.government_holidays(2026, language="th")
    assert day not in rules.government_holidays(2026, language="en")


def test_holidays_have_the_same_days_in_both_languages() -> None:
    names = [rules.government_holidays(2026, language=language) for language in ("th", "en")]
    assert set(names[0]) == set(names[1])


def test_what_a_center_says_of_a_day_counts_before_the_holidays() -> None:
    songkran, plain = date(2026, 4, 13), date(2026, 4, 20)
    assert rules.closed_days([songkran, plain], exceptions={}) == {songkran}
    assert rules.closed_days([songkran, plain], exceptions={songkran: True, plain: False}) == {plain}


def test_a_week_is_open_in_its_hours_less_the_closed_days() -> None:
    spans = rules.weekly_spans(OFFICE, first=MONDAY, days=7, closed={MONDAY + timedelta(days=1)})
    assert spans == [(day * MINUTES_A_DAY + 510, day * MINUTES_A_DAY + 990) for day in (0, 2, 3, 4)]


def test_a_week_may_begin_on_any_day() -> None:
    assert rules.weekly_spans(OFFICE, first=MONDAY - timedelta(days=1), days=2, closed=()) == [(1950, 2430)]


def test_who_closes_at_the_last_minute_and_opens_at_the_first_is_open_through_the_night() -> None:
    always = {weekday: [(time(0), time(23, 59, 59))] for weekday in range(7)}
    assert rules.weekly_spans(always, first=MONDAY, days=3, closed=()) == [(0, 3 * MINUTES_A_DAY)]


# Spans.


@given(spans=SPANS)
def test_merged_spans_are_the_same_time_sorted_and_apart(spans: list[Span]) -> None:
    merged = rules.merged(spans)
    assert minutes_in(merged) == minutes_in(spans)
    assert all(start < end for start, end in merged)
    assert all(end < start for (_, end), (start, _) in pairwise(merged))


@given(spans=SPANS, taken=SPANS)
def test_what_is_taken_is_cut_out_and_nothing_else(spans: list[Span], taken: list[Span]) -> None:
    left = rules.without(spans, taken)
    assert minutes_in(left) == minutes_in(spans) - minutes_in(taken)
    assert left == rules.merged(left)


# Distances.


def test_bangkok_is_about_as_far_from_chiang_mai_as_the_road_is_long() -> None:
    assert 690 <= rules.road_km(BANGKOK, CHIANG_MAI) <= 780


@given(here=POSITIONS, there=POSITIONS)
def test_the_way_back_is_as_long_and_no_way_is_none(here: tuple[float, float], there: tuple[float, float]) -> None:
    assert rules.road_km(here, there) == rules.road_km(there, here)
    assert rules.road_km(here, here) == 0


@given(here=POSITIONS, over=POSITIONS, there=POSITIONS)
def test_a_detour_is_never_shorter_quicker_or_cheaper(
    here: tuple[float, float], over: tuple[float, float], there: tuple[float, float]
) -> None:
    straight, first, second = rules.road_km(here, there), rules.road_km(here, over), rules.road_km(over, there)
    assert straight <= first + second
    for cost in (rules.shipping_minutes, rules.shipping_fee):
        assert cost(straight) <= cost(first) + cost(second)


@pytest.mark.parametrize(
    ("km", "days", "satang"), [(0, 0, 0), (1, 1, 6_000), (100, 1, 6_000), (400, 1, 9_000), (401, 2, 10_000)]
)
def test_a_parcel_takes_a_day_and_costs_a_step_for_each_distance_begun(km: int, days: int, satang: int) -> None:
    assert rules.shipping_minutes(km) == days * MINUTES_A_DAY
    assert rules.shipping_fee(km) == satang
