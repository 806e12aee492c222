"""Time laid out from left to right."""

from datetime import date, timedelta
from itertools import pairwise

from openitc.shared import clock
from openitc.ui.scale import Scale

MONDAY = clock.at(date(2026, 11, 23))
SIX_WEEKS = Scale(MONDAY, MONDAY + timedelta(weeks=6))


def test_a_moment_has_its_place_and_what_lies_outside_is_at_the_edge() -> None:
    assert SIX_WEEKS.x(MONDAY + timedelta(weeks=3)) == 50
    assert SIX_WEEKS.x(MONDAY - timedelta(days=1)) == 0
    assert SIX_WEEKS.w(MONDAY + timedelta(weeks=5), MONDAY + timedelta(weeks=9)) == 16.67


def test_ticks_are_midnights_at_equal_steps_and_few() -> None:
    labels = [tick.label for tick in SIX_WEEKS.ticks(language="th")]
    assert labels == ["23 พ.ย.", "30 พ.ย.", "7 ธ.ค.", "14 ธ.ค.", "21 ธ.ค.", "28 ธ.ค."]
    long = Scale(MONDAY, MONDAY + timedelta(days=200)).ticks(language="en")
    assert len(long) <= 7
    assert [round(b.x - a.x, 1) for a, b in pairwise(long)] == [28.0] * (len(long) - 1)


def test_a_scale_that_begins_within_a_day_names_that_day_at_its_edge() -> None:
    ticks = Scale(MONDAY + timedelta(hours=9), MONDAY + timedelta(days=3)).ticks(language="en")
    assert [tick.label for tick in ticks] == ["23 Nov", "24 Nov", "25 Nov"]
    assert ticks[0].x == 0
