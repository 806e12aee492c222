"""Planning, opening, selling and deciding: what is refused, what it does to the case, and what the tables promise."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from openitc.cases.models import Case, Milestone, Round
from openitc.cases.queries import round_of
from openitc.certification.models import Lot
from openitc.certification.tests.builders.laboratory import a_report, a_request
from openitc.certification.tests.builders.lots import a_lot
from openitc.market_tests.models import Decision, MarketTest
from openitc.market_tests.operations import decisions, market_tests, sales
from openitc.market_tests.operations.decisions import DecisionRefused
from openitc.market_tests.operations.market_tests import MarketTestRefused, Plan
from openitc.market_tests.operations.sales import SaleRefused
from openitc.market_tests.tests.builders.market_tests import (
    SETTINGS,
    VALUES,
    a_case_to_try,
    a_market_test,
    some_answers,
)
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return a_case_to_try()


def officer_of(case: Case) -> User:
    assert case.officer is not None
    return case.officer


def a_plan(kind: str = "liking", **facts: Any) -> Plan:  # noqa: ANN401 - any fact of a plan
    today = clock.local_day(clock.now())
    usual: dict[str, Any] = {
        "kind": kind,
        "question_th": "คนชอบไหม",
        "settings": SETTINGS[kind],
        "margin": 30 if kind == "choice" else 0.5 if kind == "liking" else 15,
        "begins_on": today,
        "ends_on": today + timedelta(days=9),
        "found_by": MarketTest.FoundBy.PASSERS_BY,
        "consent_th": "ยินยอม",
        "consent_en": "I agree.",
    }
    return Plan(**(usual | facts))


def codes(call: Callable[[], object]) -> list[str]:
    """The codes of everything for which it is refused."""
    with pytest.raises(Refused) as refused, transaction.atomic():
        call()
    return [reason.code for reason in refused.value.reasons]


def planned(case: Case, kind: str = "liking", **facts: Any) -> MarketTest:  # noqa: ANN401 - any fact of a plan
    return market_tests.plan(case=case, plan=a_plan(kind, **facts), by=officer_of(case), now=clock.now())


def test_tests_are_numbered_by_fiscal_year(case: Case) -> None:
    first, second = planned(case), planned(case)
    assert first.number[0] == "M"
    assert int(second.number[-5:]) == int(first.number[-5:]) + 1


def test_every_fault_of_a_plan_is_told_at_once(case: Case) -> None:
    today = clock.local_day(clock.now())
    bad = a_plan("pilot", question_th=" ", settings={}, ends_on=today - timedelta(days=1), consent_en="")
    found = codes(lambda: market_tests.plan(case=case, plan=bad, by=officer_of(case), now=clock.now()))
    assert found == ["no_unit", "no_price", "no_question", "no_consent", "ends_before"]


def test_a_pilot_sale_never_takes_an_rd_lot(case: Case) -> None:
    trial = a_lot(case)
    assert codes(lambda: planned(case, "pilot", lots=[trial])) == ["wrong_lot"]
    assert planned(case, "liking", lots=[trial]).lots.get() == trial
    test = a_market_test(case, kind="pilot")
    with pytest.raises(DatabaseError, match="not for sale"), transaction.atomic():
        test.lots.add(trial)
    with pytest.raises(DatabaseError, match="not for sale"), transaction.atomic():
        test.sales.create(
            lot=trial, on=test.begins_on, offered=1, sold=1, price=1, entered_by=test.planned_by, entered_at=clock.now()
        )


def test_a_lot_of_another_case_is_not_used(case: Case) -> None:
    foreign = a_lot(a_case_to_try(), for_sale=True)
    assert codes(lambda: planned(case, "pilot", lots=[foreign])) == ["wrong_lot"]
    with pytest.raises(DatabaseError, match="its own case"), transaction.atomic():
        a_market_test(case).lots.add(foreign)


def test_a_lot_that_is_sold_does_not_become_an_rd_lot(case: Case) -> None:
    lot = a_lot(case, for_sale=True)
    a_market_test(case, kind="pilot", lots=[lot])
    with pytest.raises(DatabaseError), transaction.atomic():
        Lot.objects.filter(pk=lot.pk).update(purpose=Lot.Purpose.TRIAL)


def test_a_pilot_sale_opens_only_with_a_lot_that_is_for_sale_now(case: Case) -> None:
    now = clock.now()
    bare = planned(case, "pilot")
    assert codes(lambda: market_tests.open_test(test=bare, by=officer_of(case), now=now)) == ["no_lot"]
    lot = a_lot(case, for_sale=True)
    test = planned(case, "pilot", lots=[lot])
    Lot.objects.filter(pk=lot.pk).update(blocked_at=now, blocked_reason="Damp.")
    assert codes(lambda: market_tests.open_test(test=test, by=officer_of(case), now=now)) == ["wrong_lot"]


def test_what_was_asked_stays_as_it_was_asked(case: Case) -> None:
    now, test = clock.now(), planned(case)
    market_tests.change(test=test, plan=a_plan("price"), by=officer_of(case), now=now)
    market_tests.open_test(test=test, by=officer_of(case), now=now)
    assert codes(lambda: market_tests.change(test=test, plan=a_plan(), by=officer_of(case), now=now)) == ["opened"]
    with pytest.raises(DatabaseError, match="asks what it asked"), transaction.atomic():
        MarketTest.objects.filter(pk=test.pk).update(settings={})


def test_a_test_with_a_decision_is_not_withdrawn() -> None:
    test = a_market_test()
    some_answers(test, [VALUES["liking"]] * 30)
    decided(test)
    found = codes(lambda: market_tests.withdraw_test(test=test, reason="", by=officer_of(test.case), now=clock.now()))
    assert found == ["decided", "no_reason"]


def test_more_is_never_sold_than_was_made_or_stood_for_sale(case: Case) -> None:
    lot = a_lot(case, for_sale=True, units=50)
    test = a_market_test(case, kind="pilot", lots=[lot])
    today = clock.local_day(clock.now())

    def sell(**facts: Any) -> object:  # noqa: ANN401 - any fact of a day
        usual: dict[str, Any] = {"lot": lot, "on": today, "offered": 30, "sold": 30, "price": 8900}
        return sales.enter_sale(test=test, **(usual | facts), by=officer_of(case), now=clock.now())

    sell()
    assert codes(lambda: sell(sold=21)) == ["more_than_made"]
    assert codes(lambda: sell(sold=31)) == ["too_many"]
    assert codes(lambda: sell(on=today + timedelta(days=1), price=0, sold=1)) == ["wrong_day", "no_price"]
    with pytest.raises(SaleRefused):
        sell(lot=a_lot(case, for_sale=True))


def decided(test: MarketTest, verdict: str = "go", **facts: Any) -> Decision:  # noqa: ANN401 - any fact of a decision
    usual: dict[str, Any] = {"reason": "So it is.", "staff": True}
    return decisions.decide(test=test, verdict=verdict, **(usual | facts), by=officer_of(test.case), now=clock.now())


def go_stands(case: Case) -> bool:
    return case.milestones.filter(kind=Milestone.Kind.GO_DECIDED, withdrawn_at=None).exists()


@pytest.fixture
def answered(case: Case) -> MarketTest:
    test = a_market_test(case)
    some_answers(test, [VALUES["liking"]] * 30)
    return test


def test_go_opens_the_gate_and_deciding_anew_closes_it(answered: MarketTest) -> None:
    decided(answered)
    assert go_stands(answered.case)
    assert answered.closed_at is not None
    decided(answered, "stop")
    assert not go_stands(answered.case)
    assert Decision.objects.filter(withdrawn_at=None).get().verdict == "stop"
    decided(answered)
    decisions.withdraw_decision(test=answered, reason="Entered wrongly.", by=officer_of(answered.case), now=clock.now())
    assert not go_stands(answered.case)


def test_the_latest_decision_on_a_case_counts(answered: MarketTest) -> None:
    decided(answered)
    second = a_market_test(answered.case, kind="price")
    some_answers(second, [VALUES["price"]] * 30)
    decided(second, "stop")
    assert not go_stands(answered.case)
    decisions.withdraw_decision(test=second, reason="Too early.", by=officer_of(answered.case), now=clock.now())
    assert go_stands(answered.case)


def test_change_begins_the_next_round_with_what_was_learnt(answered: MarketTest) -> None:
    assert codes(lambda: decided(answered, "change")) == ["nothing_learnt", "no_step"]
    step = answered.case.version.steps.order_by("position")[0]
    decided(answered, "change", learnt="Half the sugar.", first_step=step)
    assert round_of(answered.case) == 2
    assert Round.objects.get().link == answered.get_absolute_url()
    assert "Half the sugar." in answered.case.notes.get(shown_to_enterprise=True).text


def test_on_few_answers_only_staff_decides_and_says_why() -> None:
    test = a_market_test()
    some_answers(test, [VALUES["liking"]] * 29)
    assert codes(lambda: decided(test, staff=False)) == ["too_few"]
    assert codes(lambda: decided(test)) == ["too_few"]
    kept = decided(test, few_answers_reason="The season is over.")
    assert kept.few_answers_reason == "The season is over."


def test_what_was_decided_stays_written(answered: MarketTest) -> None:
    made = decided(answered)
    for change in ({"reason": "Another"}, {"verdict": "stop"}):
        with pytest.raises(DatabaseError, match="stays written"), transaction.atomic():
            Decision.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError, match="stays written"), transaction.atomic():
        made.delete()


def test_after_a_test_nobody_was_asked_in_nothing_is_decided(case: Case) -> None:
    with pytest.raises(DecisionRefused):
        decided(planned(case))
    with pytest.raises(MarketTestRefused):
        market_tests.close_test(test=planned(case), by=officer_of(case), now=clock.now())


def test_nobody_tastes_a_lot_that_a_laboratory_found_wanting(case: Case) -> None:
    lot = a_lot(case)
    a_report(a_request(case, lot=lot), value="9")  # the method passes from 14
    plan = a_plan(lots=[lot])
    with pytest.raises(MarketTestRefused) as refusal:
        market_tests.plan(case=case, plan=plan, by=officer_of(case), now=clock.now())
    assert [reason.code for reason in refusal.value.reasons] == ["wrong_lot"]
