"""The two ways into laboratory work without looking for it: the secret link of a laboratory, and a label's QR."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer, an_operator
from openitc.certification.access.links import SAMPLE_COOKIE
from openitc.certification.models import Custody, LabRequest, Result
from openitc.certification.tests.builders.laboratory import (
    a_request,
)
from openitc.certification.tests.builders.laboratory_pages import link, page, signed_in, text_of
from openitc.people.models import User
from openitc.people.tests.builders import a_user

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"[A-Za-z0-9]{64}|[0-9a-f]{40}")


def test_a_laboratory_without_an_account_answers_by_its_link_in_one_browser(client: Client, case: Case) -> None:
    request = a_request(case)
    door = text_of(client, link(request))
    assert case.product.name_th not in door
    client.post(link(request, "opening/"))
    other = Client(headers={"accept-language": "en"})
    assert other.get(link(request)).status_code == 404
    assert other.post(link(request, "opening/")).status_code == 404
    keys = [sample.pk for sample in request.samples.all()]
    client.post(link(request, "custody/"), {"kind": "received", "samples": keys, "condition": "good", "name": "Ek"})
    client.post(link(request, "custody/"), {"kind": "opened", "samples": keys, "name": "Ek"})
    nameless = client.post(link(request, f"results/{request.tests.get().pk}/"), {"value": "15"})
    assert nameless.status_code == 422
    assert "Enter your name" in nameless.content.decode()
    client.post(link(request, f"results/{request.tests.get().pk}/"), {"value": "15", "name": "Ek"})
    assert Result.objects.get().entered_by is None
    officer = case.officer
    assert officer is not None
    signed_in(other, officer).post(page(request, f"verifications/{Result.objects.get().pk}/"))
    other.post(page(request, "publication/"))
    assert client.get(link(request, "reports/1/")).content.startswith(b"%PDF")


def test_a_fresh_link_lets_no_browser_in_by_the_earlier_one(client: Client, case: Case, officer: User) -> None:
    request = a_request(case)
    client.post(link(request, "opening/"))
    earlier = link(request)
    signed_in(Client(), officer).post(page(request, "fresh-link/"))
    assert client.get(earlier).status_code == 404
    request.refresh_from_db()
    assert client.get(link(request)).status_code == 200


def test_whoever_holds_a_used_link_may_ask_for_a_fresh_one_and_is_told_nothing(client: Client, case: Case) -> None:
    request = a_request(case)
    known = client.post(link(request, "fresh-link/"))
    guessed = client.post(reverse("certification:lab-link-fresh", args=["0" * 40]))
    assert (known.status_code, guessed.status_code) == (200, 200)
    assert TOKEN.sub("", known.content.decode()) == TOKEN.sub("", guessed.content.decode())


def test_scanning_a_label_receives_the_sample_in_two_taps(
    client: Client, booked: LabRequest, laboratory: Center
) -> None:
    sample = booked.samples.get()
    address = reverse("certification:sample", args=[sample.code])
    shown = text_of(signed_in(client, an_operator(laboratory)), address)
    assert "I have received it" in shown
    client.post(address, {"kind": "received", "samples": [sample.pk], "condition": "warm"})
    assert Custody.objects.get().condition == "warm"
    assert "did not arrive as it should" in text_of(client, address)


def test_the_browser_of_a_link_scans_labels_too(client: Client, case: Case) -> None:
    request = a_request(case)
    client.post(link(request, "opening/"))
    assert client.cookies[SAMPLE_COOKIE.format(request.pk)]["path"] == "/s/"
    sample = request.samples.get()
    address = reverse("certification:sample", args=[sample.code])
    client.post(address, {"kind": "received", "samples": [sample.pk], "condition": "good", "name": "Ek"})
    assert Custody.objects.get().name == "Ek"


def test_strangers_who_scan_a_label_learn_only_whom_to_tell(client: Client, booked: LabRequest, case: Case) -> None:
    address = reverse("certification:sample", args=[booked.samples.get().code])
    for who in (None, a_user("A stranger"), an_officer(a_center())):
        browser = Client(headers={"accept-language": "en"})
        if who:
            browser.force_login(who)
        shown = text_of(browser, address)
        assert case.center.name_en in shown
        for secret in (case.product.name_th, case.enterprise.name_th, case.number, booked.number, booked.lot.code):
            assert secret not in shown
        browser.post(address, {"kind": "received", "samples": [booked.samples.get().pk], "condition": "good"})
    assert not Custody.objects.exists()
    assert client.get(reverse("certification:sample", args=["XXXXXXXXXX"])).status_code == 404


def test_who_asked_and_scans_a_label_comes_to_the_request(client: Client, booked: LabRequest, officer: User) -> None:
    answer = signed_in(client, officer).get(reverse("certification:sample", args=[booked.samples.get().code]))
    assert answer["Location"] == page(booked)
