"""Where the points of the picture lie."""

import pytest

from openitc.diagnosis.rules.spokes import Point, on_spoke, outline, ring


def test_the_first_spoke_points_up_and_the_others_follow_clockwise() -> None:
    assert [on_spoke(place, of=4, score=5, radius=100) for place in range(4)] == [
        Point(0, -100), Point(100, 0), Point(0, 100), Point(-100, 0),
    ]  # fmt: skip


def test_a_score_lies_as_far_out_as_it_is_high() -> None:
    assert on_spoke(0, of=12, score=2.5, radius=100) == Point(0, -50)


def test_what_is_not_scored_has_no_corner() -> None:
    assert len(outline([1, None, 3], radius=100)) == 2


@pytest.mark.parametrize("level", range(6))
def test_a_ring_goes_all_the_way_round(level: int) -> None:
    assert len(ring(level, of=12, radius=100)) == 12
