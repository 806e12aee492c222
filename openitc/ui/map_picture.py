"""A map as it will be drawn: which part of the country, where points, lines and their names go."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from openitc.ui import lengths, thailand

Box = tuple[float, float, float, float]  # left, top, width, height
Spot = tuple[float, float]

SMALLEST_WIDTH = 130.0  # units of the drawing, about 210 km: closer than this the borders look crude
PIXELS_WIDE = 380.0  # how wide a map usually stands on a page; sizes of type and marks are reckoned from it
WHOLE: Box = (-50.0, -12.0, thailand.WIDTH + 90.0, thailand.HEIGHT + 24.0)  # with room for names beyond the border
TEXT, RADIUS = 15.0, 7.5  # pixels
PULLED_BACK = 25  # turns of pushing marks apart
LETTER = 0.54  # how wide a letter runs, in heights of the type


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """A place on the map; `named` writes its label beside it if there is room, `detail` is read with it."""

    lat: float
    lon: float
    label: str
    detail: str = ""
    url: str = ""
    stage: str = ""
    kind: Literal["stop", "small", "you"] = "stop"
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A way from one point to another, each named by its place in the list of points."""

    start: int
    end: int
    stage: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class DrawnPoint:
    """A point with its place in the drawing, and its label's where it has room."""

    point: MapPoint
    x: float
    y: float
    radius: float
    text: "Label | None" = None


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label starts (or ends, by its anchor)."""

    x: float
    y: float
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Everything that the template draws; `unit` is one pixel of a map of usual width, in units of the drawing."""

    box: Box
    unit: float
    points: list[DrawnPoint]
    lines: list[tuple[MapLine, str]]
    highlight: list[str]

    @property
    def view_box(self) -> str:
        """The part of the drawing that is seen."""
        return " ".join(f"{number:.1f}" for number in self.box)

    @property
    def linked(self) -> bool:
        """Whether any point leads somewhere."""
        return any(drawn.point.url for drawn in self.points)


def draw(
    points: Sequence[MapPoint],
    lines: Sequence[MapLine] = (),
    *,
    highlight: Collection[str] = (),
    near: bool = False,
) -> MapPicture:
    """Lay the map out: the whole country, or with `near` the part that holds the points."""
    spots = [thailand.point(point.lat, point.lon) for point in points]
    box = _box_round(spots) if near and spots else WHOLE
    unit = box[2] / PIXELS_WIDE
    radii = [RADIUS * unit * (0.62 if point.kind == "small" else 1.0) for point in points]
    spots = _spread(spots, radii)
    drawn = [DrawnPoint(p, *spot, radius) for p, spot, radius in zip(points, spots, radii, strict=True)]
    return MapPicture(
        box=box,
        unit=unit,
        points=_labelled(drawn, box, TEXT * unit),
        lines=[(line, _curve(spots[line.start], spots[line.end], turn)) for line, turn in _turns(lines)],
        highlight=sorted(highlight),
    )


def _box_round(spots: Sequence[Spot]) -> Box:
    """The part of the country with every spot and room for labels round it, a little higher than wide."""
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    top, bottom = min(y for _, y in spots), max(y for _, y in spots)
    width = max(SMALLEST_WIDTH, (right - left) * 1.7, (bottom - top) * 1.25 * 0.8)
    height = width * 1.25
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return middle_x - width / 2, middle_y - height / 2, width, height


def _spread(spots: Sequence[Spot], radii: Sequence[float]) -> list[Spot]:
    """Push marks apart that would lie on each other, a little at a time, so that many in one place make a cluster."""
    # Marks on one and the same spot set out in directions of their own.
    moved = [(x + math.cos(2.4 * n) / 100, y + math.sin(2.4 * n) / 100) for n, (x, y) in enumerate(spots)]
    pairs = [(i, j, (radii[i] + radii[j]) * 1.1) for i, j in combinations(range(len(moved)), 2)]
    for turn in range(60):
        if turn < PULLED_BACK:  # towards where they belong, so that the cluster keeps its points of the compass
            moved = [(x + (hx - x) * 0.15, y + (hy - y) * 0.15) for (x, y), (hx, hy) in zip(moved, spots, strict=True)]
        close = [(i, j, needed) for i, j, needed in pairs if math.dist(moved[i], moved[j]) < needed - 0.01]
        if not close and turn >= PULLED_BACK:
            break
        for i, j, needed in close:
            dx, dy = moved[j][0] - moved[i][0], moved[j][1] - moved[i][1]
            apart = math.hypot(dx, dy) or 1.0
            push = max(0.0, needed - apart) / apart * 0.3
            moved[i] = (moved[i][0] - dx * push, moved[i][1] - dy * push)
            moved[j] = (moved[j][0] + dx * push, moved[j][1] + dy * push)
    return moved


def _turns(lines: Sequence[MapLine]) -> list[tuple[MapLine, float]]:
    """Each line with how far it bows, so that ways between the same two places lie beside each other."""
    seen: dict[tuple[int, int], int] = {}
    result = []
    for line in lines:
        pair = (min(line.start, line.end), max(line.start, line.end))
        seen[pair] = seen.get(pair, 0) + 1
        side = 1 if line.start < line.end else -1
        result.append((line, side * 0.16 * seen[pair]))
    return result


def _curve(start: Spot, end: Spot, turn: float) -> str:
    """The way as an SVG path bowed to one side."""
    x = (start[0] + end[0]) / 2 + (start[1] - end[1]) * turn
    y = (start[1] + end[1]) / 2 + (end[0] - start[0]) * turn
    return f"M{start[0]:.1f} {start[1]:.1f}Q{x:.1f} {y:.1f} {end[0]:.1f} {end[1]:.1f}"


def _labelled(drawn: list[DrawnPoint], box: Box, size: float) -> list[DrawnPoint]:
    """Give each named point a place for its label where it hides neither mark nor other label, or none."""
    marks: list[Box] = [(d.x - d.radius, d.y - d.radius, 2 * d.radius, 2 * d.radius) for d in drawn]
    taken: list[Box] = []
    result = []
    for index, mark in enumerate(drawn):
        others = marks[:index] + marks[index + 1 :] + taken
        text = None
        if mark.point.named:
            for candidate, area in _places(mark, size):
                if _inside(area, box) and not any(_overlap(area, other) for other in others):
                    text = candidate
                    taken.append(area)
                    break
        result.append(replace(mark, text=text))
    return result


def _places(mark: DrawnPoint, size: float) -> list[tuple[Label, Box]]:
    """Where the label may stand, best first, with the room it takes."""
    width = LETTER * lengths.letters(mark.point.label) * size
    gap = mark.radius * 1.45
    right, left = mark.x + gap, mark.x - gap
    places: list[tuple[Label, Box]] = []
    for rise in (0.0, -0.75, 0.75, -1.3, 1.3):
        baseline = mark.y + size * (0.34 + rise)
        places.append((Label(right, baseline, "start"), (right, baseline - size, width, size * 1.3)))
        places.append((Label(left, baseline, "end"), (left - width, baseline - size, width, size * 1.3)))
    return places + [
        (Label(mark.x, baseline, "middle"), (mark.x - width / 2, baseline - size, width, size * 1.3))
        for baseline in (mark.y - gap - size * 0.25, mark.y + gap + size * 0.95)
    ]


def _inside(area: Box, box: Box) -> bool:
    return (
        area[0] >= box[0]
        and area[1] >= box[1]
        and area[0] + area[2] <= box[0] + box[2]
        and area[1] + area[3] <= box[1] + box[3]
    )


def _overlap(one: Box, two: Box) -> bool:
    return (
        one[0] < two[0] + two[2] and two[0] < one[0] + one[2] and one[1] < two[1] + two[3] and two[1] < one[1] + one[3]
    )
