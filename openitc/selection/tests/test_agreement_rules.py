"""Agreement among judges, against a published example and by what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.selection.rules import agreement

# Three raters of twenty people, with ties: the data "anxiety" of the R packages irr and DescTools (M. Gamer), whose
# documentation gives KendallW(anxiety, TRUE) as 0.5396569.
ANXIETY = (
    (3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3),
    (3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4),
    (2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2),
)
tables = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(st.integers(1, 5), min_size=width, max_size=width), min_size=2, max_size=5)
)


def found(judgements: object) -> agreement.Agreement:
    told = agreement.agreement_of(judgements)  # type: ignore[arg-type] # rows of whole numbers do as well
    assert told is not None
    return told


def test_the_published_example_gives_its_published_coefficient() -> None:
    assert found(ANXIETY).coefficient == pytest.approx(0.5396569, abs=1e-7)
    assert found(ANXIETY).word == "moderate"


def test_judges_who_say_the_same_agree_wholly_and_are_nowhere_apart() -> None:
    told = found([[0.7, 0.2, 0.5]] * 3)
    assert told == agreement.Agreement(coefficient=1, apart=None)
    assert told.word == "strong"


def test_two_judges_who_say_the_opposite_do_not_agree_at_all() -> None:
    told = found([[1, 2, 3], [3, 2, 1]])
    assert told.coefficient == 0
    assert told.word == "weak"
    assert told.apart == 0


def test_judges_who_see_no_difference_agree() -> None:
    assert found([[1, 1, 1], [1, 1, 1]]).coefficient == 1


def test_nothing_is_said_of_one_judge_or_of_one_thing() -> None:
    assert agreement.agreement_of([[1, 2, 3]]) is None
    assert agreement.agreement_of([[1], [2]]) is None


@given(tables)
def test_the_coefficient_lies_between_none_and_all(table: list[list[int]]) -> None:
    assert -1e-9 <= found(table).coefficient <= 1 + 1e-9


@given(tables)
def test_the_order_of_the_judges_changes_nothing(table: list[list[int]]) -> None:
    assert found(table[::-1]).coefficient == pytest.approx(found(table).coefficient)
