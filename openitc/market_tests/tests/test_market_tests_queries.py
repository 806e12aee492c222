"""What results tell and what they keep to themselves: few answers, small groups, tests that are not closed."""

import random

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from openitc.centers.access import Standing
from openitc.market_tests.models import MarketTest
from openitc.market_tests.queries.results import results_of
from openitc.market_tests.queries.told import told
from openitc.market_tests.queries.waiting import of_case, to_dos, to_dos_of_case
from openitc.market_tests.rules.groups import LEAST, tellable
from openitc.market_tests.rules.prices import CURVES
from openitc.market_tests.tests.builders.market_tests import (
    SETTINGS,
    VALUES,
    a_case_to_try,
    a_market_test,
    some_answers,
)
from openitc.shared import clock


def words_of(test: MarketTest) -> str:
    with translation.override("en"):
        found = results_of(test)
        return "\n".join([words for each in found.findings for words in (each.heading, each.words, *each.more)])


@pytest.mark.django_db
def test_a_recipe_that_is_too_sweet_is_named_with_what_it_costs() -> None:
    test = a_market_test()
    right = [{**VALUES["liking"], "amount_sweetness": 3, "overall": 7 + turn % 3} for turn in range(30)]
    sweet = [{**VALUES["liking"], "amount_sweetness": 5, "overall": 4 + turn % 3} for turn in range(20)]
    some_answers(test, [*right, *sweet])
    told_words = words_of(test)
    assert "Too much for 40 of 100, and it costs liking: worth changing." in told_words
    assert "like it 3.0 points less" in told_words


@pytest.mark.django_db
def test_prices_are_told_as_a_range_with_how_sure_we_are() -> None:
    chance, test = random.Random(7), a_market_test(kind="price")
    answers = []
    for _turn in range(120):
        middle = chance.gauss(100, 12)
        shares = (0.55, 0.8, 1.2, 1.5)
        baht = sorted(round(middle * share * chance.uniform(0.9, 1.1)) for share in shares)
        answers.append(dict(zip(CURVES, (100 * each for each in baht), strict=True)))
    some_answers(test, answers)
    found = words_of(test)
    assert "Most would pay " in found
    assert "We are 90 % sure that the lower end lies between" in found


@pytest.mark.django_db
def test_a_difference_that_may_be_chance_is_called_no_winner() -> None:
    test = a_market_test(kind="choice")
    some_answers(test, [{**VALUES["choice"], "chosen": "ab"[turn % 2]} for turn in range(60)])
    assert "No clear winner" in words_of(test)
    clear = a_market_test(kind="choice")
    some_answers(clear, [{**VALUES["choice"], "chosen": "b" if turn % 4 else "a"} for turn in range(60)])
    assert "More people prefer tin: 75 of 100" in words_of(clear)


@pytest.mark.django_db
def test_halves_that_saw_one_each_are_compared() -> None:
    test = a_market_test(kind="choice", settings={**SETTINGS["choice"], "how": "monadic"})
    one = [{"arm": "a", "overall": 8, "buy": 5 if turn % 5 else 2} for turn in range(40)]
    other = [{"arm": "b", "overall": 5 + turn % 2, "buy": 2 if turn % 5 else 5} for turn in range(40)]
    some_answers(test, [*one, *other])
    found = words_of(test)
    assert "paper bag sells better" in found
    assert "paper bag is liked more" in found


@pytest.mark.django_db
def test_answers_set_aside_or_not_fitting_are_not_told() -> None:
    test = a_market_test()
    some_answers(test, [VALUES["liking"]] * 30)
    strange = some_answers(test, [{"overall": 99}])
    found = results_of(test)
    assert (found.answered, found.findings[0].n) == (31, 30)
    test.answers.filter(pk=strange[0].pk).update(set_aside_at=clock.now(), set_aside_reason="A game.")
    assert results_of(test).set_aside == 1


@pytest.mark.django_db
def test_small_groups_are_not_told_nor_found_from_the_rest() -> None:
    test = a_market_test()
    for age, count in (("under_25", 20), ("25_39", 12), ("40_59", 3)):
        some_answers(test, [VALUES["liking"]] * count, group={"age": age})
    assert results_of(test).groupings == []  # 40 to 59 is too few, so the next is hidden with it: one is left
    some_answers(test, [VALUES["liking"]] * 2, group={"age": "40_59"})
    (by_age,) = results_of(test).groupings
    assert len(by_age.picture.rows) == 3
    assert not by_age.hidden


@given(st.dictionaries(st.text("abc", min_size=1, max_size=2), st.integers(1, 12), max_size=7), st.integers(0, 9))
def test_nobody_can_take_the_told_groups_from_the_total_and_find_fewer_than_five(
    counts: dict[str, int], unsaid: int
) -> None:
    shown = tellable(counts, unsaid=unsaid)
    assert all(counts[name] >= LEAST for name in shown)
    hidden = sum(counts.values()) + unsaid - sum(counts[name] for name in shown)
    assert not shown or hidden == 0 or hidden >= LEAST


@pytest.mark.django_db
def test_in_public_only_closed_tests_are_told_and_only_from_enough_answers() -> None:
    test = a_market_test()
    product = test.case.product
    some_answers(test, [VALUES["liking"]] * 40)
    assert told(product) is None
    closed = a_market_test(test.case, closed=True)
    some_answers(closed, [VALUES["liking"]] * 29)
    assert told(product) is None
    some_answers(closed, [{**VALUES["liking"], "buy": 2}])
    found = told(product)
    assert found is not None
    assert found.liking is not None
    assert found.would is not None
    assert (found.n, found.liking.at, round(found.would.at, 2)) == (30, 7, 0.97)


@pytest.mark.django_db
def test_what_waits_is_told_to_whom_it_waits_for(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    case, now = a_case_to_try(), clock.now()
    assert case.officer is not None
    a_market_test(case, closed=True)
    a_market_test(case, opened=False)
    with django_assert_num_queries(2):
        words = [to_do.text for to_do in to_dos(case.officer, standing=Standing(), now=now)]
    assert len(words) == 2
    owner = Standing(member_of=frozenset({case.enterprise.organisation_id}))
    assert len(to_dos(case.enterprise.registered_by, standing=owner, now=now)) == 1
    assert len(to_dos_of_case(case, reader=case.officer, staff=True, now=now)) == 2
    with django_assert_num_queries(2):
        assert len(of_case(case, reader=case.officer, staff=True, now=now).rows) == 2
