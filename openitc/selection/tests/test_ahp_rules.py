"""Weights from pairs, against published examples and by what must always hold."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.selection.rules import ahp

# Choosing a leader: the worked example of Wikipedia's "Analytic hierarchy process - leader example".
# Experience, education, charisma, age; published priorities .547 .127 .270 .056, inconsistency factor .044.
LEADER = ((1, 4, 3, 7), (1 / 4, 1, 1 / 3, 3), (1 / 3, 3, 1, 5), (1 / 7, 1 / 3, 1 / 5, 1))
# Buying a house: T. L. Saaty, European Journal of Operational Research 48 (1990), table 1. Published priorities
# .173 .054 .188 .018 .031 .036 .167 .333, lambda max 9.669, consistency index .238, ratio .169.
HOUSE = (
    (1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4),
    (1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7),
    (1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5),
    (1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8),
    (1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6),
    (1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6),
    (3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2),
    (4, 7, 5, 8, 6, 6, 2, 1),
)
# Choosing a school: T. L. Saaty, The Analytic Hierarchy Process (1980). Learning, friends,
# school life, vocational training, college preparation, music; published priorities .32 .14 .03 .13 .24 .14.
SCHOOL = (
    (1, 4, 3, 1, 3, 4),
    (1 / 4, 1, 7, 3, 1 / 5, 1),
    (1 / 3, 1 / 7, 1, 1 / 5, 1 / 5, 1 / 6),
    (1, 1 / 3, 5, 1, 1, 1 / 3),
    (1 / 3, 5, 5, 1, 1, 3),
    (1 / 4, 1, 6, 3, 1 / 3, 1),
)

strengths = st.sampled_from(ahp.SCALE)
weights = st.lists(st.floats(0.05, 1), min_size=3, max_size=9)


@st.composite
def judgements(draw: st.DrawFn) -> tuple[int, dict[ahp.Pair, float]]:
    """Every pair of three to nine things, somehow judged."""
    count = draw(st.integers(3, 9))
    return count, {pair: ahp.times(draw(strengths)) for pair in combinations(range(count), 2)}


def upper(matrix: tuple[tuple[float, ...], ...]) -> dict[ahp.Pair, float]:
    return {(i, j): matrix[i][j] for i, j in combinations(range(len(matrix)), 2)}


def weighed(count: int, judged: dict[ahp.Pair, float]) -> ahp.Weighing:
    found = ahp.weigh(count, judged)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("matrix", "published", "ratio"),
    [
        (LEADER, (0.547, 0.127, 0.270, 0.056), 0.044),
        (HOUSE, (0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333), 0.169),
    ],
)
def test_published_examples_give_their_published_weights_and_ratio(
    matrix: tuple[tuple[float, ...], ...], published: tuple[float, ...], ratio: float
) -> None:
    found = weighed(len(matrix), upper(matrix))
    assert found.weights == pytest.approx(published, abs=0.001)
    assert found.ratio == pytest.approx(ratio, abs=0.001)


def test_saaty_s_house_has_its_published_eigenvalue_and_index() -> None:
    found = weighed(8, upper(HOUSE))
    assert found.largest == pytest.approx(9.669, abs=0.0005)
    assert found.index == pytest.approx(0.238, abs=0.0005)
    assert found.objects


def test_saaty_s_school_has_its_published_weights_and_is_far_from_consistent() -> None:
    found = weighed(6, upper(SCHOOL))
    assert found.weights == pytest.approx((0.32, 0.14, 0.03, 0.13, 0.24, 0.14), abs=0.006)
    assert found.ratio > 0.2


def test_the_one_answer_that_was_turned_round_is_found_and_what_fits_is_said() -> None:
    judged = {pair: 2.0 ** (pair[1] - pair[0]) for pair in combinations(range(4), 2)}
    judged[0, 3] = 1 / 8
    worst = ahp.worst_of(4, judged)
    assert worst == ahp.Contradiction(pair=(0, 3), said=-8, fits=8)


def test_nothing_is_said_of_weights_before_everything_is_linked_to_everything() -> None:
    assert ahp.weigh(4, {(0, 1): 3, (2, 3): 1}) is None
    assert ahp.weigh(4, {(0, 1): 3, (2, 3): 1, (1, 2): 1}) is not None


def test_pairs_come_in_rounds_that_soon_link_everything() -> None:
    for count in range(2, 10):
        pairs = ahp.pairs_of(count)
        assert sorted(pairs) == list(combinations(range(count), 2))
        two_rounds = dict.fromkeys(pairs[: 2 * (count // 2)], 1.0)
        assert ahp.weigh(count, two_rounds) is not None


@given(judgements())
def test_weights_are_above_zero_and_add_up_to_one(given_: tuple[int, dict[ahp.Pair, float]]) -> None:
    found = weighed(*given_)
    assert sum(found.weights) == pytest.approx(1)
    assert min(found.weights) > 0
    assert found.ratio >= 0


@given(weights)
def test_judgements_that_go_together_give_their_own_weights_and_no_objection(values: list[float]) -> None:
    found = weighed(len(values), ahp.of_points(values))
    assert found.weights == pytest.approx([value / sum(values) for value in values])
    assert found.ratio == pytest.approx(0, abs=1e-9)


@given(judgements(), st.randoms())
def test_the_order_of_the_things_changes_nothing(given_: tuple[int, dict[ahp.Pair, float]], chance: object) -> None:
    count, judged = given_
    places = list(range(count))
    chance.shuffle(places)  # type: ignore[attr-defined] # hypothesis types its generator as an object
    turned = {}
    for (i, j), value in judged.items():
        one, other = places[i], places[j]
        turned[min(one, other), max(one, other)] = value if one < other else 1 / value
    before, after = weighed(count, judged), weighed(count, turned)
    assert [after.weights[places[i]] for i in range(count)] == pytest.approx(before.weights, abs=1e-6)
    assert after.ratio == pytest.approx(before.ratio, abs=1e-6)


@given(judgements())
def test_all_said_the_other_way_round_turns_every_pair_round(given_: tuple[int, dict[ahp.Pair, float]]) -> None:
    count, judged = given_
    turned = weighed(count, {pair: 1 / value for pair, value in judged.items()})
    assert turned.ratio == pytest.approx(weighed(count, judged).ratio, abs=1e-6)


@given(weights)
def test_a_missing_pair_is_filled_in_by_what_the_others_say(values: list[float]) -> None:
    judged = ahp.of_points(values)
    chain = {pair: value for pair, value in judged.items() if pair[1] - pair[0] == 1}
    found = weighed(len(values), chain)
    assert found.weights == pytest.approx([value / sum(values) for value in values], rel=1e-4)
    assert found.missing == len(judged) - len(chain)
    assert found.ratio == 0


@given(judgements(), st.lists(st.floats(0.2, 5), min_size=36, max_size=36))
def test_a_group_s_judgement_is_reciprocal_and_of_one_judge_it_is_their_own(
    given_: tuple[int, dict[ahp.Pair, float]], factors: list[float]
) -> None:
    _count, judged = given_
    other = {pair: value * factor for (pair, value), factor in zip(judged.items(), factors, strict=False)}
    group = ahp.together([judged, other])
    turned = ahp.together([{p: 1 / v for p, v in said.items()} for said in (judged, other)])
    assert ahp.together([judged]) == pytest.approx(judged)
    for pair, value in group.items():
        assert value * turned[pair] == pytest.approx(1)
        assert value == pytest.approx(math.sqrt(judged[pair] * other[pair]))


@given(strengths)
def test_every_step_of_the_scale_is_its_own_nearest_step(strength: int) -> None:
    assert ahp.strength_of(ahp.times(strength)) == strength
