"""What answers on scales tell: how much people like it, what is too much or too little, and what that costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openitc.market_tests.rules import intervals
from openitc.market_tests.rules.intervals import Interval
from openitc.market_tests.rules.questionnaire import JUST_RIGHT

TOP_LIKING, TOP_BUYING = 7, 4  # like moderately and better; probably and surely
LEAST_SHARE, LEAST_PEOPLE = 0.2, 5  # a complaint of fewer is no ground to change a recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Answers on one scale: how many at each point, the mean, and the share at its good end."""

    counts: tuple[int, ...]
    mean: Interval
    top: Interval
    top_from: int

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Those who find too little, or too much: how many, and how much less they like it than those who find it right."""

    n: int
    share: Interval
    drop: Interval | None  # None: too few on one of the two sides to compare them

    @property
    def matters(self) -> bool:
        """Whether it costs liking beyond doubt: enough people, and an interval that does not reach nothing."""
        return self.drop is not None and self.drop.low > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """One attribute judged from far too little to far too much."""

    counts: tuple[int, ...]
    right: Interval
    little: Side
    much: Side

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)


def scale_of(points: Sequence[int], *, most: int, top_from: int) -> Scale:
    """What the answers on a scale from 1 to `most` tell."""
    counts = counted(points, most=most)
    return Scale(
        counts=counts,
        mean=intervals.mean(points),
        top=intervals.share(sum(counts[top_from - 1 :]), len(points)),
        top_from=top_from,
    )


def penalty_of(judged: Sequence[tuple[int, int]], *, level: float = intervals.LEVEL) -> Penalty:
    """Penalty analysis of `(point of five, overall liking)` (ASTM MNL 63, 2009): the drop is a difference of means."""
    points = [point for point, _ in judged]
    right = [liking for point, liking in judged if point == JUST_RIGHT]
    little = [liking for point, liking in judged if point < JUST_RIGHT]
    much = [liking for point, liking in judged if point > JUST_RIGHT]
    return Penalty(
        counts=counted(points, most=5),
        right=intervals.share(len(right), len(judged)),
        little=_side(little, right, of_all=len(judged), level=level),
        much=_side(much, right, of_all=len(judged), level=level),
    )


def counted(points: Iterable[int], *, most: int) -> tuple[int, ...]:
    """How many answers at each point of a scale, from 1."""
    kept = list(points)
    return tuple(kept.count(point) for point in range(1, most + 1))


def _side(group: Sequence[int], right: Sequence[int], *, of_all: int, level: float) -> Side:
    enough = min(len(group), len(right)) >= LEAST_PEOPLE and len(group) >= LEAST_SHARE * of_all
    return Side(
        n=len(group),
        share=intervals.share(len(group), of_all),
        drop=intervals.difference_of_means(right, group, level=level) if enough else None,
    )
