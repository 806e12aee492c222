"""What comes next, and on which pile a case lies."""

from datetime import UTC, datetime, timedelta

import pytest

from openitc.cases.rules import Kept, Stop, stations
from openitc.journeys.rules import Move, Next, Pile, pile_of, what_is_next

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
LINE = [
    Stop(key="study", stage="analysis"),
    Stop(key="roast", stage="engineering", after=("study",)),
    Stop(key="test", stage="certification", after=("roast",)),
]


def kept(step: str, day: int, *, days: int = 0, held: bool = False, broken: bool = False) -> Kept:
    """A booking that begins so many days from now and lasts two hours, or days."""
    start = NOW + timedelta(days=day)
    return Kept(step=step, start=start, end=start + timedelta(days=days, hours=2), held=held, broken=broken)


def coming(done: set[str], *booked: Kept) -> Next:
    """What comes next on the line."""
    done_before = dict.fromkeys(done, NOW - timedelta(days=7))
    return what_is_next(stations(LINE, done_before, booked, NOW), NOW)


def test_with_nothing_booked_a_route_is_chosen_from_the_first_step_that_is_open() -> None:
    assert coming(set()) == Next(Move.PLAN, "study")
    assert coming({"study"}) == Next(Move.PLAN, "roast")


def test_the_next_booked_step_comes() -> None:
    assert coming({"study"}, kept("test", 9), kept("roast", 2)) == Next(Move.GO, "roast", NOW + timedelta(days=2))


def test_what_takes_place_now_is_told_with_its_end() -> None:
    ends = NOW + timedelta(days=13, hours=2)
    assert coming({"study", "roast"}, kept("test", -1, days=14)) == Next(Move.RUN, "test", ends)


def test_a_step_that_begins_before_the_running_one_ends_comes_first() -> None:
    line = [Stop(key="test", stage="certification"), Stop(key="label", stage="certification")]
    booked = [kept("test", -1, days=14), kept("label", 3)]
    assert what_is_next(stations(line, {}, booked, NOW), NOW).step == "label"


def test_a_held_route_comes_before_everything_else_because_it_lapses() -> None:
    assert coming(set(), kept("study", -3), kept("roast", 2, held=True)).move is Move.CONFIRM


def test_a_step_whose_time_is_over_must_be_reported_before_anything_is_mended() -> None:
    assert coming(set(), kept("study", -3), kept("roast", 2, broken=True)) == Next(
        Move.REPORT, "study", NOW - timedelta(days=3)
    )


def test_a_booking_that_fell_out_of_place_must_be_mended() -> None:
    assert coming({"study"}, kept("roast", 2, broken=True), kept("test", 9)).move is Move.MEND


def test_when_every_step_is_done_the_case_is_finished() -> None:
    assert coming({"study", "roast", "test"}) == Next(Move.FINISH)


@pytest.mark.parametrize(
    ("move", "assigned", "pile"),
    [
        (Move.CONFIRM, True, Pile.LAPSING),
        (Move.MEND, True, Pile.AT_RISK),
        (Move.REPORT, False, Pile.AT_RISK),
        (Move.PLAN, True, Pile.WAITING),
        (Move.FINISH, True, Pile.WAITING),
        (Move.GO, True, Pile.GOING),
        (Move.RUN, True, Pile.GOING),
        (Move.GO, False, Pile.WAITING),
    ],
)
def test_a_case_lies_where_it_presses_most(move: Move, assigned: bool, pile: Pile) -> None:  # noqa: FBT001 - a column
    assert pile_of(Next(move), assigned=assigned) is pile
