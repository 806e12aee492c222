"""The pages of laboratory work: for those who ask, for a laboratory with an account, and for one without."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from openitc.cases.models import Case
from openitc.cases.tests.builders import a_member_of
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer, an_operator
from openitc.certification.models import LabRequest, Lot, Report, Result
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
from openitc.certification.tests.builders.laboratory_pages import page, signed_in, text_of
from openitc.certification.tests.builders.lots import a_licence, a_lot
from openitc.people.models import User
from openitc.people.tests.builders import LONG_AGO, a_user
from openitc.sample.models import Load
from openitc.shared import clock
from openitc.shared.text import hour

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"[A-Za-z0-9]{64}|[0-9a-f]{40}")


def test_an_enterprise_enters_its_lot_and_reads_that_it_is_not_for_sale(client: Client, case: Case) -> None:
    owner = a_member_of(case.enterprise)
    address = reverse("certification:lots", args=[case.number])
    typed = {"made_on": "2026-11-01", "place": "Home kitchen", "units": "40", "purpose": "trial"}
    answer = signed_in(client, owner).post(address, typed, follow=True)
    assert "Not for sale – R&amp;D and tasting only" in answer.content.decode()
    refused = client.post(address, typed | {"purpose": "sale"})
    assert refused.status_code == 422
    assert "R&amp;D and tasting only: enter the lot as a trial" in refused.content.decode()
    assert "Home kitchen" in refused.content.decode()
    a_licence(case)
    client.post(address, typed | {"purpose": "sale"})
    assert Lot.objects.filter(purpose="sale").count() == 1


def test_a_lot_is_blocked_with_a_reason(client: Client, case: Case, officer: User) -> None:
    lot = a_lot(case)
    address = reverse("certification:lot-blocking", args=[case.number, lot.code])
    assert signed_in(client, officer).post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "The seals leak."})
    assert "The seals leak." in text_of(client, reverse("certification:lots", args=[case.number]))


def test_an_officer_asks_the_booked_laboratory_and_prints_labels(
    client: Client, case: Case, officer: User, laboratory: Center
) -> None:
    method, lot = a_method(), a_lot(case)
    booking = a_laboratory_booking(case, a_laboratory(laboratory))
    address = reverse("certification:new-lab-request", args=[case.number])
    shown = text_of(signed_in(client, officer), address)
    assert "Test of shelf-life" in shown
    assert "2 places left" in shown
    typed = {"lot": lot.pk, "methods": [method.pk], "where": booking.pk, "reserve": "1"}
    answer = client.post(address, typed, follow=True)
    request = LabRequest.objects.get()
    assert request.center == laboratory
    assert answer.content.decode().count("<svg") >= 2
    assert request.samples.count() == 2
    sheet = client.get(reverse("certification:labels-sheet", args=[request.number]))
    assert sheet.content.startswith(b"%PDF")


def test_without_a_lot_or_a_booking_the_page_says_what_to_do_first(client: Client, case: Case, officer: User) -> None:
    address = reverse("certification:new-lab-request", args=[case.number])
    assert "Enter a lot first" in text_of(signed_in(client, officer), address)
    a_lot(case)
    a_method()
    assert reverse("routes:options", args=[case.number]) in text_of(client, address)


def test_what_was_typed_wrongly_is_told_at_its_field(client: Client, case: Case, officer: User) -> None:
    a_method()
    a_lot(case)
    address = reverse("certification:new-lab-request", args=[case.number])
    answer = signed_in(client, officer).post(address, {"where": "outside", "laboratory": "Lanna", "email": "nonsense"})
    assert answer.status_code == 422
    assert "Tick at least one test." in answer.content.decode()
    assert "Lanna" in answer.content.decode()


def test_a_technician_takes_a_request_from_receipt_to_a_result_and_a_colleague_publishes(
    client: Client, booked: LabRequest, laboratory: Center, case: Case
) -> None:
    technician, colleague = an_operator(laboratory), an_officer(laboratory, name="Second Pair")
    keys = [sample.pk for sample in booked.samples.all()]
    signed_in(client, technician)
    client.post(page(booked, "custody/"), {"kind": "received", "samples": keys, "condition": "good"})
    client.post(page(booked, "custody/"), {"kind": "opened", "samples": keys})
    test = booked.tests.get()
    shown = client.post(page(booked, f"results/{test.pk}/"), {"value": "15"}, follow=True).content.decode()
    assert "You entered this: a colleague verifies it." in shown
    result = Result.objects.get()
    assert client.post(page(booked, f"verifications/{result.pk}/")).status_code == 422
    signed_in(client, colleague).post(page(booked, f"verifications/{result.pk}/"))
    client.post(page(booked, "publication/"))
    report = Report.objects.get()
    assert report.passed
    sheet = client.get(page(booked, f"reports/{report.number}/"))
    assert sheet.content.startswith(b"%PDF")
    verification = Client().get(reverse("certification:verification", args=[report.code]))
    assert verification.status_code == 200
    assert client.get(reverse("journeys:case", args=[case.number])).status_code == 404


def test_the_report_is_set_in_both_languages(client: Client, booked: LabRequest, laboratory: Center) -> None:
    report = a_report(booked, "9")
    signed_in(client, an_operator(laboratory))
    sizes = set()
    for language in ("th", "en"):
        client.cookies["language"] = language
        sheet = client.get(page(booked, f"reports/{report.number}/"))
        assert sheet["Content-Type"] == "application/pdf"
        sizes.add(len(sheet.content))
    assert len(sizes) == 2


def test_papers_of_the_sample_network_say_so(
    client: Client, booked: LabRequest, laboratory: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_pages: list[dict[str, object]] = []

    def keep(_page: Path, facts: dict[str, object]) -> bytes:
        set_pages.append(facts)
        return b"%PDF"

    for name in ("requests", "results"):
        monkeypatch.setattr(f"openitc.certification.views.{name}.set_in_type", keep)
    report = a_report(booked)
    signed_in(client, an_operator(laboratory))
    papers = [page(booked, f"reports/{report.number}/"), reverse("certification:labels-sheet", args=[booked.number])]
    for address in papers:
        client.get(address)
    Load.objects.create(loaded_at=LONG_AGO, seed=1, seconds=1)
    for address in papers:
        client.get(address)
    assert [facts["sample"] for facts in set_pages] == ["", "", *["Sample data, not official"] * 2]


def test_two_bookings_at_one_laboratory_are_told_apart_by_step_and_time(
    client: Client, case: Case, officer: User
) -> None:
    a_method()
    a_lot(case)
    there = a_laboratory(a_center())
    for days in (1, 40):
        a_laboratory_booking(case, there, start=clock.now() + timedelta(days=days))
    form = text_of(signed_in(client, officer), reverse("certification:new-lab-request", args=[case.number]))
    step = case.version.steps.get(key="test")
    labels = [line.strip() for line in form.splitlines() if f"{there.center.name} · {step.name}" in line]
    assert len(set(labels)) == 2


def test_withdrawing_a_report_shows_at_its_qr(client: Client, booked: LabRequest, laboratory: Center) -> None:
    report = a_report(booked)
    signed_in(client, an_operator(laboratory))
    client.post(page(booked, f"reports/{report.number}/withdrawal/"), {"reason": "The wrong lot was named."})
    shown = Client(headers={"accept-language": "en"}).get(reverse("certification:verification", args=[report.code]))
    assert "ithdrawn" in shown.content.decode()


def test_the_laboratory_sees_its_request_and_nothing_of_the_case(
    client: Client, booked: LabRequest, laboratory: Center, case: Case
) -> None:
    signed_in(client, an_operator(laboratory))
    shown = text_of(client, page(booked))
    assert reverse("journeys:case", args=[case.number]) not in shown
    assert case.enterprise.name_th not in shown
    for name in ("lots", "laboratory", "new-lab-request"):
        assert client.get(reverse(f"certification:{name}", args=[case.number])).status_code == 404
    for part in ("withdrawal/", "round/"):
        assert client.get(page(booked, part)).status_code == 403


def test_who_only_asked_neither_receives_nor_enters_nor_verifies(
    client: Client, booked: LabRequest, case: Case
) -> None:
    in_test(booked)
    test = booked.tests.get()
    result = a_result(test)
    keys = [sample.pk for sample in booked.samples.all()]
    for user in (case.officer, a_member_of(case.enterprise)):
        assert user is not None
        signed_in(client, user)
        for part, typed in (
            ("custody/", {"kind": "kept", "samples": keys}),
            (f"results/{test.pk}/", {"value": "20"}),
            (f"verifications/{result.pk}/", {}),
            (f"returns/{result.pk}/", {"reason": "No."}),
            ("publication/", {}),
        ):
            assert client.post(page(booked, part), typed).status_code == 403


def test_another_center_s_staff_and_strangers_find_no_request(client: Client, booked: LabRequest) -> None:
    for user in (an_officer(a_center()), an_operator(a_center()), a_user("A stranger")):
        signed_in(client, user)
        for part in ("", "labels/", "labels/sheet/", "withdrawal/", "round/"):
            assert client.get(page(booked, part)).status_code == 404


def test_a_fail_says_what_it_means_and_begins_the_next_round(
    client: Client, booked: LabRequest, case: Case, officer: User
) -> None:
    a_report(booked, "9")
    shown = text_of(signed_in(client, officer), page(booked))
    assert "Dry it further, or seal it better." in shown
    form = text_of(client, page(booked, "round/"))
    roast = case.version.steps.get(key="roast")
    assert f'value="{roast.pk}" required' in form or "checked" in form
    answer = client.post(page(booked, "round/"), {"first_step": roast.pk})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("routes:options", args=[case.number])
    assert case.rounds.get().number == 2
    assert "The next round has begun." in text_of(client, page(booked))


def test_the_workbench_shows_each_request_where_it_waits(client: Client, case: Case, laboratory: Center) -> None:
    chamber = a_laboratory(laboratory, places=12)
    booking = a_laboratory_booking(case, chamber, places=8)
    a_request(case, booking=booking)
    received(a_request(case, booking=booking))
    in_test(a_request(case, booking=booking))
    verified(a_request(case, booking=booking))
    a_report(a_request(case, booking=booking))
    shown = text_of(signed_in(client, an_operator(laboratory)), reverse("certification:workbench"))
    assert "4 requests are before you." in shown
    assert shown.count("lab-card") >= 4
    assert "Published of late" in shown


def test_an_empty_workbench_says_what_will_stand_there(client: Client) -> None:
    shown = text_of(signed_in(client, a_user()), reverse("certification:workbench"))
    assert "No samples are on their way to you" in shown


@pytest.mark.parametrize("name", ["workbench", "laboratory", "lots"])
def test_lists_take_the_same_number_of_queries_at_any_size(
    client: Client, case: Case, laboratory: Center, name: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    booking = a_laboratory_booking(case, a_laboratory(laboratory, places=12), places=12)
    in_test(a_request(case, booking=booking))
    user = an_operator(laboratory) if name == "workbench" else case.officer
    assert user is not None
    signed_in(client, user)
    address = reverse(f"certification:{name}", args=[] if name == "workbench" else [case.number])
    client.get(address)
    with django_assert_max_num_queries(60) as few:  # type: ignore[attr-defined]  # pytest-django's context
        client.get(address)
    for _turn in range(4):
        verified(a_request(case, booking=booking))
    with django_assert_max_num_queries(len(few)):  # type: ignore[attr-defined]  # same
        client.get(address)


def test_a_closed_request_shows_what_was(client: Client, booked: LabRequest, officer: User) -> None:
    signed_in(client, officer).post(page(booked, "withdrawal/"), {"reason": "Another recipe."})
    shown = text_of(client, page(booked))
    assert "Another recipe." in shown
    assert hour(clock.now())[:2]
