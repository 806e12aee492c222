"""What waits for a person, gathered from every package that makes people wait for each other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.people.models import User
from openitc.selection.queries import panels as of_selection
from openitc.sourcing.queries import requests as of_sourcing
from openitc.ui.shapes import ToDo

URGENCY = {"bad": 0, "warn": 1, "info": 2, "good": 3}

OfDesk = Callable[..., Iterable[ToDo]]
ON_DESKS: tuple[OfDesk, ...] = (of_selection.to_dos,)
ON_CASES: tuple[OfDesk, ...] = (of_selection.to_dos_of_case,)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a package shows of a case: the include, and what it is given."""

    template: str
    found: object


def to_dos_of(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """What waits on the person's desk, the most pressing first."""
    return _sorted(to_do for package in ON_DESKS for to_do in package(user, standing=standing, now=now))


def to_dos_of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:
    """What of the case waits for this reader, the most pressing first."""
    if case.closed_at is not None:
        return []
    return _sorted(to_do for package in ON_CASES for to_do in package(case, reader=reader, staff=staff, now=now))


def choices_of(case: Case, *, reader: User, staff: bool, now: datetime) -> list[Choice]:
    """Where readiness, product and maker of the case stand, in the order of the way."""
    asked = {"reader": reader, "staff": staff, "now": now}
    return [
        Choice("selection/_of_case.html", of_selection.of_case(case, **asked)),  # type: ignore[arg-type] # as asked above
        Choice("sourcing/_of_case.html", of_sourcing.of_case(case, **asked)),  # type: ignore[arg-type] # the same
    ]


def _sorted(to_dos: Iterable[ToDo]) -> list[ToDo]:
    """What is due before what is not, among the equally urgent."""

    def turn(to_do: ToDo) -> tuple[int, bool, float]:
        return URGENCY[to_do.tone], to_do.due is None, to_do.due.timestamp() if to_do.due else 0.0

    return sorted(to_dos, key=turn)
