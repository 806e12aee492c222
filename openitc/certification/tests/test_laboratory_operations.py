"""Tests are asked for, samples go from hand to hand, results are verified by a second person and published."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from openitc.cases.models import Case
from openitc.cases.queries import round_of
from openitc.cases.tests.builders import a_case, a_member_of
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer, an_operator
from openitc.certification.models import Custody, LabRequest, Lot, Report, Result, Sample
from openitc.certification.operations.custody import CustodyRefused, add_custody
from openitc.certification.operations.reports import ReportRefused, publish_report, withdraw_report
from openitc.certification.operations.requests import RequestRefused, add_sample, ask_for_tests, withdraw_request
from openitc.certification.operations.results import ResultRefused, enter_result, send_back, verify_result
from openitc.certification.operations.rounds import NextRoundRefused, begin_next_round
from openitc.certification.queries.requests import state_of_request
from openitc.certification.tasks import mail_laboratory
from openitc.certification.tests.builders.laboratory import (
    a_laboratory,
    a_laboratory_booking,
    a_method,
    a_report,
    a_request,
    a_result,
    in_test,
    received,
    verified,
)
from openitc.certification.tests.builders.lots import a_lot
from openitc.notices.models import Notice
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.shared.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def center() -> Center:
    return a_center()


@pytest.fixture
def case(center: Center) -> Case:
    case = a_case(center, officer=an_officer(center))
    case.product.isic = "1079"
    case.product.save(update_fields=["isic"])
    return case


def codes_of(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def state(request: LabRequest) -> str:
    return state_of_request(LabRequest.objects.get(pk=request.pk))


def test_tests_are_asked_of_the_laboratory_whose_places_are_booked(case: Case) -> None:
    there = a_center()
    technician = an_operator(there)
    booking = a_laboratory_booking(case, a_laboratory(there))
    request = a_request(case, booking=booking, reserve=1)
    assert (request.center, request.answers_by_link, request.laboratory_name) == (there, False, there.name)
    first, second = request.samples.all()
    assert first.what == "ทดสอบ shelf-life: 200 กรัม / Test of shelf-life: 200 g"
    assert "reserve" in second.what
    assert Notice.objects.filter(to=technician).count() == 1
    assert state(request) == "asked"


def test_the_same_test_of_two_standards_is_asked_once(case: Case) -> None:
    request = a_request(case, methods=[a_method("moisture"), a_method("moisture"), a_method("mould")])
    assert list(request.tests.values_list("key", flat=True)) == ["moisture", "mould"]


def test_a_booking_takes_no_more_tests_than_it_has_places_for(case: Case) -> None:
    booking = a_laboratory_booking(case, a_laboratory(a_center()), places=2)
    methods = [a_method(f"test-{turn}") for turn in range(3)]
    with pytest.raises(RequestRefused) as refusal:
        a_request(case, methods=methods, booking=booking)
    assert codes_of(refusal) == ["no_room"]
    a_request(case, methods=methods[:1], booking=booking)
    a_request(case, methods=methods[1:2], booking=booking)
    with pytest.raises(RequestRefused):
        a_request(case, methods=methods[2:], booking=booking)


def test_a_laboratory_is_asked_only_for_what_it_can_do(case: Case) -> None:
    booking = a_laboratory_booking(case, a_laboratory(a_center()))
    with pytest.raises(RequestRefused) as refusal:
        a_request(case, methods=[a_method("lead", capability="test.metals")], booking=booking)
    assert codes_of(refusal) == ["cannot"]


def test_a_cancelled_booking_or_one_of_another_case_keeps_no_laboratory(case: Case) -> None:
    other = a_case(case.center)
    foreign = a_laboratory_booking(other, a_laboratory(a_center()))
    gone = a_laboratory_booking(case, a_laboratory(a_center()))
    gone.cancelled_at = clock.now()
    gone.save()
    for booking in (foreign, gone):
        with pytest.raises(RequestRefused) as refusal:
            a_request(case, booking=booking)
        assert codes_of(refusal) == ["no_booking"]


def test_every_reason_against_a_request_is_told_at_once(case: Case) -> None:
    with pytest.raises(RequestRefused) as refusal:
        ask_for_tests(case=case, lot=None, methods=[], by=a_user(), now=clock.now())
    assert codes_of(refusal) == ["no_lot", "no_test", "no_laboratory", "no_email"]


@pytest.mark.parametrize("facts", [{"blocked": True}, {"best_before": date(2026, 11, 1)}])
def test_a_lot_that_must_not_be_used_is_not_tested(case: Case, facts: dict[str, Any]) -> None:
    blocked = facts.pop("blocked", False)
    lot = a_lot(case, made_on=date(2026, 10, 20), **facts)
    if blocked:
        Lot.objects.filter(pk=lot.pk).update(blocked_at=clock.now(), blocked_reason="Leaks.")
    with pytest.raises(RequestRefused) as refusal:
        a_request(case, lot=lot)
    assert codes_of(refusal) == ["lot_unusable"]


def test_samples_go_from_hand_to_hand_in_an_order_that_can_be(case: Case) -> None:
    request = a_request(case)
    [sample] = request.samples.all()
    for wrong in (Custody.Kind.OPENED, Custody.Kind.KEPT, Custody.Kind.DISPOSED):
        with pytest.raises(CustodyRefused):
            add_custody(request=request, samples=[sample], kind=wrong, name="Ek", by=None, now=clock.now())
    in_test(request)
    assert state(request) == "in_test"
    with pytest.raises(CustodyRefused) as refusal:
        add_custody(
            request=request, samples=[sample], kind="received", condition="good", name="Ek", by=None, now=clock.now()
        )
    assert codes_of(refusal) == ["cannot_follow"]


def test_who_forgot_to_mark_it_sent_does_not_keep_the_laboratory_from_receiving_it(case: Case) -> None:
    request = a_request(case)
    samples = list(request.samples.all())
    add_custody(
        request=request, samples=samples, kind="received", condition="good", name="Ek", by=None, now=clock.now()
    )
    assert state(request) == "received"


def test_a_spoilt_arrival_is_told_and_another_sample_can_follow(case: Case) -> None:
    owner = a_member_of(case.enterprise)
    request = received(a_request(case), condition="warm")
    assert "not as they should" in str(Notice.objects.filter(to=owner).latest("pk"))
    another = add_sample(request=request, why="The first came in warm.", by=a_user(), now=clock.now())
    assert (another.number, str(another)) == (2, f"{request.number}/2")


def test_the_chain_of_custody_is_only_added_to(case: Case) -> None:
    request = received(a_request(case))
    for change in (
        lambda: Custody.objects.update(condition="damaged"),
        lambda: Custody.objects.all().delete(),
        lambda: Sample.objects.update(code="ANOTHER"),
        lambda: request.tests.update(least=None),
    ):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            change()


def test_the_value_decides_where_the_test_has_limits(case: Case) -> None:
    request = in_test(a_request(case, methods=[a_method(least="14")]))
    [test] = request.tests.all()
    with pytest.raises(ResultRefused) as refusal:
        enter_result(test=test, text="Fine", passed=True, name="Ek", by=None, now=clock.now())
    assert codes_of(refusal) == ["no_value"]
    result = a_result(test, "9", passed=True, on_day=9)
    assert (result.passed, result.on_day) == (False, 9)


def test_without_limits_who_tests_says_whether_it_passed(case: Case) -> None:
    request = in_test(a_request(case, methods=[a_method("mould", least=None)]))
    [test] = request.tests.all()
    with pytest.raises(ResultRefused) as refusal:
        enter_result(test=test, name=" ", by=None, now=clock.now())
    assert codes_of(refusal) == ["no_text", "no_verdict", "no_name"]
    assert a_result(test, None, text="None seen", passed=True).passed


def test_nothing_is_found_before_the_samples_are_in_test(case: Case) -> None:
    [test] = received(a_request(case)).tests.all()
    with pytest.raises(ResultRefused) as refusal:
        a_result(test)
    assert codes_of(refusal) == ["not_begun"]


def test_a_result_is_verified_by_a_second_person_only(case: Case) -> None:
    one, two = a_user("Ek"), a_user("Orn")
    [test] = in_test(a_request(case)).tests.all()
    result = a_result(test, by=one)
    with pytest.raises(ResultRefused) as refusal:
        verify_result(result=result, by=one, now=clock.now())
    assert codes_of(refusal) == ["same_person"]
    with pytest.raises(IntegrityError, match="who_entered_a_result"), transaction.atomic():
        Result.objects.filter(pk=result.pk).update(verified_by=one, verified_at=clock.now())
    verify_result(result=result, by=two, now=clock.now())
    assert (result.verified_by, result.passed) == (two, True)


def test_who_entered_a_result_by_the_link_does_not_verify_it_under_the_same_name(case: Case) -> None:
    [test] = in_test(a_request(case)).tests.all()
    result = a_result(test, name=" Ek  the Technician ")
    same = a_user("ek the technician")
    with pytest.raises(ResultRefused) as refusal:
        verify_result(result=result, by=same, now=clock.now())
    assert codes_of(refusal) == ["same_person"]
    [other] = in_test(a_request(case)).tests.all()
    alike = a_result(other, name="EK the Technician ")
    with pytest.raises(DatabaseError, match="under the same name"), transaction.atomic():
        Result.objects.filter(pk=alike.pk).update(verified_by=same, verified_at=clock.now())


def test_a_verified_result_never_changes(case: Case) -> None:
    request = verified(a_request(case))
    for change in ({"value": 3}, {"passed": False}, {"verified_at": None, "verified_by": None}):
        with pytest.raises(DatabaseError, match="stays as it was entered"), transaction.atomic():
            Result.objects.filter(test__request=request).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Result.objects.filter(test__request=request).delete()


def test_no_result_is_born_verified(case: Case) -> None:
    [test] = in_test(a_request(case)).tests.all()
    with pytest.raises(DatabaseError, match="entered first"), transaction.atomic():
        Result.objects.create(
            test=test,
            value=15,
            passed=True,
            entered_name="Ek",
            entered_at=clock.now(),
            verified_by=a_user(),
            verified_at=clock.now(),
        )


def test_a_result_that_is_sent_back_stays_and_another_follows(case: Case) -> None:
    request = in_test(a_request(case))
    [test] = request.tests.all()
    first = a_result(test, "150")
    send_back(result=first, reason="Is that days or tenths?", by=a_user(), now=clock.now())
    second = a_result(test, "15")
    assert (first.sent_back_reason, second.attempt) == ("Is that days or tenths?", 2)
    assert state(request) == "to_verify"
    verify_result(result=second, by=a_user("Orn"), now=clock.now())
    assert state(request) == "verified"


def test_a_retest_says_why_and_keeps_the_earlier_attempt(case: Case) -> None:
    request = verified(a_request(case), "9")
    [test] = request.tests.all()
    with pytest.raises(ResultRefused) as refusal:
        a_result(test)
    assert codes_of(refusal) == ["no_reason"]
    again = a_result(test, note="The seal was faulty: again with the reserve.")
    assert [result.attempt for result in test.results.all()] == [2, 1]
    verify_result(result=again, by=a_user("Orn"), now=clock.now())
    assert publish_report(request=request, by=a_user(), now=clock.now()).passed


def test_a_report_is_published_when_everything_is_verified(case: Case) -> None:
    owner = a_member_of(case.enterprise)
    request = in_test(a_request(case, methods=[a_method("one"), a_method("two")]))
    first, second = request.tests.all()
    verify_result(result=a_result(first), by=a_user("Orn"), now=clock.now())
    with pytest.raises(ReportRefused) as refusal:
        publish_report(request=request, by=a_user(), now=clock.now())
    assert codes_of(refusal) == ["not_verified"]
    verify_result(result=a_result(second), by=a_user("Orn"), now=clock.now())
    report = publish_report(request=request, by=a_user(), now=clock.now())
    assert (report.passed, report.results.count(), state(request)) == (True, 2, "passed")
    assert f"lot {request.lot.code} passed" in str(Notice.objects.filter(to=owner).latest("pk"))


def test_what_failed_is_published_without_waiting_for_the_tests_that_run_on(case: Case) -> None:
    request = in_test(a_request(case, methods=[a_method("one"), a_method("two")]))
    first, _second = request.tests.all()
    verify_result(result=a_result(first, "9", on_day=9), by=a_user("Orn"), now=clock.now())
    report = publish_report(request=request, by=a_user(), now=clock.now())
    assert (report.passed, report.results.count(), state(request)) == (False, 1, "failed")


def test_a_published_report_never_changes_and_a_withdrawn_one_stays_so(case: Case) -> None:
    report = a_report(a_request(case))
    for change in ({"passed": False}, {"code": "X"}):
        with pytest.raises(DatabaseError, match="published report stays"), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        report.results.clear()
    withdraw_report(report=report, reason="A wrong lot was named.", by=a_user(), now=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(withdrawn_at=None, withdrawn_reason="")
    again = publish_report(request=report.request, by=a_user(), now=clock.now())
    assert str(again) == f"{report.request.number}-R2"


def test_a_report_holds_verified_results_of_its_own_request_alone(case: Case) -> None:
    report = a_report(a_request(case))
    foreign = Result.objects.get(test__request=verified(a_request(case)))
    with pytest.raises(DatabaseError, match="of its own request"), transaction.atomic():
        report.results.add(foreign)


def test_nothing_is_entered_while_the_report_stands(case: Case) -> None:
    report = a_report(a_request(case))
    [test] = report.request.tests.all()
    with pytest.raises(RequestRefused) as refusal:
        a_result(test, note="Again.")
    assert codes_of(refusal) == ["published"]


def test_withdrawing_a_request_keeps_what_was_and_lets_samples_be_disposed_of(case: Case) -> None:
    request = received(a_request(case))
    withdraw_request(request=request, reason="The recipe changed.", by=a_user(), now=clock.now())
    assert state(request) == "withdrawn"
    with pytest.raises(RequestRefused):
        add_custody(
            request=request, samples=list(request.samples.all()), kind="opened", name="Ek", by=None, now=clock.now()
        )
    add_custody(
        request=request, samples=list(request.samples.all()), kind="disposed", name="Ek", by=None, now=clock.now()
    )


def test_a_lot_that_failed_begins_the_next_round_once(case: Case) -> None:
    report = a_report(a_request(case), "9")
    step = case.version.steps.get(key="roast")
    officer = case.officer or a_user()
    begin_next_round(request=report.request, first_step=step, link="/", by=officer, now=clock.now())
    assert round_of(case) == 2
    today = clock.local_day(clock.now())
    assert a_lot(case, made_on=today).round == 2
    assert a_lot(case, made_on=today - timedelta(days=1)).round == 1  # made before it began, entered late
    with pytest.raises(NextRoundRefused) as refusal:
        begin_next_round(request=report.request, first_step=step, link="/", by=officer, now=clock.now())
    assert codes_of(refusal) == ["begun"]


def test_what_passed_begins_no_round(case: Case) -> None:
    report = a_report(a_request(case))
    with pytest.raises(NextRoundRefused):
        begin_next_round(
            request=report.request,
            first_step=case.version.steps.get(key="roast"),
            link="/",
            by=a_user(),
            now=clock.now(),
        )


def test_values_at_the_limit_pass(case: Case) -> None:
    request = in_test(a_request(case, methods=[a_method("water", least="0.2", most="0.6", unit="aw")]))
    [test] = request.tests.all()
    assert a_result(test, "0.6").passed
    assert Decimal(test.most or 0) == Decimal("0.6")


def test_a_laboratory_without_an_account_is_written_to_with_its_link(case: Case) -> None:
    request = a_request(case, email="lab@example.com")
    job = ProcrastinateJob.objects.filter(task_name__endswith="mail_laboratory").latest("pk")
    mail_laboratory(**job.args)
    [letter] = mail.outbox
    assert letter.to == ["lab@example.com"]
    assert "/laboratory/link/" in letter.body
    assert case.enterprise.name_th not in letter.body
    assert request.salt not in letter.body


def test_links_expire_some_months_after_they_were_sent(case: Case) -> None:
    request = a_request(case)
    assert request.expires_at is not None
    assert request.expires_at - request.asked_at > timedelta(days=90)
