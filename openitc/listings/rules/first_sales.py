"""From idea to first sale: how long a case stood in each stage, and what each of them cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

STAGES = ("intake", "analysis", "engineering", "manufacturing", "certification", "market")
DAY = 24 * 60 * 60
FEWEST = 5  # cases behind a number that is told of a network: fewer would tell of one of them


@dataclass(frozen=True, slots=True)
class Spent:
    """What one stage took: days and satang."""

    stage: str
    days: float
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What a case took from its opening to its first sale, or until now."""

    stages: tuple[Spent, ...]
    arrived: bool

    @property
    def days(self) -> float:
        """All of its days."""
        return sum(one.days for one in self.stages)

    @property
    def cost(self) -> int:
        """All that was paid, in satang."""
        return sum(one.cost for one in self.stages)


def way_of(
    *,
    opened_at: datetime,
    moves: Sequence[tuple[datetime, str]],
    costs: Mapping[str, int],
    first_sale: datetime | None,
    now: datetime,
) -> Way:
    """How long it stood in each stage; a stage that it came back to counts every time.

    `moves` are when it came to which stage, in order; `costs` are satang by stage.
    """
    end = first_sale or now
    marks = [(opened_at, STAGES[0]), *((at, stage) for at, stage in moves if opened_at <= at < end)]
    ends = [at for at, _stage in marks[1:]] + [end]
    days = dict.fromkeys(STAGES, 0.0)
    for (at, stage), until in zip(marks, ends, strict=True):
        if stage in days:
            days[stage] += max(0.0, (until - at).total_seconds() / DAY)
    spent = tuple(Spent(stage, days[stage], costs.get(stage, 0)) for stage in STAGES)
    return Way(stages=spent, arrived=first_sale is not None)


def medians(ways: Sequence[Way]) -> tuple[Spent, ...]:
    """What each stage took in the middle case; nothing while there are too few cases to tell of them."""
    if len(ways) < FEWEST:
        return ()
    return tuple(
        Spent(stage, median(way.stages[at].days for way in ways), round(median(way.stages[at].cost for way in ways)))
        for at, stage in enumerate(STAGES)
    )


def median_whole(ways: Sequence[Way]) -> tuple[float, int] | None:
    """The days and the satang of the middle case; nothing while there are too few."""
    if len(ways) < FEWEST:
        return None
    return median(way.days for way in ways), round(median(way.cost for way in ways))
