"""What comes next in a case, who must do it, and on which pile of a desk it lies: decided from the line alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openitc.cases.rules import Risk, State, Station


class Move(StrEnum):
    """What someone must do for the case to go on."""

    CONFIRM = "confirm"  # a route is held, and will lapse
    MEND = "mend"  # a booked step fell out of place
    REPORT = "report"  # a step's time is over: was it done?
    RUN = "run"  # a step takes place now
    GO = "go"  # the next step is booked
    PLAN = "plan"  # nothing is booked: choose a route
    FINISH = "finish"  # every step is done


class Pile(StrEnum):
    """Where a case lies on a desk, the most pressing first."""

    LAPSING = "lapsing"
    AT_RISK = "at risk"
    WAITING = "waiting"
    GOING = "going"


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing that comes next; `step` is the key of the step it is about."""

    move: Move
    step: str = ""
    at: datetime | None = None


def what_is_next(line: Sequence[Station], now: datetime) -> Next:
    """The one thing that matters most: what lapses first, then what is wrong, then what comes."""
    for move, stations in (
        (Move.CONFIRM, [station for station in line if station.state is State.HELD]),
        (Move.REPORT, [station for station in line if station.risk is Risk.OVERDUE]),
        (Move.MEND, [station for station in line if station.state is State.RISK]),
    ):
        if stations:
            first = min(stations, key=_start)
            return Next(move, first.step.key, _start(first))
    if booked := [station for station in line if station.state is State.BOOKED]:
        return _what_happens_next(booked, now)
    left = [station for station in line if station.state is not State.DONE]
    if left:
        return Next(Move.PLAN, next((s.step.key for s in left if s.state is State.NEXT), left[0].step.key))
    return Next(Move.FINISH)


def _what_happens_next(booked: Sequence[Station], now: datetime) -> Next:
    """Of what takes place now and what is still to begin: whatever ends or begins first."""
    happenings = [
        (_end(station), Move.RUN, station) if _start(station) <= now else (_start(station), Move.GO, station)
        for station in booked
    ]
    at, move, station = min(happenings, key=lambda happening: happening[0])
    return Next(move, station.step.key, at)


def pile_of(coming: Next, *, assigned: bool) -> Pile:
    """What lapses is seen before what is wrong; a case that nobody looks after waits, however well it goes."""
    match coming.move:
        case Move.CONFIRM:
            return Pile.LAPSING
        case Move.MEND | Move.REPORT:
            return Pile.AT_RISK
        case Move.GO | Move.RUN if assigned:
            return Pile.GOING
    return Pile.WAITING


def _start(station: Station) -> datetime:
    assert station.during is not None  # noqa: S101 - held, booked and endangered stations have a time
    return station.during[0]


def _end(station: Station) -> datetime:
    assert station.during is not None  # noqa: S101 - the same
    return station.during[1]
