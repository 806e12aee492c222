"""The map: places lie in their provinces, and names do not hide each other."""

import csv
import math
import re
from pathlib import Path

import pytest

from openitc.ui import lengths, map_picture, thailand
from openitc.ui.map_picture import MapLine, MapPoint, draw

Ring = list[tuple[float, float]]
DRAWING = (Path(thailand.__file__).parent / "static" / "ui" / "thailand.svg").read_text()
PROVINCES = Path(thailand.__file__).parents[1] / "centers" / "data" / "provinces.csv"
CAPITALS = [
    (row["iso"], float(row["lat"]), float(row["lon"]))
    for row in csv.DictReader(PROVINCES.read_text(encoding="utf-8-sig").splitlines())
]
A_COAST = 2.0  # units of the drawing, about 3 km: so much may a town on the shore lie in the sea
CHIANG_MAI = MapPoint(lat=18.7883, lon=98.9853, label="เชียงใหม่", stage="engineering")
LAMPHUN = MapPoint(lat=18.5745, lon=99.0087, label="ลำพูน", stage="analysis")
BANGKOK = MapPoint(lat=13.7563, lon=100.5018, label="กรุงเทพฯ", url="/centers/1/")


def rings_of(iso: str) -> list[Ring]:
    """The outlines of a province, in the drawing's units."""
    found = re.search(rf'id="{iso}" d="([^"]+)"', DRAWING)
    assert found, f"{iso} is not drawn"
    rings = []
    for start, moves in re.findall(r"M([^l]+)l([^z]+)z", found.group(1)):
        x, y = map(float, start.split(","))
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", moves)]
        ring = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def holds(rings: list[Ring], spot: tuple[float, float]) -> bool:
    """Whether the spot lies inside, by counting how often a ray to the left crosses the outlines."""
    x, y = spot
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def off_by(rings: list[Ring], spot: tuple[float, float]) -> float:
    """How far the spot lies outside the outlines, to their nearest corner."""
    return 0.0 if holds(rings, spot) else min(math.dist(spot, corner) for ring in rings for corner in ring)


def test_all_seventy_seven_provinces_are_drawn() -> None:
    assert len(set(re.findall(r'id="(TH-\d\d)"', DRAWING))) == 77


@pytest.mark.parametrize(("iso", "lat", "lon"), CAPITALS)
def test_a_capital_lies_in_its_own_province(iso: str, lat: float, lon: float) -> None:
    assert off_by(rings_of(iso), thailand.point(lat, lon)) < A_COAST


def test_a_near_map_shows_only_the_part_with_the_points() -> None:
    whole, near = draw([CHIANG_MAI, LAMPHUN]), draw([CHIANG_MAI, LAMPHUN], near=True)
    assert near.box[2] < whole.box[2] / 3
    left, top, width, height = near.box
    assert all(left < p.x < left + width and top < p.y < top + height for p in near.points)


def test_names_hide_neither_marks_nor_other_names() -> None:
    points = [MapPoint(lat=lat, lon=lon, label=iso) for iso, lat, lon in CAPITALS]
    picture = draw(points)
    size = map_picture.TEXT * picture.unit
    areas = []
    for drawn in picture.points:
        if drawn.text is None:
            continue
        width = map_picture.LETTER * lengths.letters(drawn.point.label) * size
        left = drawn.text.x - {"start": 0, "middle": width / 2, "end": width}[drawn.text.anchor]
        areas.append((left, drawn.text.y - size, left + width, drawn.text.y))
    assert len(areas) > 20
    for index, (left, top, right, bottom) in enumerate(areas):
        for other in areas[index + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_many_centers_in_one_place_are_each_to_be_seen() -> None:
    picture = draw([BANGKOK] * 9)
    places = {(round(p.x), round(p.y)) for p in picture.points}
    assert len(places) == 9
    x, y = thailand.point(BANGKOK.lat, BANGKOK.lon)
    assert max(abs(p.x - x) + abs(p.y - y) for p in picture.points) < 90


def test_there_and_back_are_two_ways_to_be_seen() -> None:
    picture = draw([CHIANG_MAI, BANGKOK], [MapLine(start=0, end=1), MapLine(start=1, end=0), MapLine(start=0, end=1)])
    assert len({path for _line, path in picture.lines}) == 3


def test_a_map_without_points_is_the_whole_country() -> None:
    assert draw([], near=True).box == map_picture.WHOLE
