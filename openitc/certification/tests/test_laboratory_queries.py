"""What waits for whom, and what the page of a case shows of laboratory work."""

from collections.abc import Callable
from functools import partial

import pytest
from django.template.loader import render_to_string

from openitc.cases.models import Case
from openitc.cases.operations import begin_round
from openitc.cases.tests.builders import a_case, a_member_of
from openitc.centers.access import standing_of
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer, an_operator
from openitc.certification.models import LabRequest
from openitc.certification.queries import laboratory_panel as panel
from openitc.certification.queries.failures import steps_to_begin_with, usual_first_step
from openitc.certification.queries.requests import glance_of, glanced, state_of_request, whole
from openitc.certification.queries.tests import asked_tests
from openitc.certification.queries.words import limit_in_words
from openitc.certification.tests.builders.laboratory import (
    a_laboratory,
    a_laboratory_booking,
    a_method,
    a_report,
    a_request,
    a_result,
    in_test,
    received,
)
from openitc.certification.tests.builders.lots import a_lot
from openitc.people.models import User
from openitc.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    center = a_center()
    return a_case(center, officer=an_officer(center))


def waits_for(user: User) -> list[str]:
    now = clock.now()
    return [to_do.text for to_do in panel.to_dos(user, standing=standing_of(user, on=clock.local_day(now)), now=now)]


def test_each_hand_over_waits_for_the_next_hand(case: Case, booked: LabRequest, laboratory: Center) -> None:
    owner, technician = a_member_of(case.enterprise), an_operator(laboratory)
    assert waits_for(owner) == ["Send the samples to the laboratory"]
    assert waits_for(technician) == []
    received(booked)
    assert waits_for(technician) == ["Take the samples into test"]
    assert waits_for(owner) == []


def test_a_result_waits_for_the_laboratory_and_a_fail_for_those_who_asked(
    case: Case, booked: LabRequest, laboratory: Center
) -> None:
    owner, technician = a_member_of(case.enterprise), an_operator(laboratory)
    [test] = in_test(booked).tests.all()
    a_result(test, "9")
    assert waits_for(technician) == ["Verify what a colleague found"]
    assert waits_for(owner) == []


def test_a_fail_waits_until_the_next_round_begins(case: Case, booked: LabRequest) -> None:
    owner = a_member_of(case.enterprise)
    a_report(booked, "9")
    assert waits_for(owner) == ["Decide how to go on: the lot did not pass"]
    step = case.version.steps.get(key="roast")
    begin_round(case=case, first_step=step, why={"th": "x", "en": "x"}, by=owner, now=clock.now())
    assert waits_for(owner) == []


def test_an_outside_laboratory_s_results_wait_for_the_lead_center(case: Case) -> None:
    [test] = in_test(a_request(case)).tests.all()
    a_result(test)
    assert case.officer is not None
    assert waits_for(case.officer) == ["Verify what a colleague found"]
    assert waits_for(an_officer(a_center())) == []


def test_the_panel_of_a_case_tells_its_fail_in_plain_words(case: Case, booked: LabRequest) -> None:
    a_report(booked, "9")
    assert case.officer is not None
    found = panel.of_case(case, reader=case.officer, staff=True, now=clock.now())
    shown = render_to_string("certification/_laboratory_of_case.html", {"found": found, "case": case})
    assert "Dry it further, or seal it better." in shown
    assert "Begin the next round" in shown


def test_the_page_of_a_case_asks_little_for_its_laboratory_work(
    case: Case, laboratory: Center, django_assert_max_num_queries: Callable[..., object]
) -> None:
    assert case.officer is not None
    now = clock.now()
    of_case = partial(panel.of_case, case, reader=case.officer, staff=True, now=now)
    with django_assert_max_num_queries(2):  # type: ignore[attr-defined]  # pytest-django's context
        assert not of_case().lots
    booking = a_laboratory_booking(case, a_laboratory(laboratory, places=12), places=12)
    for value in ("9", "30", "9"):
        a_report(a_request(case, booking=booking), value)
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]  # same
        found = of_case()
    with django_assert_max_num_queries(1):  # type: ignore[attr-defined]  # same
        [to_do] = panel.to_dos_of_case(case, reader=case.officer, staff=True, now=now)
    assert [row.state for row in found.rows] == ["failed", "passed", "failed"]
    assert found.lots == case.lots.count()
    assert found.failure is not None
    assert found.failure.request == found.rows[0].request
    assert found.rows[0].request.number in str(to_do.detail)


def test_a_glance_says_the_same_as_the_whole_request(case: Case, booked: LabRequest) -> None:
    def states() -> tuple[str, str]:
        [read] = whole(LabRequest.objects.filter(pk=booked.pk))
        [seen] = glanced(LabRequest.objects.filter(pk=booked.pk))
        return glance_of(seen).state, state_of_request(read)

    assert states() == ("asked", "asked")

    [test] = in_test(booked).tests.all()
    assert states() == ("in_test", "in_test")
    a_result(test, "9")
    assert states() == ("to_verify", "to_verify")


def test_desks_take_the_same_number_of_queries_at_any_size(
    case: Case, laboratory: Center, django_assert_max_num_queries: Callable[..., object]
) -> None:
    booking = a_laboratory_booking(case, a_laboratory(laboratory, places=12), places=12)
    technician = an_operator(laboratory)
    received(a_request(case, booking=booking))
    with django_assert_max_num_queries(3) as few:  # type: ignore[attr-defined]  # same
        waits_for(technician)
    for _turn in range(4):
        received(a_request(case, booking=booking))
    with django_assert_max_num_queries(len(few)):  # type: ignore[attr-defined]  # same
        assert len(waits_for(technician)) == 5


def test_the_roadmap_reads_what_came_of_each_test(case: Case) -> None:
    methods = [a_method(key) for key in ("one", "two", "three")]
    lot = a_lot(case)
    a_report(a_request(case, methods=methods[:1], lot=lot))
    a_report(a_request(case, methods=methods[1:2], lot=lot), "9")
    a_request(case, methods=methods[2:], lot=lot)
    states = {key: asked.state for key, asked in asked_tests(case).items()}
    assert states == {"one": "passed", "two": "failed", "three": "asked"}


def test_the_next_round_begins_where_the_product_is_made(booked: LabRequest) -> None:
    steps = steps_to_begin_with(booked)
    assert [step.key for step in steps] == ["study", "roast", "test"]
    usual = usual_first_step(steps)
    assert usual is not None
    assert usual.key == "roast"


@pytest.mark.parametrize(
    ("least", "most", "unit", "words"),
    [
        ("14", None, "d", "14 days or more"),
        (None, "100000", "CFU/g", "100,000 CFU/g or less"),
        ("0.2", "0.6", "", "from 0.2 to 0.6"),
        (None, None, "", ""),
    ],
)
def test_limits_read_as_words(case: Case, least: str | None, most: str | None, unit: str, words: str) -> None:
    request = a_request(case, methods=[a_method(least=least, most=most, unit=unit)])
    assert limit_in_words(request.tests.get()) == words
