"""What stands in the way of a use, and which steps no longer fit."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from openitc.bookings.rules import Obstacle, PlannedGap, PlannedStep, Terms, broken_terms, misfits, overlapping
from openitc.bookings.tests.builders import NOW

FREE = Terms(notice=0, longest=10_000, monthly=100_000)


def step(key: str, start: int, end: int, center: int = 1) -> PlannedStep:
    return PlannedStep(key, NOW + timedelta(minutes=start), NOW + timedelta(minutes=end), center)


def no_shipping(_here: int, _there: int) -> int:
    return 0


def test_a_use_within_its_terms_breaks_none() -> None:
    assert broken_terms(FREE, start=NOW, end=NOW + timedelta(hours=1), used_this_month=0, now=NOW) == []


def test_every_broken_term_is_named() -> None:
    strict = Terms(notice=60, longest=30, monthly=40)
    found = broken_terms(strict, start=NOW, end=NOW + timedelta(minutes=41), used_this_month=0, now=NOW)
    assert found == [Obstacle.TOO_SOON, Obstacle.TOO_LONG, Obstacle.OVER_QUOTA]


def test_a_step_may_start_at_the_very_minute_the_gap_ends() -> None:
    gap = PlannedGap("b", "a", least=30, most=30, ships=False)
    steps = {"a": step("a", 0, 60), "b": step("b", 90, 120)}
    assert misfits(steps, [gap], shipping=no_shipping) == []
    steps["b"] = step("b", 91, 120)
    assert [misfit.latest for misfit in misfits(steps, [gap], shipping=no_shipping)] == [NOW + timedelta(minutes=90)]


def test_a_parcel_needs_its_days_between_two_centers() -> None:
    gap = PlannedGap("b", "a", least=0, most=None, ships=True)
    steps = {"a": step("a", 0, 60, center=1), "b": step("b", 90, 120, center=2)}
    assert misfits(steps, [gap], shipping=lambda here, there: 30 if here != there else 0) == []
    assert misfits(steps, [gap], shipping=lambda _here, _there: 31) != []


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=8))
def test_steps_overlap_exactly_where_some_minute_belongs_to_two(spans: list[tuple[int, int]]) -> None:
    steps = [step(str(number), start, start + length) for number, (start, length) in enumerate(spans)]
    minutes = [minute for start, length in spans for minute in range(start, start + length)]
    assert bool(overlapping(steps)) == (len(minutes) != len(set(minutes)))
