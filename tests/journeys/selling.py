"""The story of a product that is tried on people and shown to the world: answers, a price, a page, a feed, a lapse."""

import io
import json
import random
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4
from xml.etree import ElementTree as ET

from PIL import Image
from playwright.sync_api import Route, expect

from openitc.shared import clock
from tests.journeys.story import Visitor

PHONES, ON_THE_TABLET = 80, 40
A_DAY = timedelta(days=1)
SHARES = {"too_cheap": 0.6, "cheap": 0.8, "dear": 1.15, "too_dear": 1.4}  # of what each thinks it is worth
WORDS = {
    "title_th": "ขิงผงชงดื่มป่าเล่าเรื่อง",
    "title_en": "Pa Lao Rueang instant ginger",
    "summary_th": "ขิงแก่จากร้องกวาง สกัดและพ่นแห้งเป็นผง ชงน้ำร้อนดื่มได้ทันที",
    "summary_en": "Mature ginger from Rong Kwang, extracted and spray-dried; ready in hot water.",
    "ingredients_th": "ขิง 70% น้ำตาลอ้อย 30%",
    "ingredients_en": "Ginger 70%, cane sugar 30%",
    "brand": "ป่าเล่าเรื่อง",
    "gtin": "8850123456787",
    "hs_code": "210690",
    "net_weight": "120",
    "gross_weight": "160",
    "shelf_life_days": "365",
    "price": "95",
}
SIDE = 1200  # pixels


def plan_a_price_test(officer: Visitor, case: str) -> str:
    """A test of the price with the latest lot, opened; gives its path."""
    page = officer.page
    today = clock.local_day(clock.now())
    officer.go(f"{case}market-tests/new/?kind=price")
    page.locator("[name=question_th]").fill("คนยอมจ่ายเท่าไรต่อกล่อง")
    page.locator("[name=question_en]").fill("What would people pay for a box?")
    page.locator("[name=unit_th]").fill("กล่อง 12 ซอง")
    page.locator("[name=unit_en]").fill("box of 12 sachets")
    page.locator("[name=margin]").first.check()
    page.locator("[name=begins_on]").fill(f"{today}")
    page.locator("[name=ends_on]").fill(f"{today + timedelta(days=7)}")
    page.locator("select[name=found_by]").select_option("passers_by")
    page.locator("[name=lots]").first.check()
    page.locator("main form .actions button").click()
    expect(page).to_have_url(re.compile(r"/market-tests/M\d{4}-\d+/$"))
    path = urlsplit(page.url).path
    officer.press("Open the test")
    page.wait_for_load_state()
    return path


def prices() -> Iterator[dict[str, int]]:
    """What people say, in baht, in the order of the four questions; the same each time."""
    chance = random.Random(20181123)
    while True:
        middle = chance.gauss(100, 14)
        yield {key: round(middle * share * chance.uniform(0.97, 1.03)) for key, share in SHARES.items()}


def answer_page_of(officer: Visitor, test: str) -> str:
    """The path behind the test's QR."""
    officer.go(f"{test}answers/")
    link = officer.page.locator("main a[href*='/t/']").first
    return urlsplit(str(link.get_attribute("href"))).path


def answer_by_phone(phone: Visitor, path: str, said: dict[str, int]) -> None:
    """One person on their own phone, from the QR to the thanks."""
    page = phone.page
    phone.go(path)
    _fill(phone, said)
    page.locator("form[data-code] button.send:visible").first.click()
    expect(page.locator("[data-when=sent]")).to_be_visible()


def _fill(visitor: Visitor, said: dict[str, int]) -> None:
    visitor.page.locator("[name=agreed]").check()
    for key, baht in said.items():
        visitor.page.locator(f"[name={key}]").fill(str(baht))


def many_answer(phone: Visitor, path: str, answers: list[dict[str, int]]) -> None:
    """What the pages of many phones send, each as its own browser would."""
    now = clock.now().isoformat()
    for said in answers:
        answer = {
            "key": str(uuid4()),
            "language": phone.language,
            "agreed": True,
            "answered_at": now,
            "values": {key: baht * 100 for key, baht in said.items()},
            "group": {},
        }
        sent = phone.context.request.post(
            path,
            data=json.dumps({"sent_at": now, "another": True, "answers": [answer]}),
            headers={"Origin": phone.site, "Content-Type": "application/json"},
        )
        assert sent.ok, sent.text()


def make_a_tablet_ready(officer: Visitor, test: str) -> str:
    """The secret path at which the tablet answers; it is shown once."""
    page = officer.page
    officer.go(f"{test}answers/")
    page.locator(".answer-new-tablet [name=name]").fill("ตลาดเช้า")
    page.locator(".answer-new-tablet button").click()
    shown = page.locator("main").inner_text()
    found = re.search(r"/t/[\w-]+/tablet/[\w-]+/", shown) or re.search(r"/t/[\w-]+/tablet/[\w-]+/", page.content())
    assert found is not None
    return found.group()


def answer_without_a_signal(tablet: Visitor, path: str, answers: list[dict[str, int]]) -> None:
    """Many people one after the other, with no signal; when it is back, each answer is sent twice by mistake."""
    page = tablet.page
    tablet.go(path)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    tablet.context.set_offline(True)
    for said in answers:
        _fill(tablet, said)
        page.locator("form[data-code] button.send:visible").first.click()
        page.locator("[data-next]").click()
    expect(page.locator("[data-count=waiting]")).to_have_text(str(len(answers)))

    def send_twice(route: Route) -> None:
        if route.request.method == "POST":
            assert route.fetch().ok
        route.continue_()

    page.route("**/tablet/**", send_twice)
    tablet.context.set_offline(False)
    expect(page.locator("[data-count=waiting]")).to_have_text("0", timeout=30_000)


def reads_the_price(owner: Visitor, test: str, people: int) -> None:
    """How many answered, and the range in words, with how sure it is."""
    owner.go(test)
    expect(owner.page.locator("main")).to_contain_text(str(people))
    expect(owner.page.locator("main")).to_contain_text("90 %")


def decide_to_go(owner: Visitor, test: str) -> None:
    """The owner's word, with its reason."""
    page = owner.page
    owner.go(f"{test}decision/")
    page.locator("[name=verdict][value=go]").check()
    page.locator("[name=reason]").fill("คนส่วนใหญ่ยอมจ่ายในช่วงที่เราขายได้กำไร")
    page.locator("main form .actions button").click()
    expect(page).to_have_url(re.compile(r"/market-tests/M\d{4}-\d+/$"))


def show_a_picture(owner: Visitor, case: str) -> None:
    """A photograph large enough for every channel."""
    page = owner.page
    owner.go(f"{case}listing/")
    owner.press("Begin the page")
    page.wait_for_load_state()
    owner.go(f"{case}listing/")
    page.locator("li", has=page.locator("#switch-photographs")).locator(".note a").click()
    drawn = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE), "#c9923e").save(drawn, "JPEG")
    photograph = {"name": "ginger.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}
    page.locator("input[name=file]").set_input_files([photograph])  # type: ignore[list-item] # as its documents say
    page.locator("form", has=page.locator("input[name=file]")).locator("button").last.click()
    page.wait_for_load_state()


def describe_the_product(owner: Visitor, case: str) -> None:
    """Words in both languages and the numbers that channels ask for, and what may be shown."""
    page = owner.page
    owner.go(f"{case}listing/words/")
    for name, said in WORDS.items():
        page.locator(f"[name={name}]").fill(said)
    page.locator("main form .actions button, main form button.wide").first.click()
    expect(page).to_have_url(re.compile(r"/listing/"))
    owner.go(f"{case}listing/")
    for part in ("enterprise", "certificates", "market_test", "price", "photographs"):
        switch = page.locator(f"#switch-{part}")
        if switch.get_attribute("aria-checked") == "false":
            switch.click()
            expect(page.locator(f"#switch-{part}")).to_have_attribute("aria-checked", "true")


def publish(owner: Visitor, case: str) -> str:
    """The page goes live; gives its path in Thai."""
    owner.go(f"{case}listing/")
    owner.press("Publish the page")
    owner.page.wait_for_load_state()
    owner.go(f"{case}listing/")
    link = owner.page.locator("#publishing a[href^='/p/']").first
    return str(link.get_attribute("href"))


def what_is_missing(owner: Visitor, case: str) -> list[str]:
    """What keeps the product out of Google's channel at home, in words; nothing where it is ready."""
    owner.go(f"{case}channels/")
    home = owner.page.locator(".market-readiness").first
    if home.locator(".channel-card.is-ready", has_text="Google").count():
        return []
    return home.locator(".gaps li, [class*=gap] li").all_inner_texts() or [home.inner_text()]


def put_in_the_feed(owner: Visitor, case: str) -> None:
    """From now on it goes out with Google's feed."""
    owner.go(f"{case}channels/")
    owner.page.locator(".channel-card", has_text="Google").first.locator("form button").click()
    expect(owner.page.locator(".channel-card.is-placed", has_text="Google").first).to_be_visible()


def google_feed(anyone: Visitor) -> str:
    """What goes out to Google at home, as its machines read it."""
    answer = anyone.context.request.get("/feeds/google.xml", headers={"Cache-Control": "no-cache"})
    assert answer.ok
    root = ET.fromstring(answer.text())  # noqa: S314 - our own server's
    assert root.tag == "rss"
    return "\n".join(str(link.text) for link in root.iter("{http://base.google.com/ns/1.0}link"))
