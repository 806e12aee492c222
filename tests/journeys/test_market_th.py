"""The herbal drink powder on its way into the world, in Thai."""

from pathlib import Path

import pytest

from tests.journeys import marketing
from tests.journeys.story import Welcome
from tests.served import Site


@pytest.mark.xdist_group("sample")
def test_from_a_roadmap_over_a_lot_that_fails_to_a_page_for_the_world_and_a_certificate_that_ends(
    welcome: Welcome, served: Site, pictures: Path | None
) -> None:
    marketing.tell(welcome, served, language="th", pictures=pictures)
