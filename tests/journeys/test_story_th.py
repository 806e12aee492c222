"""The story in Thai."""

from pathlib import Path

import pytest

from tests.journeys.story import Welcome
from tests.journeys.telling import tell


@pytest.mark.xdist_group("sample")
def test_from_a_new_case_to_a_booked_way_and_again_when_the_roaster_breaks(
    welcome: Welcome, pictures: Path | None
) -> None:
    tell(welcome, language="th", pictures=pictures)
