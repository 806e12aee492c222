"""Where the points of the picture with twelve spokes lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from openitc.diagnosis.rules.scoring import MOST


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture; the center is 0, 0, right and down are positive."""

    x: float
    y: float


def direction(place: int, *, of: int) -> Point:
    """The end of a spoke of length one: the first points up, the others follow clockwise."""
    turn = 2 * pi * place / of - pi / 2
    return Point(round(cos(turn), 6), round(sin(turn), 6))


def on_spoke(place: int, *, of: int, score: float, radius: float) -> Point:
    """Where a score from 0 to 5 lies on its spoke."""
    end = direction(place, of=of)
    length = radius * score / MOST
    return Point(round(end.x * length, 2), round(end.y * length, 2))


def outline(scores: Sequence[float | None], *, radius: float) -> list[Point]:
    """The corners of the shape that the scores draw; a dimension that is not scored has none."""
    count = len(scores)
    return [
        on_spoke(place, of=count, score=score, radius=radius) for place, score in enumerate(scores) if score is not None
    ]


def ring(level: float, *, of: int, radius: float) -> list[Point]:
    """The corners of the ring on which every score is that level."""
    return outline([level] * of, radius=radius)
