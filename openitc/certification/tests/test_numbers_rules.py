"""Numbers of certificates: each format finds every fault, and reads one number however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.certification.rules.numbers import ANY, COMMUNITY, FOOD, faults, grouped, written

PROVINCES = {"10", "50", "51", "57"}
YEAR = 2569
GOOD = "50-2-01564-2-0001"
digits = st.text(alphabet="0123456789", min_size=13, max_size=13)


def codes(kind: str, typed: str) -> list[str]:
    return [fault.code for fault in faults(kind, typed, provinces=PROVINCES, year=YEAR)]


def test_a_food_serial_number_as_on_the_label_is_right() -> None:
    assert codes(FOOD, GOOD) == []


@pytest.mark.parametrize(
    "typed",
    ["5020156420001", "50 2 01564 2 0001", "FDA 50-2-01564-2-0001", "50–2–01564–2–0001", "\u0e55\u0e50-2-01564-2-0001"],
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert written(FOOD, typed) == GOOD
    assert codes(FOOD, typed) == []


def test_every_fault_of_a_food_serial_number_is_told_at_once() -> None:
    assert codes(FOOD, "99-9-00099-9-0000") == [
        "food_province",
        "food_status",
        "food_place",
        "food_year",
        "food_giver",
        "food_product",
    ]


def test_a_number_of_another_length_or_with_letters_in_it_is_no_food_serial_number() -> None:
    assert codes(FOOD, "50-2-01564-2-001") == ["food_length"]
    assert codes(FOOD, "50-2-01564-2-A001") == ["food_signs", "food_length"]
    assert codes(FOOD, "") == ["none"]


@given(digits)
def test_grouping_takes_nothing_away(typed: str) -> None:
    assert written(FOOD, typed) == grouped(typed)
    assert written(FOOD, grouped(typed)) == grouped(typed)
    assert codes(FOOD, typed) == codes(FOOD, grouped(typed))


@given(
    st.sampled_from(sorted(PROVINCES)),
    st.sampled_from("1234"),
    st.integers(1, 999),
    st.integers(0, YEAR % 100),
    st.sampled_from("12"),
    st.integers(1, 9999),
)
def test_every_number_made_by_the_format_is_right(  # noqa: PLR0917 - one for each part of the number
    province: str, status: str, place: int, year: int, giver: str, product: int
) -> None:
    assert codes(FOOD, f"{province}-{status}-{place:03}{year:02}-{giver}-{product:04}") == []


@given(st.text(max_size=40), st.sampled_from([FOOD, COMMUNITY, ANY]))
def test_whatever_is_typed_is_answered_and_read_once_is_read_for_good(typed: str, kind: str) -> None:
    number = written(kind, typed)
    assert written(kind, number) == number
    assert codes(kind, number) == codes(kind, typed)


@pytest.mark.parametrize("typed", ["12/2564", "1019-17/1 (ab)", "5-1/312", "TCPS 494/2547"])
def test_numbers_of_community_product_standards_are_right(typed: str) -> None:
    assert codes(COMMUNITY, typed) == []


@pytest.mark.parametrize(
    ("typed", "fault"), [("494", "community_form"), ("12/2021", "community_year"), ("12/2570", "community_year")]
)
def test_numbers_that_are_none_say_why(typed: str, fault: str) -> None:
    assert codes(COMMUNITY, typed) == [fault]


def test_any_number_is_right_as_long_as_there_is_one() -> None:
    assert codes(ANY, "TH-BIO-121") == []
    assert codes(ANY, "  ") == ["none"]
