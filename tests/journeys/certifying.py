"""The story of a product that is certified: its roadmap, a lot that fails in the laboratory, and one that passes."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import expect

from openitc.shared import clock
from tests.journeys.story import PATIENCE, Visitor

OWNER = "palaorueang@example.com"
OFFICER = "officer.chiangmai@example.go.th"
MANAGER = "manager.chiangmai@example.go.th"
OPERATOR = "operator.chiangmai@example.go.th"
# Left out: chambers at whose laboratories the sample network lets nobody sign in.
FAR = re.compile(r"(?:ITC region|ศูนย์ ITC ภาคที่) (?:2|5|8|11)\b")
# Who enters and who verifies, by the laboratory whose chamber the route books.
LABORATORIES = {
    re.compile("Chiang Mai|เชียงใหม่"): (OPERATOR, MANAGER),
    re.compile("National Food Institute|สถาบันอาหาร"): ("operator.food@example.go.th", "manager.food@example.go.th"),
}
CHAMBER = re.compile("accelerated shelf life|อายุการเก็บ")
IN_THE_CHAMBER = re.compile("Shelf life under|Yeasts|อายุการเก็บในสภาวะ|ยีสต์")
STANDARDS = {"gmp-420": re.compile("GMP"), "fda-number": re.compile("FDA|อย")}
PRODUCT = {"th": "ขิงผงชงดื่มป่าเล่าเรื่อง", "en": "Pa Lao Rueang instant ginger"}
ENTERPRISE = {"th": "ร้านป่าเล่าเรื่องสมุนไพร", "en": "Pa Lao Rueang Herbs Shop"}
WAY = {"th": "เครื่องดื่มสมุนไพรผง", "en": "Spray-dried herbal drink"}
FAILED_ON, LONG_ENOUGH = 9, 14  # days in the chamber
POWDER = re.compile("powder|ผง")
KEEPING = re.compile("Shelf life|อายุการเก็บ")
FOOD_NUMBER, GMP_NUMBER = "54-2-00569-2-0001", "54-2-00569"


def open_the_case(officer: Visitor) -> str:
    """A case for the ginger powder of the sample's enterprise in Phrae; gives its path."""
    page = officer.page
    officer.go("/cases/new/")
    page.locator("input[name=q]").fill(ENTERPRISE[officer.language])
    officer.press("Find")
    page.locator("#who").get_by_label(PRODUCT[officer.language]).first.check()
    ways = page.locator("label.card", has=page.locator("input[name=version]"))
    ways.filter(has_text=WAY[officer.language]).first.get_by_role("radio").check()
    page.locator("main form .actions").get_by_role("button", name=officer.says("Open the case")).click()
    expect(page).to_have_url(re.compile(r"/cases/\d{4}-\d{5}/$"))
    return urlsplit(page.url).path


def tell_the_roadmap(officer: Visitor, case: str) -> None:
    """What Thailand and Japan ask, and its laboratory tests put on the way."""
    page = officer.page
    officer.go(f"{case}roadmap/markets/")
    for market in ("home", "japan"):
        page.locator(f"input[type=checkbox][name=markets][value={market}]").check()
    officer.press("Show what they ask")
    expect(page.locator("input[type=hidden][name=markets][value=japan]")).to_be_attached()
    officer.press("Begin with this roadmap")
    expect(page).to_have_url(re.compile(r"/roadmap/$"))
    expect(page.locator(".station").nth(5)).to_be_visible()
    officer.sees("Japan")
    _say_what_applies(officer)
    officer.press("Put them on the way")
    expect(page).to_have_url(re.compile(r"/routes/"))


def _say_what_applies(officer: Visitor) -> None:
    """Of what is asked only if something is so: a powder, not organic, no tea, no protected name."""
    page = officer.page
    questions = page.locator(".requirement.question")
    while asked := questions.count():
        is_so = "yes" if POWDER.search(questions.first.locator(".condition").first.inner_text()) else "no"
        questions.first.locator(f"button[name=applies][value={is_so}]").click()
        expect(questions).to_have_count(asked - 1)


def book_the_way(officer: Visitor, case: str) -> None:
    """All of it through the planner, the chamber and the added tests with everything else."""
    page = officer.page
    officer.go(f"{case}routes/conditions/")
    page.locator("details.centers summary").last.click()
    for center in page.locator("label", has=page.locator("[name=avoided_centers]")).filter(has_text=FAR).all():
        center.click()
    officer.press("Find routes")
    expect(page.locator(".way-cards .card").first).to_be_visible(timeout=3 * PATIENCE)
    officer.press("Book the whole route")
    expect(page).to_have_url(re.compile(r"/holds/\d+/$"))
    officer.press("Confirm")
    expect(page).to_have_url(re.compile(r"/cases/\d{4}-\d{5}/$"))


def enter_a_lot(officer: Visitor, case: str, *, sale: bool = False) -> str:
    """A batch made yesterday; gives its code."""
    page = officer.page
    officer.go(f"{case}lots/")
    known = page.locator(".lab-lot h2").all_inner_texts()
    page.locator("#new [name=made_on]").fill(f"{clock.local_day(clock.now()) - timedelta(days=1)}")
    page.locator("#new select[name=center]").select_option("")
    page.locator("#new [name=place]").fill("โรงเรือนป่าเล่าเรื่อง")
    page.locator("#new [name=units]").fill("200")
    page.locator(f"#new [name=purpose][value={'sale' if sale else 'trial'}]").check()
    if sale:
        page.locator("#new select[name=licence]").select_option(index=1)
    page.locator("#new button.wide").click()
    expect(page.locator(".lab-lot h2")).to_have_count(len(known) + 1)
    return next(code for code in page.locator(".lab-lot h2").all_inner_texts() if code not in known)


def ask_the_laboratory(officer: Visitor, case: str, lot: str) -> tuple[str, tuple[str, str]]:
    """The tests that the booked chamber does; gives the request's path, and who works at its laboratory."""
    page = officer.page
    officer.go(f"{case}laboratory/new/")
    chosen = page.locator("select[name=lot] option", has_text=lot).first
    page.locator("select[name=lot]").select_option(value=chosen.get_attribute("value"))
    slots = page.locator(".lab-slots li").all_inner_texts()
    at = next(place for place, slot in enumerate(slots) if CHAMBER.search(slot))
    page.locator("input[name=where]").nth(at).check()
    for method in page.locator(".lab-method").all():
        method.locator("input").set_checked(bool(IN_THE_CHAMBER.search(method.inner_text())))
    officer.press("Ask the laboratory")
    expect(page).to_have_url(re.compile(r"/laboratory/T\d{4}-\d+/labels/$"))
    people = next(people for name, people in LABORATORIES.items() if name.search(slots[at]))
    return urlsplit(page.url).path.removesuffix("labels/"), people


def hand_over_the_samples(officer: Visitor, operator: Visitor, request: str) -> None:
    """Sent by the officer; received whole and taken into test by the laboratory, through the label's code."""
    officer.go(request)
    _custody(officer, "sent")
    officer.go(f"{request}labels/")
    code = "".join(officer.page.locator(".lab-label-code").first.inner_text().split())
    operator.go(f"/s/{code}/")
    operator.go(request)
    _custody(operator, "received")
    _custody(operator, "opened")


def _custody(person: Visitor, kind: str) -> None:
    form = person.page.locator("form.lab-custody", has=person.page.locator(f"input[name=kind][value={kind}]")).first
    if kind == "received":
        form.locator("[name=condition][value=good]").check()
    form.locator("button").last.click()
    person.page.wait_for_load_state()


def enter_results(operator: Visitor, request: str, *, passing: bool) -> None:
    """A value for each test; where it is not to pass, the shelf life fails at its ninth day."""
    page = operator.page
    operator.go(request)
    while page.locator("form.lab-entry:visible").count():
        test = page.locator("article.lab-test", has=page.locator("form.lab-entry:visible")).first
        kept = bool(KEEPING.search(test.locator("h3").inner_text()))
        days = str(LONG_ENOUGH if passing else FAILED_ON)
        test.locator("[name=value]").first.fill(days if kept else "0")
        if kept:
            test.locator("[name=on_day]").fill(days)
        test.locator("form.lab-entry > button").click()
        page.wait_for_load_state()


def verify_and_publish(manager: Visitor, request: str) -> str:
    """By a second person; gives the path that the report's QR leads to."""
    page = manager.page
    manager.go(request)
    while page.locator(".lab-verify form button").count():
        page.locator(".lab-verify form button").first.click()
        page.wait_for_load_state()
    manager.press("Publish the report")
    seen = page.locator("#report a[href^='/v/']")
    expect(seen).to_be_visible()
    return str(seen.get_attribute("href"))


def begin_the_next_round(officer: Visitor, case: str, request: str) -> None:
    """The case says what the failure means; the next round begins where the product is made, and is planned anew."""
    page = officer.page
    officer.go(case)
    expect(page.locator("main")).to_contain_text(re.compile("did not pass|ไม่ผ่าน"))
    officer.go(request)
    expect(page.locator("#failure")).to_contain_text(str(FAILED_ON))
    officer.press("Begin the next round")
    officer.press("Begin the round and find times")
    page.wait_for_load_state()
    officer.go(case)
    expect(page.locator(".station-flag", has_text=officer.says("Round %(number)s", number=2))).to_be_visible()


def book_the_next_round(officer: Visitor, case: str) -> None:
    """Times for what is to do again, in place of the old ones."""
    page = officer.page
    officer.go(f"{case}routes/")
    expect(page.locator(".way-cards .card").first).to_be_visible(timeout=3 * PATIENCE)
    instead, whole = officer.says("Book this way instead"), officer.says("Book the whole route")
    page.locator("main").get_by_role("button", name=re.compile(f"{instead}|{whole}")).first.click()
    page.wait_for_load_state()
    if "/holds/" in page.url:
        officer.press("Confirm")
    expect(page).to_have_url(re.compile(r"/cases/\d{4}-\d{5}/$"))


def enter_certificates(officer: Visitor, manager: Visitor, case: str) -> None:
    """The place's licence and the food number, entered by one and seen by another."""
    page = officer.page
    today = clock.local_day(clock.now())
    for standard, number in (("gmp-420", GMP_NUMBER), ("fda-number", FOOD_NUMBER)):
        officer.go(f"{case}certificates/new/?standard={standard}")
        chosen = page.locator("select[name=standard] option", has_text=STANDARDS[standard]).first
        page.locator("select[name=standard]").select_option(value=chosen.get_attribute("value"))
        page.locator("[name=number]").fill(number)
        page.locator("[name=issuer]").fill("สำนักงานสาธารณสุขจังหวัดแพร่")
        page.locator("[name=issued_on]").fill(f"{today - timedelta(days=3)}")
        page.locator("[name=expires_on]").fill(f"{today + timedelta(days=700)}")
        page.locator("main form button").last.click()
        expect(page).to_have_url(re.compile(r"/certificates/"))
        officer.go(f"{case}certificates/")
        card = page.locator("article, li", has_text=number).last
        path = card.locator("a[href^='/certificates/']").first.get_attribute("href")
        manager.go(str(path))
        manager.page.locator("form[action$='/sight/'] button").click()
        manager.page.wait_for_load_state()


def says_valid(anyone: Visitor, path: str) -> None:
    """The page that a QR leads to says so, to whoever asks."""
    anyone.go(path)
    anyone.sees("Valid")
