"""From answers to scores, by worked examples and by what must hold for any answers."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.diagnosis.rules.scoring import (
    band_of,
    benchmark,
    confidence,
    dimension_score,
    index_of,
    pillar_scores,
)

PILLARS = {f"D{n}": f"P{(n + 1) // 2}" for n in range(1, 13)}
LEVELS = st.none() | st.floats(0, 5)


def test_a_score_is_the_mean_of_what_applies() -> None:
    assert dimension_score([1, 2, 4], form="full") == pytest.approx(7 / 3)
    assert dimension_score([1, None, 4], form="full") == 2.5
    assert dimension_score([3], form="quick") == 3


@pytest.mark.parametrize("levels", [[], [4], [4, None, None], [None, None, None]])
def test_the_full_form_scores_no_dimension_of_which_fewer_than_two_were_answered(levels: list[int | None]) -> None:
    assert dimension_score(levels, form="full") is None


def test_the_quick_form_scores_no_dimension_that_does_not_apply() -> None:
    assert dimension_score([None], form="quick") is None


def test_a_pillar_is_the_mean_of_its_scored_dimensions() -> None:
    scores = pillar_scores({"D1": 2, "D2": 3, "D3": None, "D4": 4, "D5": None, "D6": None}, PILLARS)
    assert scores == {"P1": 2.5, "P2": 4, "P3": None, "P4": None, "P5": None, "P6": None}


def test_the_index_of_a_worked_example() -> None:
    pillars = {"P1": 2.0, "P2": 3.0, "P3": 1.0, "P4": 4.0, "P5": 2.0, "P6": 3.0}  # 15 in all
    assert index_of(pillars, dict.fromkeys(pillars, 1.0)) == pytest.approx(15 / 6 * 20)  # 50
    assert index_of(pillars, {**dict.fromkeys(pillars, 1.0), "P1": 2.0}) == pytest.approx(17 / 7 * 20)  # 48.57…
    assert index_of({**pillars, "P3": None}, dict.fromkeys(pillars, 1.0)) == pytest.approx(14 / 5 * 20)  # 56


def test_nothing_scored_is_no_index() -> None:
    assert index_of(dict.fromkeys(PILLARS.values()), dict.fromkeys(PILLARS.values(), 1.0)) is None


@pytest.mark.parametrize(
    ("index", "band"),
    [(0, 0), (19.99, 0), (20, 1), (39.9, 1), (40, 2), (59.9, 2), (60, 3), (79.9, 3), (80, 4), (100, 4)],
)
def test_a_band_begins_at_every_twenty(index: float, band: int) -> None:
    assert band_of(index) == band


def test_confidence_is_the_share_of_answers_with_evidence() -> None:
    assert confidence([1, 2, 3, 4], [2, 9]) == 0.25
    assert confidence([], []) == 0


def test_of_fewer_than_five_enterprises_nothing_is_told() -> None:
    assert benchmark([1, 2, 3, 4]) is None


def test_the_benchmark_of_a_worked_example() -> None:
    found = benchmark([4, 1, 3, 2, 5])
    assert found is not None
    assert (found.median, found.upper, found.enterprises) == (3, 4, 5)


@given(scores=st.lists(LEVELS, min_size=12, max_size=12), place=st.integers(0, 11), more=st.floats(0, 5))
def test_a_higher_score_never_lowers_the_index(scores: list[float | None], place: int, more: float) -> None:
    weights = {f"P{n}": float(n) for n in range(1, 7)}

    def index(values: list[float | None]) -> float | None:
        keyed = dict(zip(PILLARS, values, strict=True))
        return index_of(pillar_scores(keyed, PILLARS), weights)

    before = scores[place]
    if before is None:
        return
    raised = [*scores]
    raised[place] = min(5.0, before + more)
    first, then = index(scores), index(raised)
    assert first is not None
    assert then is not None
    assert 0 <= first <= 100
    assert then >= first - 1e-9


@given(levels=st.lists(st.none() | st.integers(0, 5), max_size=3), seed=st.integers())
def test_a_score_does_not_depend_on_the_order_of_the_answers(levels: list[int | None], seed: int) -> None:
    shuffled = random.Random(seed).sample(levels, len(levels))
    assert dimension_score(shuffled, form="full") == dimension_score(levels, form="full")
