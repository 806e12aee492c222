"""The story as it is told in each language."""

from pathlib import Path

from tests.journeys import story
from tests.journeys.story import Welcome


def tell(welcome: Welcome, *, language: str, pictures: Path | None = None) -> None:
    """Open a case, book the cheapest route, see it on the calendars, lose the roaster, plan again, book."""
    anyone = welcome("", language=language)
    anyone.go("/")
    anyone.picture(pictures, "home", height=1180)
    officer = welcome(story.OFFICER, language=language)
    case = story.open_a_case(officer)
    story.find_routes(officer)
    story.choose_the_cheapest(officer)
    officer.picture(pictures, "route-options")
    story.book_the_route(officer)
    officer.picture(pictures, "case", height=1250)
    officer.go(f"/centers/ITC-R01/calendar/?date={story.next_monday()}")
    officer.picture(pictures, "center-week", height=1180)

    booked = story.what_is_booked(officer, case)
    assert len(booked) >= story.STEPS_AT_LEAST, [step.step for step in booked]
    member = welcome(story.MEMBER, language=language)
    story.see_it_on_three_calendars(booked, member)
    calendar = story.subscribe(member)
    assert [step.step for step in booked if f"{step.path}\r\n" not in calendar] == []

    roasting = next(step for step in booked if story.is_roasting(step.step))
    story.close_the_roaster(welcome(story.who_keeps(roasting), language=language), roasting)
    story.plan_again(officer, case)
    again = {step.step: step for step in story.what_is_booked(officer, case)}
    assert set(again) == {step.step for step in booked}
    assert again[roasting.step] != roasting
