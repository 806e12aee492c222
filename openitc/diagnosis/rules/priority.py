"""What to do first: an open formula, every term of which is shown.

    priority = 100 · √gap · (0.4 · goal + 0.3 · cost + 0.2 · ease + 0.1 · peer)

Every term is 0 to 1. `gap` is how far the score is below its target, of five levels. `goal` is how much the dimension
serves the goals that were picked; `cost`, how much it touches where the money goes; `ease` is 1 less the effort; `peer`
is how far the score is below the upper quarter of the peers, and 0 where too few are known. No gap, no priority.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import sqrt

from openitc.diagnosis.rules.scoring import MOST

GOAL_WEIGHT, COST_WEIGHT, EASE_WEIGHT, PEER_WEIGHT = 0.4, 0.3, 0.2, 0.1
FIRST = 3  # how many are named as the first things to do
_EXACT = 9  # decimals within which two priorities are the same


class Horizon(Enum):
    """Within how many months something is done, from and until."""

    QUICK = (0, 3)
    YEAR = (3, 12)
    LONG = (12, 36)


QUICK_EFFORT, YEAR_EFFORT = 0.3, 0.6  # the most effort of something done within three months, within a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One dimension as an enterprise stands in it, with its row of the instrument's tables."""

    key: str
    position: int
    score: float | None  # 0–5; None: not scored
    target: float  # 0–5, of the sector's table
    effort: float  # 0–1
    cost_relations: Sequence[float]  # 0–1 for each cost group
    goal_relations: Sequence[float]  # 0–1 for each goal
    upper: float | None = None  # 0–5, the peers' 75th percentile; None where fewer than five stand behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a reading came to; `rank` is 1 to 3 for what comes first."""

    reading: Reading
    target: float  # the peers' upper quarter where it is known, else the sector's
    from_peers: bool
    gap: float = 0.0
    goal: float = 0.0
    cost: float = 0.0
    ease: float = 0.0
    peer: float = 0.0
    priority: float = 0.0
    rank: int | None = None


def terms_of(reading: Reading, *, picks: Sequence[float], shares: Sequence[float]) -> Terms:
    """Every term for one dimension.

    `picks` holds a weight for each goal, 0 where it was not picked; `shares` how much of the money goes to each cost
    group, in any unit. Where nothing was picked, no dimension serves a goal; where no cost is known, all count alike.
    """
    from_peers = reading.upper is not None
    target = reading.target if reading.upper is None else reading.upper
    goal = _weighed(reading.goal_relations, picks)
    cost = _weighed(reading.cost_relations, shares if sum(shares) > 0 else [1.0] * len(reading.cost_relations))
    terms = Terms(reading=reading, target=target, from_peers=from_peers, goal=goal, cost=cost, ease=1 - reading.effort)
    if reading.score is None:
        return terms
    gap = max(0.0, target - reading.score) / MOST
    peer = 0.0 if reading.upper is None else max(0.0, reading.upper - reading.score) / MOST
    weight = GOAL_WEIGHT * goal + COST_WEIGHT * cost + EASE_WEIGHT * terms.ease + PEER_WEIGHT * peer
    return replace(terms, gap=gap, peer=peer, priority=min(100.0, 100 * sqrt(gap) * weight))


def priorities(readings: Iterable[Reading], *, picks: Sequence[float], shares: Sequence[float]) -> list[Terms]:
    """All dimensions, what comes first at the head; the first three that have a priority are ranked.

    Of equal ones the larger gap comes first, then the smaller effort, then the place in the instrument.
    """
    found = sorted((terms_of(reading, picks=picks, shares=shares) for reading in readings), key=_urgency)
    return [
        replace(terms, rank=place) if place <= FIRST and terms.priority > 0 else terms
        for place, terms in enumerate(found, 1)
    ]


def horizon(effort: float) -> Horizon:
    """Within what time something of that effort is done."""
    if effort <= QUICK_EFFORT:
        return Horizon.QUICK
    return Horizon.YEAR if effort <= YEAR_EFFORT else Horizon.LONG


def _urgency(terms: Terms) -> tuple[float, float, float, int]:
    reading = terms.reading
    return -round(terms.priority, _EXACT), -round(terms.gap, _EXACT), reading.effort, reading.position


def _weighed(relations: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(r * w for r, w in zip(relations, weights, strict=True)) / total if total > 0 else 0.0
