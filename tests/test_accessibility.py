"""axe-core finds nothing serious on any page: for every role, in light and dark, on a phone and on a wide screen."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys import story

pytestmark = pytest.mark.xdist_group("sample")
GRAVE = {"serious", "critical"}
LOOKS = (("light", 1360), ("dark", 360))  # each page is loaded once, and then seen in another light on a phone

# Addresses in braces are found on the site first: a case, a booking, a machine, a center, a pathway.
PAGES: dict[str, tuple[str, ...]] = {
    "": (
        "/",
        "/search/?q=กาแฟ",
        "/centers/",
        "{center}",
        "{center}calendar/",
        "/machines/",
        "{machine}",
        "/pathways/",
        "{pathway}",
        "/account/login/",
        "/account/signup/",
        "/account/password/reset/",
        "/nowhere/",
        "/check/",
        "/makers/",
        "/makers/?q=zz",
        "{maker}",
        "/standards/",
        "/standards/shelf-life/",
        "/products/",
        "/products/en/?q=zzz",
        "{page}",
        "{page}en/",
        "{page}enquiry/",
        "/v/",
        "/news/",
        "{piece}",
    ),
    story.MEMBER: (
        "/desk/",
        "/cases/",
        "/cases/new/",
        "/bookings/",
        "/calendars/",
        "/notices/",
        "/profile/",
        "{machine}bookings/new/",
        "/diagnosis/versions/",
        "/diagnosis/versions/1/",
        "/diagnosis/versions/1/D3/",
    ),
    "monmek@example.com": (
        "/desk/",
        "{case}",
        "{case}routes/",
        "{case}routes/conditions/",
        "/enterprises/",
        "{enterprise}",
        "{enterprise}assessments/",
        "{assessment}",
        "{case}roadmap/",
        "{certificate}",
        "{verification}",
        "{case}listing/",
        "{case}listing/words/",
        "{case}listing/places/",
        "{case}listing/enquiries/",
        "{case}channels/",
        "{case}sales/",
    ),
    "takiang@example.com": ("/desk/", "{enterprise}assessments/", "{assessment}"),
    "palaorueang@example.com": (
        "{case}",
        "{case}roadmap/",
        "{case}roadmap/markets/",
        "{case}certificates/",
        "{case}certificates/new/",
        "{case}lots/",
        "{case}laboratory/",
        "{case}laboratory/new/",
        "{laboratory request}",
        "{case}market-tests/",
        "{market test}",
        "{case}listing/",
    ),
    "maker.lamphun@example.com": (
        "/desk/",
        "{own maker}profile/",
        "{own maker}processes/new/",
        "{own maker}certificates/new/",
        "/quotations/invitations/",
        "{invitation}",
    ),
    "officer.estate@example.go.th": (
        "{ideas}",
        "{ideas}evidence/",
        "{request}",
        "{request}makers/",
        "{request}preview/",
        "{request}comparison/",
    ),
    story.OFFICER: (
        "/desk/",
        "/search/?q=กาแฟ",
        "/cases/",
        "/cases/new/",
        "{case}",
        "{case}routes/",
        "{case}notes/",
        "{case}done-steps/",
        "{case}handover/",
        "{case}referral/",
        "{case}closure/",
        "{booking}",
        "{booking}move/",
        "{booking}cancellation/",
        "/enterprises/",
        "/enterprises/new/",
        "{enterprise}",
        "{enterprise}profile/",
        "/centers/ITC-R01/calendar/?view=day",
        "/centers/ITC-R01/calendar/?view=month",
        "/centers/ITC-R01/calendar/?view=list",
        "/centers/ITC-R01/runs/",
        "{enterprise}figures/",
        "{enterprise}protected-names/",
        "{product}identity/",
        "{enterprise looked at}assessments/",
        "{result}",
        "{result}pillars/P1/",
        "/makers/verifications/",
        "/makers/new/",
        "/demand/?year=2569",
        "{ideas}",
        "{ideas}change/",
        "{ideas}evidence/",
        "{ideas}decision/",
        "{ideas}judges/",
        "{judge}weights/",
        "{judge}weights/market/margin/",
        "{judge}ratings/",
        "{idea}costing/?price=140",
        "{idea}costing/lines/new/?kind=machine",
        "{order}award/",
        "{order}comparison/",
        "{case}ideas/opening/",
        "{case}quotations/new/",
        "/laboratory/",
        "{tested}laboratory/new/",
        "{tested}market-tests/new/?kind=price",
        "{market test}",
        "{market test}answers/",
        "{market test}decision/",
    ),
    "operator.chiangmai@example.go.th": ("/desk/", "/centers/ITC-R01/runs/"),
    story.MANAGER: (
        "/desk/",
        "/centers/ITC-R01/calendar/",
        "/centers/ITC-R01/resources/",
        "/centers/ITC-R01/resources/new/",
        "/centers/ITC-R01/hours/",
        "/centers/ITC-R01/closures/",
        "/centers/ITC-R01/services/",
        "/centers/ITC-R01/people/",
        "/centers/ITC-R01/qualifications/",
        "{machine of ITC-R01}closures/new/",
        "/pathways/new/",
        "{draft}",
        "{draft}changes/",
        "{draft}D3/",
        "{draft}D3/questions/2/",
        "{draft}sectors/food/",
        "/standards/drafts/",
        "/standards/new/",
        "/articles/",
    ),
    "analyst@example.go.th": ("/desk/", "/first-sales/"),
    story.ADMINISTRATOR: (
        "/desk/",
        "/centers/new/",
        "/organisations/",
        "/centers/ITC-R01/life-cycle/",
        "{draft}changes/",
    ),
}

# Where the address of a thing is found: the page, and a link on it.
FOUND_ON = {
    "{center}": ("/centers/", "main .card a[href^='/centers/']"),
    "{machine}": ("/machines/?kind=machine", "main .card a[href^='/machines/']"),
    "{machine of ITC-R01}": ("/machines/?kind=machine&center=ITC-R01", "main .card a[href^='/machines/']"),
    "{pathway}": ("/pathways/", "main .card a[href^='/pathways/']"),
    "{case}": ("/cases/", "main a[href^='/cases/2']"),
    "{booking}": ("/centers/ITC-R01/calendar/?view=list", "main a[href^='/bookings/']"),
    "{enterprise}": ("/enterprises/", "main a[href^='/enterprises/'][href$='/']:not([href$='/new/'])"),
    "{enterprise looked at}": ("/enterprises/?q=Doi+Nithan", "main a[href^='/enterprises/']:not([href$='/new/'])"),
    "{idea}": ("{ideas}evidence/", "main a[href$='/costing/']"),
    "{product}": ("{enterprise}", "main h3 a[href*='/products/']"),
    "{assessment}": ("{enterprise}assessments/", "main a[href^='/assessments/']"),
    "{result}": ("{enterprise looked at}assessments/", "main .card-head a[href^='/assessments/']"),
    "{draft}": ("/diagnosis/versions/", "main .card a[href^='/diagnosis/drafts/']"),
    "{maker}": ("/makers/", "main .maker-card a[href^='/makers/']"),
    "{own maker}": ("/desk/", "main a[href^='/makers/']"),
    "{page}": ("/products/", "main a[href^='/p/']"),
    "{verification}": ("{certificate}", "main a[href*='/v/']"),
    "{piece}": ("/news/", "main h2 a[href^='/news/']"),
    "{laboratory request}": ("{case}laboratory/", "main h3 a[href^='/laboratory/T']"),
    "{certificate}": ("{case}certificates/", "main a[href^='/certificates/']"),
    "{invitation}": ("/quotations/invitations/", "main .card a[href^='/quotations/invitations/']"),
}
# What only some cases have is sought on the pages of case after case: a comparison, somebody who judges, a request.
SOUGHT_ON_CASES = {
    "{ideas}": r'"(/cases/[^/"]+/ideas/)rounds/',
    "{judge}": r'"(/cases/[^/"]+/ideas/judges/\d+/)weights/',
    "{request}": r'"(/quotations/[^/"]+/)"',
    "{market test}": r'"(/cases/[^/"]+/market-tests/M[^/"]+/)"',
    "{tested}": r'"(/cases/[^/"]+/)laboratory/',
    "{order}": r'"(/quotations/[^/"]+/)award/"',
}
PAGES_OF_CASES = 6
SUFFIXES = {"{idea}": "costing/", "{own maker}": "profile/"}  # what a link says beyond the thing


@dataclass(frozen=True, slots=True)
class Reader:
    """A role at the site, in one look."""

    visitor: story.Visitor
    found: dict[str, str]

    def address(self, pattern: str) -> str:
        """The pattern with a real thing in place of what stands in braces."""
        thing, brace, rest = pattern.partition("}")
        if not brace:
            return pattern
        thing += brace
        if thing not in self.found:
            self.found[thing] = self._sought(SOUGHT_ON_CASES[thing]) if thing in SOUGHT_ON_CASES else self._find(thing)
        return self.found[thing].removesuffix(SUFFIXES.get(thing, "")) + rest

    def _find(self, thing: str) -> str:
        """Its address, by the first such link on the page where it is found."""
        page, link = FOUND_ON[thing]
        self.visitor.page.goto(self.address(page))
        return str(self.visitor.page.locator(link).first.evaluate("link => link.pathname"))

    def _sought(self, link: str) -> str:
        """The address that the first case with such a link gives; pages are read, and not drawn."""
        for number in range(1, PAGES_OF_CASES + 1):
            for case in dict.fromkeys(re.findall(r'"(/cases/2[\d-]+/)"', self._text(f"/cases/?page={number}"))):
                if found := re.search(link, self._text(case)):
                    return found[1]
        raise AssertionError(link)

    def _text(self, address: str) -> str:
        return self.visitor.page.request.get(address).text()


@pytest.fixture
def read(browser: Browser, site: str) -> Iterator[Callable[[str, str], Reader]]:
    """Readers, shown out at the end."""
    came: list[story.Visitor] = []

    def let_in(email: str, language: str) -> Reader:
        visitor = story.Visitor(browser, site, language=language)
        came.append(visitor)
        if email:
            visitor.sign_in(email)
        return Reader(visitor, {})

    yield let_in
    for visitor in came:
        visitor.leave()


def roles(email: str) -> str:
    """How a test is called."""
    return email.partition("@")[0] or "anyone"


@pytest.mark.parametrize("email", PAGES, ids=roles)
def test_axe_finds_nothing_serious_in_light_and_dark_on_a_wide_screen_and_a_phone(
    read: Callable[[str, str], Reader], email: str
) -> None:
    reader = read(email, "th")
    page, faults = reader.visitor.page, []
    for pattern in PAGES[email]:
        address = reader.address(pattern)
        page.goto(address)
        for scheme, width in LOOKS:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour is on its way to another
            page.set_viewport_size({"width": width, "height": 900})
            faults += [f"{address} ({scheme}, {width}): {fault}" for fault in grave_faults(page)]
    assert faults == []


@pytest.mark.parametrize("language", story.LOCALES)
@pytest.mark.parametrize("email", PAGES, ids=roles)
def test_no_page_is_wider_than_a_phone(read: Callable[[str, str], Reader], email: str, language: str) -> None:
    reader = read(email, language)
    page, faults = reader.visitor.page, []
    page.set_viewport_size({"width": 360, "height": 780})
    for pattern in PAGES[email]:
        address = reader.address(pattern)
        page.goto(address)
        if wider := too_wide(page):
            faults.append(f"{address}: {wider} pixels wider than the screen")
    assert faults == []


def grave_faults(page: Page) -> list[str]:
    """What axe calls serious or critical: the rule, and the first places it names."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{fault['id']} at {', '.join(str(node['target'][0]) for node in fault['nodes'][:4])}"
        for fault in found
        if fault["impact"] in GRAVE
    ]


def too_wide(page: Page) -> int:
    """By how much the page must be pushed sideways; nothing is right."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
