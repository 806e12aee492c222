"""The story of a product that is chosen and a maker that is found: what each of its people does at the site."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from openitc.shared import clock
from tests.journeys.story import Visitor
from tests.served import Site

MEMBER = "takiang@example.com"
OFFICER = "officer.lamphun@example.go.th"
ENTERPRISE = "เรือนตะเกียง"
IDEAS = ("ลำไยฟรีซดรายเรือนตะเกียง", "น้ำผึ้งลำไยเรือนตะเกียง", "ไซรัปลำไยเรือนตะเกียง")
DRIED = "ลำไยอบแห้งเรือนตะเกียง"
WEIGHTS = {"market": 5, "feasibility": 4, "margin": 3, "identity": 1}  # how much each criterion matters to everyone
CRITERIA = {"market": "ตลาด", "feasibility": "ทำได้จริง", "margin": "กำไร", "identity": "อัตลักษณ์"}
SNACK = IDEAS[0]
RATINGS = {
    "market": dict(zip((DRIED, *IDEAS), (3, 5, 4, 2), strict=True)),
    "feasibility": dict(zip((DRIED, *IDEAS), (5, 4, 2, 3), strict=True)),
    "margin": dict(zip((DRIED, *IDEAS), (2, 4, 4, 3), strict=True)),
    "identity": dict(zip((DRIED, *IDEAS), (4, 4, 3, 3), strict=True)),
}
QUESTIONS = 12
BRIEF = "ขนมผลไม้ทำแห้งแบบแช่เยือกแข็ง บรรจุซองละ 25 กรัม ผู้จ้างส่งผลไม้แช่แข็งให้"
PROCESSES = {"dry.freeze": "แช่เยือกแข็ง", "pack.sachet": "ซอง"}
QUANTITIES = (500, 1000, 2000, 5000)
CROSSING = "2,000"
NOT_FOUND = 404
FITTING = 5
EXPIRED = "ลำปางดรายฟู้ดส์"


def check_readiness(member: Visitor) -> list[str]:
    """The quick check on a phone: what one makes and wants, twelve questions; gives the three things to do first."""
    page = member.page
    member.go("/check/")
    page.locator("input[name=sector][value=agro]").check()
    for goal in ("new_product", "standard"):
        page.locator(f"input[name=goals][value={goal}]").check()
    page.locator("input[name=sells_already][value=yes]").check()
    page.locator("main form button[type=submit]").last.click()
    for place in range(1, QUESTIONS + 1):
        expect(page).to_have_url(re.compile(rf"/questions/{place}/"))
        page.locator("main input[type=radio]").nth(place % 3).check()
        page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/(result|assessments/\d+)/$"))
    return page.locator("main h3").all_inner_texts()


def open_the_case(officer: Visitor) -> str:
    """A case for the longan enterprise, opened by its province's officer; gives its address."""
    page = officer.page
    officer.go("/cases/new/")
    page.locator("input[name=q]").fill(ENTERPRISE)
    officer.press("Find")
    page.locator("#who").get_by_label(DRIED).check()
    page.locator("label.card", has=page.locator("input[name=version]")).filter(has_text="ลำไย").first.get_by_role(
        "radio"
    ).check()
    page.locator("main form .actions").get_by_role("button", name=officer.says("Open the case")).click()
    expect(page).to_have_url(re.compile(r"/cases/\d{4}-\d{5}/$"))
    return page.url


def compare_four_ideas(officer: Visitor, case: str) -> str:
    """Four ideas beside each other, on four criteria, judged by the owner and the advisor; gives their address."""
    page = officer.page
    officer.go(case)
    officer.press("Compare product ideas")
    page.locator("textarea[name=new]").fill("\n".join(IDEAS))
    for box in page.locator("input[name=keys]").all():
        box.set_checked(box.get_attribute("value") in WEIGHTS)
    page.locator("main form .actions button").click()
    expect(page).to_have_url(re.compile(r"/ideas/"))
    ideas = f"{case}ideas/"
    name_a_judge(officer, ideas, re.compile("เรือนตะเกียง"), "enterprise")
    officer.go(f"{case}advisor/")
    advisor = page.locator("select[name=advisor] option", has_text="ลำพูน").first
    page.locator("select[name=advisor]").select_option(value=advisor.get_attribute("value"))
    page.locator("main form .actions button").click()
    name_a_judge(officer, ideas, re.compile("ลำพูน"), "advisor")
    return ideas


def finish_the_study(officer: Visitor, case: str) -> None:
    """Mark the first step as done: nothing of the first stage is left to do but to choose."""
    page = officer.page
    officer.go(f"{case}done-steps/")
    page.locator("main form button").last.click()
    expect(page).to_have_url(case)


def stands_at(visitor: Visitor, case: str, stage: str) -> None:
    """The case stands at the station of that stage."""
    visitor.go(case)
    badge = visitor.page.locator(".case-head .badge, .case-head [class*=stage-]").first
    expect(badge).to_contain_text(visitor.says(stage))


def name_a_judge(officer: Visitor, ideas: str, person: re.Pattern[str], role: str) -> None:
    """Say who judges, and for whom."""
    page = officer.page
    officer.go(f"{ideas}judges/")
    named = page.locator("select[name=user] option", has_text=person).first
    page.locator("select[name=user]").select_option(value=named.get_attribute("value"))
    page.locator(f"input[name=role][value={role}]").check()
    page.locator("main form .actions button").click()
    expect(page).not_to_have_url(re.compile(r"/judges/$"))


def weigh(judge: Visitor, ideas: str, *, contradicting: bool = False) -> None:
    """Every pair of criteria, by how much each matters; once, if asked, with an answer that does not fit the rest."""
    page = judge.page
    judge.go(ideas)
    judge.press("Say what matters")
    judge.press("Begin")
    while pair := re.search(r"/weights/([\w-]+)/([\w-]+)/", page.url):
        first, second = pair.groups()
        strength = WEIGHTS[first] - WEIGHTS[second]
        strength += 1 if strength >= 0 else -1
        if contradicting and {first, second} == {"market", "identity"}:
            strength = -strength
        page.locator(f"input[name=strength][value='{strength}']").check()
        page.locator("main form .pair-foot button").click()
        page.wait_for_load_state()


def think_again(judge: Visitor) -> None:
    """The consistency ratio objects, names the pair that fits the others least, and is content when it is changed."""
    page = judge.page
    judge.sees("The consistency ratio objects")
    judge.press("Think about this pair again")
    assert {"market", "identity"} == set(re.search(r"/weights/([\w-]+)/([\w-]+)/", page.url).groups())
    page.locator(".scale .fits input").check()
    page.locator("main form .pair-foot button").click()
    expect(page.locator(".objection")).to_have_count(0)


def rate(judge: Visitor, ideas: str) -> None:
    """How good each idea is on each criterion, in the order in which they stand there."""
    page = judge.page
    judge.go(ideas)
    judge.press("Rate the ideas")
    for section in page.locator("section.rate").all():
        rows = section.locator(".rate-row").all()
        key = next(key for key, word in CRITERIA.items() if word in section.locator("h2").inner_text())
        for row in rows:
            name = row.locator("legend").inner_text()
            row.locator(f"input[type=radio][value='{RATINGS[key][name]}']").check()
    page.locator("main form .pair-foot button").click()
    page.wait_for_load_state()


def choose(officer: Visitor, ideas: str) -> str:
    """The freeze-dried snack is first; the sensitivity says by how little; it is chosen. Gives that sentence."""
    page = officer.page
    officer.go(ideas)
    expect(page.locator("h1")).to_contain_text(SNACK)
    by_how_little = page.locator(".tightest").first.inner_text()
    officer.go(f"{ideas}decision/")
    page.locator(".choose label", has_text=SNACK).get_by_role("radio").check()
    page.locator("main form .actions button").click()
    expect(page.locator("h1")).to_contain_text(SNACK)
    return by_how_little


def ask_makers(officer: Visitor, case: str) -> str:
    """A request for the snack in four quantities, to the five makers that fit; gives its address."""
    page = officer.page
    officer.go(case)
    officer.press("Ask makers for quotations")
    page.locator("textarea[name=brief]").fill(BRIEF)
    for name in ("dry.freeze", "pack.sachet"):
        page.locator("label", has_text=PROCESSES[name]).locator("input[name=processes]").first.check()
    page.locator("input[name=marks][value=gmp]").check()
    for turn, quantity in enumerate(QUANTITIES, 1):
        page.locator(f"input[name=quantity_{turn}]").fill(str(quantity))
    page.locator("input[name=sealed]").uncheck()
    page.locator("textarea[name=specification]").fill(f"{SNACK} เนื้อลำไยพันธุ์อีดอ ความชื้นไม่เกินร้อยละ 4")
    page.locator("main form .actions button").click()
    expect(page).to_have_url(re.compile(r"/quotations/[\w-]+/preview/$"))
    request = page.url.removesuffix("preview/")
    officer.press("Find makers")
    fitting = page.locator(".rfq-fits input[name=makers]")
    expect(fitting).to_have_count(FITTING)
    expect(page.locator(".rfq-unfit li", has_text=EXPIRED)).to_contain_text("หมดอายุ")
    for box in fitting.all():
        box.check()
    page.locator(".rfq-send button").click()
    expect(page.locator(".rfq-asked > li")).to_have_count(FITTING)
    return request


def letter_to(site: Site, maker: str) -> str:
    """The path of the secret link in the latest letter to the maker."""
    written = [letter.get_content() for letter in site.letters() if letter["To"].startswith(f"{maker}@")]
    assert written, f"nobody wrote to {maker}"
    for secret in (ENTERPRISE, "ลำไย", "longan"):
        assert secret not in written[-1]
    [path] = re.findall(r"(/q/[\w-]+/)", written[-1])
    return str(path)


def open_the_link(maker: Visitor, path: str) -> None:
    """Use the link up in this browser; the page names neither the enterprise nor its product."""
    maker.go(path)
    assert ENTERPRISE not in maker.page.content()
    maker.press("Open this invitation here")
    maker.sees("Confidentiality terms")
    expect(maker.page.locator("main")).to_contain_text(BRIEF)
    assert not {ENTERPRISE, SNACK, "ลำไย"} & set(re.findall(r"[\u0e00-\u0e7f]+", maker.page.content()))


def opens_nothing(anyone: Visitor, path: str) -> None:
    """A link that was used, guessed or passed on."""
    answer = anyone.page.goto(path)
    assert answer is not None
    assert answer.status == NOT_FOUND
    assert BRIEF not in anyone.page.content()


def accept_the_terms(maker: Visitor, name: str) -> None:
    """Accept the confidentiality terms by name; the enterprise is asked."""
    page = maker.page
    terms = page.locator("form[action$='acceptance/']")
    terms.locator("input[name$=agrees]").check()
    terms.locator("input[name$=name]").fill(name)
    terms.locator("button").click()
    maker.sees("The enterprise is asked whether you may know it")
    assert SNACK not in page.content()


def let_know(member: Visitor, request: str, makers: int) -> None:
    """The owner says to each maker that waits that it may know who asks."""
    member.go(request)
    for _ in range(makers):
        member.press("Give your word")
        member.press("Yes, it may know us")
    expect(member.page.get_by_role("link", name=member.says("Give your word"))).to_have_count(0)


def quote(maker: Visitor, path: str, *, price: str, tooling: str, days: int) -> None:
    """Read whose product it is, and quote one price for every quantity."""
    page = maker.page
    maker.go(path)
    expect(page.locator("main")).to_contain_text(SNACK)
    form = page.locator("form[data-quote]")
    for quantity in QUANTITIES:
        form.locator(f"input[name$=price_{quantity}]").fill(price)
    form.locator("input[name$=tooling]").fill(tooling)
    form.locator("input[name$=delivery]").fill("1,000")
    form.locator("input[name$=lead_days]").fill(str(days))
    valid = clock.local_day(clock.now()) + timedelta(days=90)
    form.locator("input[name$=valid_until]").fill(valid.isoformat())
    form.locator("input[name$=name]").fill("ฝ่ายขาย")
    form.locator("button").click()
    maker.sees("Your quotation is in")


def compare_and_award(officer: Visitor, request: str, *, winner: str, loser: str) -> None:
    """The quotations side by side: the curves cross at 2,000; the one that costs less from there on is chosen."""
    page = officer.page
    officer.go(f"{request}comparison/")
    spans = page.locator(".cheapest li").all_inner_texts()
    assert loser in spans[0]
    assert winner in spans[1]
    assert CROSSING in spans[1]
    officer.press("Choose a maker")
    page.locator("input[name=quantity]").fill("5000")
    page.locator(".award-choice", has_text=winner).get_by_role("radio").check()
    officer.press("See what follows")
    officer.press("Choose this maker")
    expect(page).to_have_url(re.compile(r"/award/$"))
    expect(page.locator("main")).to_contain_text(winner)
