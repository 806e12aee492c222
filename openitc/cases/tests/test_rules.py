"""Where a case stands, from what was done and what is booked."""

from datetime import UTC, datetime, timedelta

import pytest

from openitc.cases.rules import Kept, Risk, State, Stop, next_number, stage_of, stations

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
STUDY = Stop(key="study", stage="analysis")
ROAST = Stop(key="roast", stage="engineering", after=("study",))
TEST = Stop(key="test", stage="certification", after=("roast",))
LINE = [STUDY, ROAST, TEST]


def kept(step: str, day: int, *, held: bool = False, broken: bool = False) -> Kept:
    """A booking of two hours that many days from now."""
    start = NOW + timedelta(days=day)
    return Kept(step=step, start=start, end=start + timedelta(hours=2), held=held, broken=broken)


def states(done: set[str], *booked: Kept) -> list[State]:
    return [station.state for station in stations(LINE, dict.fromkeys(done, NOW), booked, NOW)]


def test_before_anything_is_done_or_booked_the_first_step_comes_next() -> None:
    assert states(set()) == [State.NEXT, State.TODO, State.TODO]


def test_what_follows_a_done_step_comes_next() -> None:
    assert states({"study"}) == [State.DONE, State.NEXT, State.TODO]


def test_booked_and_held_steps_show_when() -> None:
    line = stations(LINE, {"study": NOW}, [kept("roast", 1), kept("test", 5, held=True)], NOW)
    assert [station.state for station in line] == [State.DONE, State.BOOKED, State.HELD]
    assert line[1].during == (NOW + timedelta(days=1), NOW + timedelta(days=1, hours=2))


def test_parallel_steps_come_next_together() -> None:
    label = Stop(key="label", stage="engineering", after=("study",))
    line = stations([STUDY, ROAST, label], {"study": NOW}, [], NOW)
    assert [station.state for station in line] == [State.DONE, State.NEXT, State.NEXT]


@pytest.mark.parametrize(
    ("booked", "risk"),
    [
        ([kept("study", 1), kept("roast", 2, broken=True)], Risk.BROKEN),
        ([kept("study", -9), kept("roast", -1)], Risk.OVERDUE),
        ([kept("study", 3), kept("roast", 2)], Risk.BEFORE_ITS_TURN),
        ([kept("roast", 2)], Risk.BEFORE_ITS_TURN),
    ],
)
def test_a_booked_step_is_at_risk_for_a_reason(booked: list[Kept], risk: Risk) -> None:
    roast = stations(LINE, {}, booked, NOW)[1]
    assert (roast.state, roast.risk) == (State.RISK, risk)


def test_a_step_done_stays_done_whatever_is_booked() -> None:
    assert states({"study", "roast"}, kept("roast", -5), kept("test", 1)) == [State.DONE, State.DONE, State.BOOKED]


@pytest.mark.parametrize(
    ("done", "stage"),
    [
        (set(), "intake"),
        ({"study"}, "engineering"),
        ({"roast"}, "analysis"),  # done elsewhere before
        ({"study", "roast"}, "certification"),
        ({"study", "roast", "test"}, "commercial"),
    ],
)
def test_the_stage_is_that_of_the_first_step_to_do(done: set[str], stage: str) -> None:
    assert stage_of(LINE, done) == stage


def test_numbers_follow_each_other_within_their_fiscal_year() -> None:
    assert next_number(2570, None) == "2570-00001"
    assert next_number(2570, "2570-00041") == "2570-00042"
