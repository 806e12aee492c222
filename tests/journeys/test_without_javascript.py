"""The main path works for who has no JavaScript, on a phone's width too."""

import pytest

from tests.journeys import story
from tests.journeys.story import Welcome


@pytest.mark.xdist_group("sample")
def test_a_case_is_opened_planned_and_booked_without_javascript(welcome: Welcome) -> None:
    officer = welcome(story.OFFICER, language="th", javascript=False, width=360)
    case = story.open_a_case(officer)
    story.find_routes(officer)
    story.choose_the_cheapest(officer)
    story.book_the_route(officer)
    officer.go(case)
    assert officer.page.locator("ol.booking-rows li").count() >= story.ROUTES_AT_LEAST
