"""Ranking and its sensitivity, against a published example and by what must always hold."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openitc.selection.rules import ranking, sensitivity

# Choosing a fighter aircraft: C. L. Hwang and K. Yoon, Multiple Attribute Decision Making (1981). Speed,
# range, payload, cost (a burden), reliability, manoeuvrability; published closeness .643 .268 .613 .312.
FIGHTERS = (
    (2.0, 1500, 20000, 5.5, 5, 9),
    (2.5, 2700, 18000, 6.5, 3, 5),
    (1.8, 2000, 21000, 4.5, 7, 7),
    (2.2, 1800, 20000, 5.0, 5, 5),
)
IMPORTANCE = (0.2, 0.1, 0.1, 0.1, 0.2, 0.3)
BURDENS = (False, False, False, True, False, False)

EPSILON = 1e-6


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[list[float]], list[float], list[bool]]:
    """Two to six ideas rated from 1 to 5 on two to seven criteria."""
    width = draw(st.integers(2, 7))
    row = st.lists(st.integers(1, 5).map(float), min_size=width, max_size=width)
    levels = draw(st.lists(row, min_size=2, max_size=6))
    parts = draw(st.lists(st.integers(1, 100), min_size=width, max_size=width))
    burdens = draw(st.lists(st.booleans(), min_size=width, max_size=width))
    return levels, [part / sum(parts) for part in parts], burdens


def first_of(levels: list[list[float]], weights: list[float], burdens: list[bool]) -> list[int]:
    """The ideas in first place."""
    return [idea for idea, placing in enumerate(ranking.rank(levels, weights, burdens)) if placing.rank == 1]


def test_the_published_example_gives_its_published_closeness_and_order() -> None:
    placings = ranking.rank(FIGHTERS, IMPORTANCE, BURDENS)
    assert [placing.closeness for placing in placings] == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=0.001)
    assert [placing.rank for placing in placings] == [1, 4, 2, 3]


def test_the_winner_says_by_what_it_wins_and_by_what_it_loses() -> None:
    placings = ranking.rank(FIGHTERS, IMPORTANCE, BURDENS)
    assert placings[0].wins_by()[0] == 5
    assert placings[0].loses_by()[0] in {1, 4, 0}


@given(worlds())
def test_a_dominated_idea_never_wins(world: tuple[list[list[float]], list[float], list[bool]]) -> None:
    levels, weights, burdens = world
    worse = [value + 1 if burden else value / 2 for value, burden in zip(levels[0], burdens, strict=True)]
    found = ranking.rank([*levels, worse], weights, burdens)
    assert found[-1].rank > found[0].rank


@given(worlds(), st.integers(0, 6), st.floats(0.01, 1000))
def test_the_unit_of_a_criterion_changes_no_place(
    world: tuple[list[list[float]], list[float], list[bool]], column: int, factor: float
) -> None:
    levels, weights, burdens = world
    column %= len(weights)
    scaled = [[value * factor if place == column else value for place, value in enumerate(row)] for row in levels]
    before, after = (ranking.rank(rows, weights, burdens) for rows in (levels, scaled))
    assert [row.closeness for row in after] == pytest.approx([row.closeness for row in before], abs=1e-7)


@given(worlds())
def test_a_copy_of_an_idea_stands_beside_it_and_not_above(
    world: tuple[list[list[float]], list[float], list[bool]],
) -> None:
    levels, weights, burdens = world
    for idea in range(len(levels)):
        found = ranking.rank([*levels, levels[idea]], weights, burdens)
        assert found[-1].rank == found[idea].rank


@given(st.integers(2, 6), worlds())
def test_ideas_that_are_rated_alike_tie(count: int, world: tuple[list[list[float]], list[float], list[bool]]) -> None:
    levels, weights, burdens = world
    assert {placing.rank for placing in ranking.rank([levels[0]] * count, weights, burdens)} == {1}


def test_how_far_a_weight_may_move_is_exact_in_the_published_example() -> None:
    found = sensitivity.leeways(FIGHTERS, IMPORTANCE, BURDENS)
    reliability = found[4]
    assert reliability.up is not None
    assert reliability.up.idea == 2
    assert 0.2 < reliability.up.weight < 0.25
    tightest = sensitivity.tightest(found)
    assert tightest is not None
    assert tightest.nearest == min(row.nearest for row in found if row.nearest is not None)


def test_where_an_idea_is_best_in_everything_no_weight_changes_the_winner() -> None:
    found = sensitivity.leeways([[5, 5], [1, 3]], [0.5, 0.5], [False, False])
    assert [(row.down, row.up) for row in found] == [(None, None), (None, None)]
    assert sensitivity.tightest(found) is None


def test_where_two_share_the_first_place_there_is_no_leeway_to_tell() -> None:
    assert sensitivity.leeways([[5, 1], [5, 1]], [0.5, 0.5], [False, False]) == []


@given(worlds())
def test_the_winner_holds_up_to_the_bound_and_not_beyond(
    world: tuple[list[list[float]], list[float], list[bool]],
) -> None:
    levels, weights, burdens = world
    firsts = first_of(levels, weights, burdens)
    assume(len(firsts) == 1)
    for leeway in sensitivity.leeways(levels, weights, burdens):
        for turn, outward in ((leeway.down, -1), (leeway.up, 1)):
            if turn is None or not EPSILON < turn.weight < 1 - EPSILON or abs(turn.weight - leeway.weight) < EPSILON:
                continue
            inside = sensitivity.moved(weights, leeway.criterion, turn.weight - outward * EPSILON)
            outside = sensitivity.moved(weights, leeway.criterion, turn.weight + outward * EPSILON)
            assert firsts[0] in first_of(levels, inside, burdens)
            assert first_of(levels, outside, burdens) != firsts


@given(worlds(), st.floats(0, 1))
def test_within_its_leeway_the_winner_always_holds(
    world: tuple[list[list[float]], list[float], list[bool]], share: float
) -> None:
    levels, weights, burdens = world
    firsts = first_of(levels, weights, burdens)
    assume(len(firsts) == 1)
    for leeway in sensitivity.leeways(levels, weights, burdens):
        low = leeway.down.weight if leeway.down else 0.0
        high = leeway.up.weight if leeway.up else 1.0
        within = low + EPSILON + share * max(0.0, high - low - 2 * EPSILON)
        if low + EPSILON < high:
            assert firsts[0] in first_of(levels, sensitivity.moved(weights, leeway.criterion, within), burdens)
