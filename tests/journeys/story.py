"""One story in a real browser, told once for both languages: from a new case to a booked way to market, and back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page, expect

from openitc.shared import clock

OFFICER = "officer.chiangmai@example.go.th"
MANAGER = "manager.chiangmai@example.go.th"
MEMBER = "doinithan@example.com"
ADMINISTRATOR = "administrator@example.go.th"
LOCALES = {"th": "th-TH", "en": "en-GB"}
ROUTES_AT_LEAST = 3
STEPS_AT_LEAST = 5
PATIENCE = 20_000  # milliseconds: two busy cores may be slow, and slowness is no fault here


@dataclass(frozen=True, slots=True)
class Booked:
    """A step as the page of its booking shows it; addresses are paths of the site."""

    step: str
    path: str
    day: date
    center: str
    resources: dict[str, str]  # names with their addresses


class Visitor:
    """Somebody at the site, in one language, pressing and reading what a person would."""

    def __init__(
        self,
        browser: Browser,
        site: str,
        *,
        language: str,
        javascript: bool = True,
        width: int = 1360,
    ) -> None:
        self.site, self.language = site, language
        self.context: BrowserContext = browser.new_context(
            locale=LOCALES[language],
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            base_url=site,
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.set_default_navigation_timeout(2 * PATIENCE)

    def says(self, text: str, **values: object) -> str:
        """The words as this visitor reads them."""
        with translation.override(self.language):
            return gettext(text) % values if values else gettext(text)

    def go(self, path: str) -> None:
        """Open a page of the site."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    def press(self, words: str, *, within: Locator | None = None) -> None:
        """Press the button or the link that says so."""
        place = within or self.page.locator("main")
        named = re.compile(re.escape(self.says(words)))
        place.get_by_role("button", name=named).or_(place.get_by_role("link", name=named)).first.click()

    def sees(self, words: str) -> None:
        """Check that the page says so."""
        expect(self.page.locator("main")).to_contain_text(self.says(words))

    def sign_in(self, email: str) -> None:
        """Sign in with the one click that the sample network offers."""
        self.go("/account/login/")
        form = self.page.locator("form", has=self.page.locator(f"input[value='{email}']"))
        form.get_by_role("button").click()
        expect(self.page).to_have_url(f"{self.site}/desk/")

    def picture(self, folder: Path | None, name: str, *, height: int = 1400) -> None:
        """Keep a picture of the page's upper part where pictures are asked for."""
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            self.page.evaluate("document.fonts.ready")
            expect(self.page.locator("#busy")).to_have_css("opacity", "0")
            part: FloatRect = {"x": 0, "y": 0, "width": 1360, "height": height}
            self.page.screenshot(path=folder / f"{name}.png", full_page=True, clip=part)

    def leave(self) -> None:
        """Close the browser's window."""
        self.context.close()


Welcome = Callable[..., Visitor]


def open_a_case(officer: Visitor) -> str:
    """A new case for the coffee enterprise of Lamphun, on one page; its address."""
    product = {"th": "กาแฟดริปคั่วกลางดอยนิทาน", "en": "Doi Nithan medium-roast drip coffee"}[officer.language]
    officer.go("/desk/")
    officer.press("New case")
    page = officer.page
    page.locator("input[name=q]").fill({"th": "ดอยนิทาน", "en": "Doi Nithan"}[officer.language])
    officer.press("Find")
    page.locator("#who").get_by_label(product).check()
    page.locator("select[name=market]").select_option("japan")
    page.locator("label.card", has=page.locator("input[name=version]")).filter(
        has_text={"th": "กาแฟดริปแบบซอง", "en": "Coffee drip bag"}[officer.language]
    ).get_by_role("radio").check()
    page.locator("main form .actions").get_by_role("button", name=officer.says("Open the case")).click()
    expect(page).to_have_url(re.compile(r"/cases/\d{4}-\d{5}/$"))
    expect(page.locator("h1")).to_have_text(product)
    return page.url


def find_routes(officer: Visitor, words: str = "See the routes to market") -> Locator:
    """The routes of the case, at least three, each with what it is best at."""
    officer.press(words)
    cards = officer.page.locator(".way-cards .card")
    expect(cards.nth(ROUTES_AT_LEAST - 1)).to_be_visible()
    searched = re.compile(r"\d[\d.,]* (s|วินาที)")
    expect(officer.page.locator(".head")).to_contain_text(searched)
    return cards


def choose_the_cheapest(officer: Visitor) -> None:
    """Look at the cheapest route in full."""
    cheapest = officer.says("Cheapest")
    officer.page.locator(".way-cards .card", has_text=cheapest).get_by_role("link").click()
    expect(officer.page.locator(".way-cards .card[aria-current]")).to_contain_text(cheapest)


def book_the_route(officer: Visitor) -> None:
    """Hold every step, look it over, and confirm it."""
    officer.press("Book the whole route")
    expect(officer.page).to_have_url(re.compile(r"/holds/\d+/$"))
    officer.press("Confirm")
    expect(officer.page).to_have_url(re.compile(r"/cases/\d{4}-\d{5}/$"))


def what_is_booked(visitor: Visitor, case: str) -> list[Booked]:
    """Every step of the case as it is booked now, read from the pages."""
    visitor.go(case)
    rows = visitor.page.locator("ol.booking-rows").first.locator("li")
    found = rows.evaluate_all(
        "rows => rows.map(row => [row.querySelector('a').pathname, row.querySelector('time').dateTime])"
    )
    return [_read_booking(visitor, path, begins) for path, begins in found]


def _read_booking(visitor: Visitor, path: str, begins: str) -> Booked:
    visitor.go(path)
    main = visitor.page.locator("main")
    machines = main.locator(".list a[href*='/machines/']")
    return Booked(
        step=main.locator("h1").inner_text(),
        path=path,
        day=clock.local_day(datetime.fromisoformat(begins)),
        center=main.locator(".pairs a[href*='/centers/']").evaluate("link => link.pathname"),
        resources=dict(machines.evaluate_all("links => links.map(link => [link.textContent, link.pathname])")),
    )


def see_it_on_three_calendars(booked: list[Booked], member: Visitor) -> None:
    """Each step stands in the calendar of its center, of everything it takes, and of the enterprise itself."""
    # Of what has many places, only how many are taken is drawn.
    of_many = re.compile(
        re.escape(member.says("%(taken)s of %(all)s places"))
        .replace(r"%\(taken\)s", r"\d+")
        .replace(r"%\(all\)s", r"\d+")
    )
    crowd = member.page.locator("main .block.booked", has_text=of_many)
    for step in booked:
        own = member.page.locator(f"main a.block.booked[href='{step.path}']")
        member.go(f"{step.center}calendar/?view=week&date={step.day}")
        expect(own.first, f"{step.step} in the week of its center").to_be_attached()
        for name, path in step.resources.items():
            member.go(f"{path}?date={step.day}")
            expect(own.or_(crowd).first, f"{step.step} in the calendar of {name}").to_be_attached()
    member.go("/bookings/")
    for step in booked:
        expect(member.page.locator(f"main a[href='{step.path}']")).to_be_visible()


def subscribe(member: Visitor) -> str:
    """The person's own calendar as a calendar program reads it, at its secret address."""
    member.go("/calendars/")
    member.press("My own bookings")
    address = member.page.locator("input.address").first.input_value()
    answer = member.context.request.get(urlsplit(address).path)
    assert answer.ok
    return answer.text().replace("\r\n ", "")


def close_the_roaster(keeper: Visitor, step: Booked) -> None:
    """Close what roasts on that day for maintenance; the page shows whom that hits before and after."""
    path = next(path for name, path in step.resources.items() if is_roasting(name))
    keeper.go(f"{path}closures/new/?date={step.day}")
    keeper.page.locator("select[name=why]").select_option("maintenance")
    keeper.press("Close it")
    keeper.press("Close it and tell everyone")
    expect(keeper.page).to_have_url(re.compile(r"/closures/\d+/$"))
    expect(keeper.page.locator("main .list")).to_contain_text(step.step)


def plan_again(officer: Visitor, case: str) -> None:
    """See what is at risk, look at the routes there are now, and take one in place of the old."""
    officer.go(case)
    expect(officer.page.locator(".up-next")).to_have_class(re.compile("bad"))
    find_routes(officer, "Plan again")
    officer.press("Book this way instead")
    expect(officer.page).to_have_url(re.compile(r"/cases/\d{4}-\d{5}/$"))
    expect(officer.page.locator(".up-next")).to_have_class(re.compile("good"))
    expect(officer.page.locator(".station.risk")).to_have_count(0)


def is_roasting(name: str) -> bool:
    """Whether a step or a machine roasts coffee, in either language."""
    return "คั่ว" in name or "roast" in name.lower()


def who_keeps(step: Booked) -> str:
    """Who may close what the step needs: the center's manager, or where the sample has none, the administrator."""
    return MANAGER if step.center == "/centers/ITC-R01/" else ADMINISTRATOR


def next_monday() -> date:
    """The first day of the coming week, when there is most to see."""
    today = clock.local_day(clock.now())
    return today + timedelta(days=7 - today.weekday())
