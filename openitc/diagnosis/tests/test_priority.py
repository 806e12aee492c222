"""What comes first, by examples worked out by hand and by what must hold for any enterprise."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.diagnosis.rules.priority import Horizon, Reading, horizon, priorities, terms_of

EVEN = [20.0] * 5
NO_GOAL = [0.0] * 8
LEVEL = st.floats(0, 5)
RELATION = st.sampled_from([0.0, 0.5, 1.0])


def a_reading(
    key: str = "D1",
    *,
    score: float | None = 1.0,
    target: float = 3.5,
    effort: float = 0.4,
    upper: float | None = None,
    cost: list[float] | None = None,
    goal: list[float] | None = None,
) -> Reading:
    return Reading(
        key=key, position=int(key[1:]), score=score, target=target, effort=effort, upper=upper,
        cost_relations=cost or [0.5, 0, 0, 1, 0], goal_relations=goal or [0, 1, 0, 0, 0, 0.5, 0, 0],
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    return [
        Reading(
            key=f"D{n}", position=n, score=draw(st.none() | LEVEL), target=draw(LEVEL), effort=draw(st.floats(0, 1)),
            upper=draw(st.none() | LEVEL), cost_relations=draw(st.lists(RELATION, min_size=5, max_size=5)),
            goal_relations=draw(st.lists(RELATION, min_size=8, max_size=8)),
        )
        for n in range(1, draw(st.integers(1, 12)) + 1)
    ]  # fmt: skip


PICKS = st.sets(st.integers(0, 7), max_size=3).map(lambda chosen: [float(n in chosen) for n in range(8)])
SHARES = st.lists(st.integers(0, 100), min_size=5, max_size=5)


def test_an_example_without_peers_worked_out_by_hand() -> None:
    # gap (3.5 - 1) / 5 = 0.5; goal (1 + 0.5) / 2 = 0.75; cost 0.5 · 50 % + 1 · 10 % = 0.35; ease 1 - 0.4 = 0.6
    found = terms_of(a_reading(), picks=[0, 1, 0, 0, 0, 1, 0, 0], shares=[50, 20, 10, 10, 10])
    assert (found.gap, found.goal, found.peer) == (0.5, 0.75, 0)
    assert [found.cost, found.ease] == pytest.approx([0.35, 0.6])
    assert found.priority == pytest.approx(37.1231, abs=1e-4)  # 100 · 0.70711 · (0.300 + 0.105 + 0.120)
    assert not found.from_peers


def test_an_example_with_peers_worked_out_by_hand() -> None:
    # The peers' upper quarter, 4, stands in for the target: gap and peer are (4 - 2) / 5 = 0.4
    reading = a_reading(score=2, upper=4, effort=0.2, cost=[1, 0, 0, 1, 0.5], goal=[1] * 8)
    found = terms_of(reading, picks=[1, 0, 0, 0, 0, 0, 0, 0], shares=EVEN)
    assert (found.target, found.from_peers, found.gap, found.peer) == (4, True, 0.4, 0.4)
    assert found.priority == pytest.approx(47.4342, abs=1e-4)  # 100 · 0.63246 · (0.40 + 0.15 + 0.16 + 0.04)


def test_three_are_ranked_and_of_equal_ones_the_larger_gap_then_the_smaller_effort_then_the_place() -> None:
    nothing = {"cost": [0] * 5, "goal": [0] * 8}

    def only_ease(key: str, *, gap: float, ease: float) -> Reading:
        return a_reading(key, score=5 - 5 * gap, target=5, effort=1 - ease, **nothing)  # type: ignore[arg-type] # lists

    # 100 · √0.25 · 0.2 · 0.8 = 100 · √0.64 · 0.2 · 0.5 = 8
    found = priorities(
        [
            only_ease("D4", gap=0.25, ease=0.8),
            only_ease("D3", gap=0.64, ease=0.5),
            only_ease("D2", gap=0.25, ease=0.8),
            only_ease("D1", gap=0.01, ease=0.1),
        ],
        picks=NO_GOAL,
        shares=EVEN,
    )
    assert [(terms.reading.key, terms.rank) for terms in found] == [("D3", 1), ("D2", 2), ("D4", 3), ("D1", None)]


def test_what_has_reached_its_target_is_never_among_the_first() -> None:
    found = priorities([a_reading("D1", score=5), a_reading("D2", score=None)], picks=NO_GOAL, shares=EVEN)
    assert [(terms.priority, terms.rank) for terms in found] == [(0, None), (0, None)]


@pytest.mark.parametrize(
    ("effort", "within"),
    [(0, Horizon.QUICK), (0.3, Horizon.QUICK), (0.31, Horizon.YEAR), (0.6, Horizon.YEAR), (0.7, Horizon.LONG)],
)
def test_what_is_easy_comes_within_three_months(effort: float, within: Horizon) -> None:
    assert horizon(effort) is within


@given(readings=readings(), picks=PICKS, shares=SHARES)
def test_a_priority_lies_between_nothing_and_a_hundred_and_is_nothing_without_a_gap(
    readings: list[Reading], picks: list[float], shares: list[int]
) -> None:
    for terms in priorities(readings, picks=picks, shares=shares):
        assert 0 <= terms.priority <= 100
        assert all(0 <= term <= 1 for term in (terms.gap, terms.goal, terms.cost, terms.ease, terms.peer))
        if terms.gap == 0:
            assert terms.priority == 0


@given(readings=readings(), picks=PICKS, shares=SHARES, more=LEVEL)
def test_a_higher_score_never_raises_its_own_priority(
    readings: list[Reading], picks: list[float], shares: list[int], more: float
) -> None:
    first = readings[0]
    if first.score is None:
        return
    raised = replace(first, score=min(5.0, first.score + more))
    before, after = (terms_of(each, picks=picks, shares=shares).priority for each in (first, raised))
    assert after <= before + 1e-9


@given(readings=readings(), picks=PICKS, shares=SHARES, seed=st.integers())
def test_what_comes_first_does_not_depend_on_the_order_of_the_dimensions(
    readings: list[Reading], picks: list[float], shares: list[int], seed: int
) -> None:
    shuffled = random.Random(seed).sample(readings, len(readings))
    first, then = (priorities(each, picks=picks, shares=shares) for each in (readings, shuffled))
    assert first == then


@given(readings=readings(), picks=PICKS, shares=SHARES, times=st.integers(1, 50))
def test_counting_the_money_in_another_unit_changes_nothing(
    readings: list[Reading], picks: list[float], shares: list[int], times: int
) -> None:
    first = priorities(readings, picks=picks, shares=shares)
    then = priorities(readings, picks=picks, shares=[share * times for share in shares])
    assert [terms.reading.key for terms in first] == [terms.reading.key for terms in then]
