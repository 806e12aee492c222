"""Phones and tablets in a real browser: the signal goes, pages are loaded anew, and every answer is counted once."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from openitc.market_tests.models import MarketTest
from openitc.market_tests.tests.builders.answers import SETTINGS, VALUES, a_tablet, an_open_test

pytestmark = [pytest.mark.django_db(transaction=True)]
GRAVE = {"serious", "critical"}


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    cache.clear()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A narrow phone that reads English."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="en-GB", has_touch=True)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def at(live_server: LiveServer, test: MarketTest) -> str:
    """The address behind the QR."""
    return f"{live_server.url}{reverse('market_tests:answer', args=[test.code])}"


def fill_in(page: Page, test: MarketTest, **others: object) -> None:
    """Agree, and answer every question."""
    page.get_by_label("I have read this and take part").check()
    for key, value in {**VALUES[test.kind], **others}.items():
        if test.kind == "price":
            page.locator(f"[name={key}]").fill(str(int(str(value)) // 100))
        else:
            said = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
            page.locator(f"[name={key}][value='{said}']").check(force=True)


def counted(test: MarketTest) -> int:
    return test.answers.count()


def sees(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words)).to_be_visible()


def faults(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['target']}" for each in found if each["impact"] in GRAVE]


@pytest.mark.parametrize("kind", SETTINGS)
def test_every_kind_is_answered_by_thumb_and_arrives(live_server: LiveServer, phone: BrowserContext, kind: str) -> None:
    test, page = an_open_test(kind=kind, allergens=["milk"]), phone.new_page()
    page.goto(at(live_server, test))
    fill_in(page, test)
    page.get_by_role("button", name="Send").click()
    sees(page, "Received, thank you!")
    answer = test.answers.get()
    assert answer.values.items() >= VALUES[kind].items()
    assert answer.language == "en"


def test_a_phone_that_loses_its_signal_keeps_what_was_typed_and_sends_by_itself(
    live_server: LiveServer, phone: BrowserContext
) -> None:
    test, page = an_open_test(), phone.new_page()
    page.goto(at(live_server, test))
    page.locator("[name=overall][value='7']").check(force=True)
    phone.set_offline(True)
    fill_in(page, test, overall=7)
    page.get_by_role("button", name="Send").click()
    sees(page, "Saved on this phone")
    assert counted(test) == 0
    phone.set_offline(False)
    sees(page, "Received, thank you!")
    assert counted(test) == 1


def test_what_waits_is_sent_when_the_page_is_opened_again(live_server: LiveServer, phone: BrowserContext) -> None:
    test, page = an_open_test(kind="price"), phone.new_page()
    page.goto(at(live_server, test))
    page.locator("[name=cheap]").fill("60")
    page.reload()
    expect(page.locator("[name=cheap]")).to_have_value("60")  # a draft survives, and so does its key
    fill_in(page, test)
    phone.set_offline(True)
    page.get_by_role("button", name="Send").click()
    sees(page, "Saved on this phone")
    page.close()
    phone.set_offline(False)
    again = phone.new_page()
    again.goto(at(live_server, test))
    sees(again, "Received, thank you!")
    again.reload()
    sees(again, "You have answered")
    assert test.answers.get().values == VALUES["price"]


def test_a_reply_that_is_lost_on_the_way_does_not_count_twice(live_server: LiveServer, phone: BrowserContext) -> None:
    test, page = an_open_test(kind="pilot"), phone.new_page()
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/t/**", lose)
    page.goto(at(live_server, test))
    fill_in(page, test)
    page.get_by_role("button", name="Send").click()
    sees(page, "Received, thank you!")
    assert lost == [200, 200]
    assert counted(test) == 1


def test_what_is_missing_is_shown_and_nothing_is_sent(live_server: LiveServer, phone: BrowserContext) -> None:
    test, page = an_open_test(kind="price"), phone.new_page()
    page.goto(at(live_server, test))
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Please tick this first")).to_be_visible()
    expect(page.get_by_text("Please answer this too.")).to_have_count(4)
    fill_in(page, test, cheap=20_000)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-question=dear]").get_by_text("The next price is higher")).to_be_visible()
    assert counted(test) == 0


def test_another_person_answers_on_the_same_phone_and_sees_nothing_of_the_first(
    live_server: LiveServer, phone: BrowserContext
) -> None:
    test, page = an_open_test(kind="pilot"), phone.new_page()
    page.goto(at(live_server, test))
    fill_in(page, test)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Somebody else answers").click()
    expect(page.locator("main :checked")).to_have_count(0)
    fill_in(page, test, overall=2)
    page.get_by_role("button", name="Send").click()
    sees(page, "Received, thank you!")
    assert sorted(answer.values["overall"] for answer in test.answers.all()) == [2, 8]


def test_the_language_changes_at_once_and_nothing_is_lost(live_server: LiveServer, phone: BrowserContext) -> None:
    test, page = an_open_test(), phone.new_page()
    page.goto(at(live_server, test))
    page.locator("[name=overall][value='7']").check(force=True)
    page.get_by_text("ไทย", exact=True).click()
    expect(page.get_by_text(test.consent_th)).to_be_visible()
    expect(page.get_by_text(test.consent_en)).to_be_hidden()
    expect(page.locator("[name=overall][value='7']")).to_be_checked()
    assert page.evaluate("document.documentElement.lang") == "th"


def test_a_phone_without_scripts_answers_by_a_plain_form(live_server: LiveServer, browser: Browser) -> None:
    test = an_open_test(kind="intent")
    context = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    page.goto(at(live_server, test))
    page.wait_for_url("**/?plain")
    page.get_by_text("English", exact=True).click()
    fill_in(page, test)
    page.get_by_role("button", name="Send").click()
    sees(page, "Received, thank you!")
    assert counted(test) == 1
    page.get_by_role("link", name="Somebody else answers").click()
    expect(page.get_by_role("button")).to_have_count(1)
    context.close()


def test_a_tablet_takes_forty_answers_without_a_signal_and_each_is_counted_once(
    live_server: LiveServer, browser: Browser
) -> None:
    test = an_open_test(kind="pilot")
    tablet, secret = a_tablet(test, name="Booth 3")
    context = browser.new_context(viewport={"width": 800, "height": 1100}, locale="en-GB")
    page = context.new_page()
    address = f"{live_server.url}{reverse('market_tests:tablet', args=[test.code, secret])}"
    page.goto(address)
    expect(page.get_by_text("this page now opens without a signal")).to_be_visible()
    context.set_offline(True)
    for person in range(40):
        if person == 20:
            page.reload()  # from what the worker keeps
        fill_in(page, test, overall=1 + person % 9)
        page.get_by_role("button", name="Send").click()
        page.get_by_role("button", name="Begin").click()
        expect(page.locator("main :checked")).to_have_count(0)
    expect(page.locator("[data-count=waiting]")).to_have_text("40")
    assert counted(test) == 0
    page.goto("about:blank")  # put away, and opened again still without a signal
    page.goto(address)
    expect(page.locator("[data-count=waiting]")).to_have_text("40")
    twice: list[int] = []

    def send_twice(route: Route) -> None:
        if route.request.method == "POST":
            twice.append(route.fetch().status)
        route.continue_()

    page.route("**/tablet/**", send_twice)
    context.set_offline(False)
    expect(page.locator("[data-count=waiting]")).to_have_text("0", timeout=30_000)
    expect(page.locator("[data-count=sent]")).to_have_text("40")
    assert twice == [200] * 4  # ten at once, each of them also sent once by mistake
    assert counted(test) == 40
    assert {answer.tablet_id for answer in test.answers.all()} == {tablet.pk}
    assert sorted(answer.values["overall"] for answer in test.answers.all()) == sorted(1 + n % 9 for n in range(40))
    context.close()


def test_what_the_browser_loads_weighs_less_than_fifty_kilobytes(
    live_server: LiveServer, phone: BrowserContext
) -> None:
    test, page = an_open_test(allergens=["milk"]), phone.new_page()
    loaded: dict[str, int] = {}
    page.on("response", lambda answer: loaded.update({urlsplit(answer.url).path: len(answer.body())}))
    page.goto(at(live_server, test), wait_until="networkidle")
    assert len(loaded) == 4
    assert sum(loaded.values()) < 50_000, loaded


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_for_everyone_and_never_wider_than_a_phone(
    live_server: LiveServer, phone: BrowserContext, scheme: str
) -> None:
    page = phone.new_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # one of its words
    for kind in SETTINGS:
        test = an_open_test(kind=kind, allergens=["milk"])
        page.goto(at(live_server, test))
        page.get_by_role("button", name="Send").click()  # with every fault shown
        page.locator("summary").click()
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        for words in page.locator("[data-when]").all():
            words.evaluate("part => part.hidden = false")
        assert faults(page) == []
