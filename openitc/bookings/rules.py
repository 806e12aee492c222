"""What stands in the way of a use, and which steps of a case no longer fit each other. No Django, no clock."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HOLD_MINUTES = 15


class Obstacle(StrEnum):
    """One reason why a resource cannot be used as asked."""

    RETIRED = "retired"
    PAST = "past"
    CLOSED = "closed"
    TAKEN = "taken"
    BUFFER = "buffer"
    TOO_MANY = "too_many"
    TOO_SOON = "too_soon"
    TOO_LONG = "too_long"
    NO_OPERATOR = "no_operator"
    NOT_TRAINED = "not_trained"
    OVER_QUOTA = "over_quota"


# Staff answer for these themselves; the others no one can wish away.
OVERRIDABLE = frozenset(
    {Obstacle.TOO_SOON, Obstacle.TOO_LONG, Obstacle.NO_OPERATOR, Obstacle.NOT_TRAINED, Obstacle.OVER_QUOTA}
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a resource asks of a use, in minutes."""

    notice: int
    longest: int
    monthly: int


def broken_terms(
    terms: Terms, *, start: datetime, end: datetime, used_this_month: int, now: datetime
) -> list[Obstacle]:
    """The terms that a coming use breaks: too short a notice, too long, over the enterprise's share of the month."""
    minutes = int((end - start).total_seconds() // 60)
    found = []
    if now <= start < now + timedelta(minutes=terms.notice):
        found.append(Obstacle.TOO_SOON)
    if minutes > terms.longest:
        found.append(Obstacle.TOO_LONG)
    if used_this_month + minutes > terms.monthly:
        found.append(Obstacle.OVER_QUOTA)
    return found


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """When and where a step of a case takes place, done or booked."""

    key: str
    start: datetime
    end: datetime
    center: int


@dataclass(frozen=True, slots=True)
class PlannedGap:
    """That a step comes after another: the least and the most minutes between them, and whether a sample ships."""

    step: str
    after: str
    least: int
    most: int | None
    ships: bool


@dataclass(frozen=True, slots=True)
class Misfit:
    """Two steps that no longer fit: `step` must start from `earliest` on and, where given, by `latest`."""

    step: str
    after: str
    earliest: datetime
    latest: datetime | None


def misfits(
    steps: Mapping[str, PlannedStep], gaps: Iterable[PlannedGap], *, shipping: Callable[[int, int], int]
) -> list[Misfit]:
    """The gaps that the steps break; `shipping` says how many minutes a parcel takes from center to center."""
    found = []
    for gap in gaps:
        before, step = steps.get(gap.after), steps.get(gap.step)
        if before is None or step is None:
            continue
        travel = shipping(before.center, step.center) if gap.ships else 0
        earliest = before.end + timedelta(minutes=gap.least + travel)
        latest = None if gap.most is None else before.end + timedelta(minutes=gap.most)
        if step.start < earliest or (latest is not None and step.start > latest):
            found.append(Misfit(gap.step, gap.after, earliest, latest))
    return found


def overlapping(steps: Collection[PlannedStep]) -> list[tuple[str, str]]:
    """The pairs of steps that share time, the earlier first; nobody is in two places at once."""
    ordered = sorted(steps, key=lambda step: (step.start, step.end))
    return [
        (one.key, other.key)
        for position, one in enumerate(ordered)
        for other in ordered[position + 1 :]
        if other.start < one.end
    ]
