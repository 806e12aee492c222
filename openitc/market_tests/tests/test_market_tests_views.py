"""The pages of market tests: planning, results while they come in, selling and deciding."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from openitc.cases.models import Case
from openitc.centers.tests.builders import a_center, an_officer
from openitc.certification.tests.builders.lots import a_lot
from openitc.enterprises.tests.builders import a_member
from openitc.market_tests.models import Decision, MarketTest
from openitc.market_tests.tests.builders.market_tests import (
    SETTINGS,
    VALUES,
    a_case_to_try,
    a_market_test,
    some_answers,
)
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db
KINDS = sorted(SETTINGS)


@pytest.fixture
def case() -> Case:
    return a_case_to_try()


def signed_in(user: User | None) -> Client:
    assert user is not None
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(user)
    return client


def typed(kind: str, **facts: object) -> dict[str, object]:
    """What an officer types to plan a test of that kind."""
    today = clock.local_day(clock.now())
    usual: dict[str, object] = {
        "question_th": "คนชอบไหม",
        "margin": "15",
        "begins_on": str(today),
        "ends_on": str(today + timedelta(days=9)),
        "found_by": "passers_by",
        "none_of_these": "on",
        "consent_th": "ยินยอม",
        "consent_en": "I agree.",
    }
    of_kind: dict[str, dict[str, object]] = {
        "liking": {"margin": "0.5", "amounts": ["sweetness"], "liked": ["smell"], "buy": "on"},
        "price": {"unit_th": "ถุงละ 10 ซอง"},
        "intent": {"unit_th": "ถุง", "price_1": "59", "price_2": "99", "price_3": "79"},
        "choice": {"margin": "30", "about": "package", "how": "paired", "a_th": "ถุง", "b_th": "กระป๋อง"},
        "pilot": {"unit_th": "ถุง", "price": "89"},
    }
    return usual | of_kind[kind] | facts


def where(test: MarketTest, name: str = "test", *more: object) -> str:
    return reverse(f"market_tests:{name}", args=[test.case.number, test.number, *more])


@pytest.mark.parametrize("kind", KINDS)
def test_a_test_of_each_kind_is_planned_opened_and_closed(case: Case, kind: str) -> None:
    officer = signed_in(case.officer)
    there = reverse("market_tests:new", args=[case.number])
    assert f"kind={kind}" in officer.get(there).content.decode()
    assert officer.get(f"{there}?kind={kind}").status_code == 200
    lots: dict[str, object] = {"lots": [str(a_lot(case, for_sale=True).pk)]} if kind == "pilot" else {}
    planned = officer.post(f"{there}?kind={kind}", typed(kind, **lots), follow=True)
    assert "Open the test" in planned.content.decode()
    test = MarketTest.objects.get()
    assert test.wanted == {"liking": 36, "price": 31, "intent": 31, "choice": 67, "pilot": 50}[kind]
    assert "in nine of ten such" in planned.content.decode() or kind == "choice"
    opened = officer.post(where(test, "opening"), follow=True).content.decode()
    assert "Not enough" in opened
    assert "Poster with the code" in opened
    closed = officer.post(where(test, "closing"), follow=True).content.decode()
    assert "No more answers come in" in closed


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(case: Case) -> None:
    officer = signed_in(case.officer)
    there = reverse("market_tests:new", args=[case.number])
    unwarned = officer.post(f"{there}?kind=liking", typed("liking", none_of_these=""))
    assert unwarned.status_code == 422
    assert "Say what it contains" in unwarned.content.decode()
    same = officer.post(f"{there}?kind=choice", typed("choice", b_th="ถุง"))
    assert same.status_code == 422
    assert "Nobody could tell them apart" in same.content.decode()
    few = officer.post(f"{there}?kind=intent", typed("intent", price_3="99"))
    assert "Give three to seven different prices" in few.content.decode()
    assert not MarketTest.objects.exists()


def test_an_rd_lot_is_not_offered_for_a_sale(case: Case) -> None:
    trial = a_lot(case)
    officer = signed_in(case.officer)
    there = f"{reverse('market_tests:new', args=[case.number])}?kind=pilot"
    assert trial.code not in officer.get(there).content.decode()
    assert officer.post(there, typed("pilot", lots=[str(trial.pk)])).status_code == 422
    assert trial.code in officer.get(there.replace("pilot", "liking")).content.decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["th", "en"])
def test_results_of_each_kind_are_told_once_there_are_enough(kind: str, language: str) -> None:
    test = a_market_test(kind=kind)
    owner = signed_in(a_member(test.case.enterprise))
    owner.cookies["language"] = language
    some_answers(test, [VALUES[kind]] * 29)
    few = owner.get(where(test)).content.decode()
    assert "n = 29" not in few
    assert few.count('class="panel stack-s mt-finding') == 0
    some_answers(test, [VALUES[kind]])
    enough = owner.get(where(test))
    assert enough.status_code == 200
    assert "n = 30" in enough.content.decode()
    live = owner.get(where(test), headers={"HX-Request": "true"}).content.decode()
    assert live.lstrip().startswith('<div id="results"')


def test_the_page_reads_as_much_for_many_answers_as_for_few(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    test = a_market_test(kind="price")
    officer = signed_in(test.case.officer)
    some_answers(test, [VALUES["price"]] * 30)
    officer.get(where(test))
    with django_assert_num_queries(14):
        officer.get(where(test))
    some_answers(test, [VALUES["price"]] * 90)
    with django_assert_num_queries(14):
        officer.get(where(test))


def test_what_a_pilot_sale_sold_is_entered_and_corrected() -> None:
    case = a_case_to_try()
    lot = a_lot(case, for_sale=True)
    test = a_market_test(case, kind="pilot", lots=[lot], wanted=50)
    owner = signed_in(a_member(case.enterprise))
    today = str(clock.local_day(clock.now()))
    there = where(test, "sale")
    day = {"lot": str(lot.pk), "on": today, "offered": "60", "sold": "41", "price": "89"}
    assert owner.post(there, {**day, "sold": "61"}).status_code == 422
    assert "41" in owner.post(there, day, follow=True).content.decode()
    page = owner.get(where(test)).content.decode()
    assert "41 of 60 units were sold: 68 of 100" in page
    owner.post(where(test, "sale-withdrawal", test.sales.get().pk))
    assert "units were sold" not in owner.get(where(test)).content.decode()


def test_the_owner_decides_on_enough_and_only_staff_on_few() -> None:
    test = a_market_test()
    owner, officer = signed_in(a_member(test.case.enterprise)), signed_in(test.case.officer)
    go = {"verdict": "go", "reason": "They like it."}
    assert owner.post(where(test, "decision"), go).status_code == 422
    assert officer.post(where(test, "decision"), go).status_code == 422
    some_answers(test, [VALUES["liking"]] * 30)
    decided = owner.post(where(test, "decision"), go, follow=True).content.decode()
    assert "Decided on" in decided
    assert Decision.objects.get().verdict == "go"
    assert owner.get(where(test, "decision-withdrawal")).status_code == 200


def test_the_poster_is_a_pdf_with_the_code() -> None:
    test = a_market_test()
    poster = signed_in(test.case.officer).get(where(test, "poster"))
    assert poster.headers["Content-Type"] == "application/pdf"
    assert poster.content.startswith(b"%PDF")


def test_the_enterprise_sees_its_test_but_neither_plans_nor_opens_it() -> None:
    test = a_market_test(opened=False)
    owner = signed_in(a_member(test.case.enterprise))
    assert owner.get(where(test)).status_code == 200
    assert owner.get(reverse("market_tests:new", args=[test.case.number])).status_code == 403
    assert owner.post(where(test, "opening")).status_code == 403
    assert owner.get(where(test, "change")).status_code == 403


def test_strangers_and_neighbours_do_not_learn_that_a_test_exists() -> None:
    test = a_market_test()
    neighbour = an_officer(a_center(code="ITC-NEIGHBOUR"))
    for user in (neighbour, a_user()):
        for name in ("test", "change", "withdrawal", "poster", "sale", "decision"):
            assert signed_in(user).get(where(test, name)).status_code == 404
    assert Client().get(where(test)).status_code == 302
