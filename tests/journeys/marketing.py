"""The story of the herbal drink powder, told once for both languages: from its roadmap to a feed, and a lapse."""

from pathlib import Path

from playwright.sync_api import expect

from openitc.shared import clock
from tests.journeys import certifying, selling
from tests.journeys.story import Visitor, Welcome
from tests.served import Site


def tell(welcome: Welcome, served: Site, *, language: str, pictures: Path | None = None) -> None:
    """A roadmap, a lot that fails and one that passes, 120 answers, go, a page for the world, and an end."""
    officer = welcome(certifying.OFFICER, language=language)
    case = certifying.open_the_case(officer)
    certifying.tell_the_roadmap(officer, case)
    certifying.book_the_way(officer, case)
    officer.go(f"{case}roadmap/")
    officer.picture(pictures, "roadmap", height=1500)
    _test_two_lots(welcome, officer, case, language=language)
    certifying.enter_certificates(officer, welcome(certifying.MANAGER, language=language), case)
    owner = welcome(certifying.OWNER, language=language)
    _ask_people(welcome, officer, owner, case, language=language, pictures=pictures)
    _show_the_world(welcome, served, owner, case, language=language)


def _test_two_lots(welcome: Welcome, officer: Visitor, case: str, *, language: str) -> None:
    first = certifying.enter_a_lot(officer, case)
    request, (enters, verifies) = certifying.ask_the_laboratory(officer, case, first)
    analyst, second_pair_of_eyes = (welcome(email, language=language) for email in (enters, verifies))
    certifying.hand_over_the_samples(officer, analyst, request)
    certifying.enter_results(analyst, request, passing=False)
    certifying.verify_and_publish(second_pair_of_eyes, request)
    certifying.begin_the_next_round(officer, case, request)
    certifying.book_the_next_round(officer, case)
    second = certifying.enter_a_lot(officer, case)
    request, (enters, verifies) = certifying.ask_the_laboratory(officer, case, second)
    analyst, second_pair_of_eyes = (welcome(email, language=language) for email in (enters, verifies))
    certifying.hand_over_the_samples(officer, analyst, request)
    certifying.enter_results(analyst, request, passing=True)
    report = certifying.verify_and_publish(second_pair_of_eyes, request)
    certifying.says_valid(welcome("", language=language, width=360), report)


def _ask_people(
    welcome: Welcome, officer: Visitor, owner: Visitor, case: str, *, language: str, pictures: Path | None
) -> None:
    test = selling.plan_a_price_test(officer, case)
    path = selling.answer_page_of(officer, test)
    said = selling.prices()
    answers = [next(said) for _person in range(selling.PHONES + selling.ON_THE_TABLET)]
    phone = welcome("", language=language, width=360)
    selling.answer_by_phone(phone, path, answers[0])
    selling.many_answer(phone, path, answers[1 : selling.PHONES])
    tablet = welcome("", language=language, width=820)
    ready = selling.make_a_tablet_ready(officer, test)
    selling.answer_without_a_signal(tablet, ready, answers[selling.PHONES :])
    selling.reads_the_price(owner, test, len(answers))
    owner.picture(pictures, "price", height=1500)
    selling.decide_to_go(owner, test)


def _show_the_world(welcome: Welcome, served: Site, owner: Visitor, case: str, *, language: str) -> None:
    selling.show_a_picture(owner, case)
    selling.describe_the_product(owner, case)
    page = selling.publish(owner, case)
    assert selling.what_is_missing(owner, case) == []
    selling.put_in_the_feed(owner, case)
    buyer = welcome("", language=language)
    buyer.go(page if language == "th" else f"{page}en/")
    expect(buyer.page.locator("h1")).to_have_text(certifying.PRODUCT[language])
    assert page in selling.google_feed(buyer)

    today = clock.local_day(clock.now())
    served.lapse(certifying.FOOD_NUMBER, on=today - selling.A_DAY)
    assert certifying.STANDARDS["fda-number"].search("".join(selling.what_is_missing(owner, case)))
    assert page not in selling.google_feed(buyer)
