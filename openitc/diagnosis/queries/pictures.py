"""The picture with twelve spokes: where everything lies, and what it says in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openitc.diagnosis.queries.results import Line, Result
from openitc.diagnosis.rules.spokes import Point, direction, on_spoke, outline, ring

RADIUS, BADGES, EDGE = 100.0, 112.0, 124.0  # of level 5, of the numbers, and of the picture
RINGS = range(1, 6)
RIGHT, LEFT = 0.2, -0.2  # how far aside a spoke must point for its name to stand beside the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke:
    """One dimension in the picture: its spoke, its number, its points, and where its name stands around it."""

    number: int
    name: str
    end: Point
    badge: Point
    now: Point | None
    before: Point | None
    side: str  # "right", "left" or "middle" of the picture
    left: float  # of the name, in per cent of the picture
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that is drawn; a shape is its corners as SVG wants them."""

    spokes: list[Spoke]
    rings: list[str]
    now: str
    before: str
    target: str
    summary: str


def picture_of(result: Result) -> Picture:
    """The picture of a result; with a result before support both shapes are drawn."""
    lines = result.lines
    return Picture(
        spokes=[_spoke(place, line, of=len(lines)) for place, line in enumerate(lines)],
        rings=[_corners(ring(level, of=len(lines), radius=RADIUS)) for level in RINGS],
        now=_corners(outline([line.score.score for line in lines], radius=RADIUS)),
        before=_corners(outline([line.before for line in lines], radius=RADIUS)) if result.baseline else "",
        target=_corners(outline([line.score.target for line in lines], radius=RADIUS)),
        summary=_summary(result.lines, result.band_word),
    )


def _spoke(place: int, line: Line, *, of: int) -> Spoke:
    way = direction(place, of=of)
    return Spoke(
        number=line.dimension.position,
        name=line.dimension.name,
        end=on_spoke(place, of=of, score=5, radius=RADIUS),
        badge=on_spoke(place, of=of, score=5, radius=BADGES),
        now=_point(place, line.score.score, of=of),
        before=_point(place, line.before, of=of),
        side="right" if way.x > RIGHT else "left" if way.x < LEFT else "middle",
        left=round(50 * (1 + way.x * BADGES / EDGE), 2),
        top=round(50 * (1 + way.y * BADGES / EDGE), 2),
    )


def _point(place: int, score: float | None, *, of: int) -> Point | None:
    return None if score is None else on_spoke(place, of=of, score=score, radius=RADIUS)


def _corners(points: Sequence[Point]) -> str:
    return " ".join(f"{point.x:g},{point.y:g}" for point in points)


def _summary(lines: Sequence[Line], band: str | Promise) -> str:
    scored = [line for line in lines if line.score.score is not None]
    if not scored:
        return _("Nothing is scored yet.")
    high = max(scored, key=lambda line: line.score.score or 0)
    low = min(scored, key=lambda line: line.score.score or 0)
    words = {"high": high.dimension.name, "low": low.dimension.name, "band": band}
    return _("Twelve topics from 0 to 5. Highest: %(high)s. Lowest: %(low)s. Overall: %(band)s.") % words
