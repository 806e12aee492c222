"""The size classes of the law, against its own borders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.enterprises.rules.sizes import CEILINGS, SIZES, place_on_scale, size_class

BAHT = 100
MILLION = 1_000_000 * BAHT
SECTORS = st.sampled_from(["manufacturing", "services"])
PEOPLE = st.integers(0, 400)
INCOME = st.integers(0, 600 * MILLION)


@pytest.mark.parametrize(
    ("sector", "employees", "millions", "size", "by"),
    [
        ("manufacturing", 5, 1.8, "micro", "both"),
        ("manufacturing", 5, 2.0, "small", "revenue"),
        ("manufacturing", 6, 1.0, "small", "employees"),
        ("manufacturing", 50, 100, "small", "both"),
        ("manufacturing", 51, 90, "medium", "employees"),
        ("manufacturing", 200, 500, "medium", "both"),
        ("manufacturing", 201, 10, "large", "employees"),
        ("services", 30, 50, "small", "both"),
        ("services", 31, 1, "medium", "employees"),
        ("services", 100, 300.01, "large", "revenue"),
        ("services", 0, 0, "micro", "both"),
    ],
)
def test_the_classes_are_those_of_the_regulation(
    sector: str, employees: int, millions: float, size: str, by: str
) -> None:
    found = size_class(sector, employees, round(millions * MILLION))
    assert (found.size, found.by) == (size, by)


def test_the_ceiling_that_was_passed_is_told() -> None:
    assert size_class("manufacturing", 5, 2 * MILLION).revenue_passed == 180_000_000
    assert size_class("manufacturing", 5, 2 * MILLION).employees_passed is None
    assert size_class("services", 31, MILLION).employees_passed == 30
    assert size_class("services", 1, MILLION).employees_passed is None


@given(SECTORS, PEOPLE, PEOPLE, INCOME, INCOME)
def test_more_people_or_more_income_never_make_an_enterprise_smaller(
    sector: str, people: int, more_people: int, income: int, more_income: int
) -> None:
    smaller = size_class(sector, people, income).size
    larger = size_class(sector, people + more_people, income + more_income).size
    assert SIZES.index(smaller) <= SIZES.index(larger)


@given(SECTORS, PEOPLE, INCOME)
def test_the_higher_of_the_two_classes_counts(sector: str, people: int, income: int) -> None:
    both = SIZES.index(size_class(sector, people, income).size)
    assert both == max(SIZES.index(size_class(sector, people, 0).size), SIZES.index(size_class(sector, 0, income).size))


@given(SECTORS, st.integers(0, 10**6))
def test_a_figure_stands_in_the_stretch_of_its_class(sector: str, people: int) -> None:
    place = place_on_scale(people, CEILINGS[sector].employees)
    assert 0 <= place <= 1
    stretch = SIZES.index(size_class(sector, people, 0).size)
    assert stretch / 4 <= place <= (stretch + 1) / 4
