"""A product is chosen and its maker is found, in Thai: owner, officer, and makers without accounts."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import choosing
from tests.journeys.story import Welcome
from tests.served import Site

FIRST_THINGS = 3


@pytest.mark.xdist_group("sample")
def test_from_a_quick_check_over_four_ideas_to_the_maker_of_the_one_that_wins(
    welcome: Welcome, served: Site, pictures: Path | None
) -> None:
    owner = welcome(choosing.MEMBER, language="th", width=360)
    assert len(choosing.check_readiness(owner)) >= FIRST_THINGS

    officer = welcome(choosing.OFFICER, language="th")
    case = choosing.open_the_case(officer)
    choosing.finish_the_study(officer, case)
    choosing.stands_at(officer, case, "Analyse and select the product")
    ideas = choosing.compare_four_ideas(officer, case)
    choosing.weigh(owner, ideas)
    choosing.rate(owner, ideas)
    choosing.weigh(officer, ideas, contradicting=True)
    choosing.think_again(officer)
    choosing.rate(officer, ideas)
    assert choosing.SNACK in choosing.choose(officer, ideas)
    officer.picture(pictures, "product-ideas", height=1300)

    request = choosing.ask_makers(officer, case)
    ping, doi = (choosing.letter_to(served, maker) for maker in ("ping-crisp", "doi-cold"))
    passers_by = welcome("", language="th")
    choosing.opens_nothing(passers_by, f"{ping[:-4]}xxx/")
    makers = {path: welcome("", language="th", width=360) for path in (ping, doi)}
    for path, maker in makers.items():
        choosing.open_the_link(maker, path)
        choosing.opens_nothing(passers_by, path)
        choosing.accept_the_terms(maker, "ฝ่ายขาย")
    choosing.let_know(owner, request, len(makers))
    choosing.quote(makers[ping], ping, price="28", tooling="5,000", days=21)
    choosing.quote(makers[doi], doi, price="25", tooling="11,000", days=35)
    for path, other in ((ping, "ดอยเย็น"), (doi, "ปิงคริสป์")):
        makers[path].go(path)
        assert other not in makers[path].page.content()
    officer.go(f"{request}comparison/")
    officer.picture(pictures, "quotations", height=1300)
    choosing.compare_and_award(officer, request, winner="ดอยเย็นแปรรูป", loser="ปิงคริสป์")
    for path in makers:
        choosing.opens_nothing(passers_by, path)

    choosing.stands_at(officer, case, "Engineering and prototype")
    gates = officer.page.locator(".gate.open")
    expect(gates).to_have_count(2)
    expect(officer.page.locator("h1")).to_have_text(choosing.SNACK)
    for other in ("/quotations/Q2570-00001/", "/quotations/Q2570-00001/comparison/", "/cases/2570-00001/"):
        choosing.opens_nothing(owner, other)
    owner.go(case)
    for hidden in ("/change/", "/handover/", "/closure/", "/skipping/"):
        assert hidden not in owner.page.content()
