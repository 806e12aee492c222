"""What comes next in a case, and who must do it: decided from the line alone. No Django, no clock."""

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
    GO = "go"  # the next step is booked
    PLAN = "plan"  # nothing is booked: choose a route
    FINISH = "finish"  # every step is done


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing that comes next; `step` is the key of the step it is about."""

    move: Move
    step: str = ""
    at: datetime | None = None


def what_is_next(line: Sequence[Station]) -> Next:
    """The one thing that matters most: what lapses first, then what is wrong, then what comes."""
    for move, stations in (
        (Move.CONFIRM, [station for station in line if station.state is State.HELD]),
        (Move.REPORT, [station for station in line if station.risk is Risk.OVERDUE]),
        (Move.MEND, [station for station in line if station.state is State.RISK]),
        (Move.GO, [station for station in line if station.state is State.BOOKED]),
    ):
        if stations:
            first = min(stations, key=_start)
            return Next(move, first.step.key, _start(first))
    left = [station for station in line if station.state is not State.DONE]
    if left:
        return Next(Move.PLAN, next((s.step.key for s in left if s.state is State.NEXT), left[0].step.key))
    return Next(Move.FINISH)


def _start(station: Station) -> datetime:
    assert station.during is not None  # noqa: S101 - held, booked and endangered stations have a time
    return station.during[0]
