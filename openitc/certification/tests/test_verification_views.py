"""The public page that says whether a paper stands: only what the paper says, and the truth about today."""

import pytest
from django.test import Client
from django.urls import reverse

from openitc.certification.models import Certificate
from openitc.certification.tests.builders.certificates import (
    FOOD_NUMBER,
    LONG_AGO_DAY,
    a_certificate,
    a_place,
    an_edition,
)

pytestmark = pytest.mark.django_db


def answer(code: str, **headers: str) -> tuple[int, str]:
    response = Client().get(
        reverse("certification:verification", args=[code]), headers={"Accept-Language": "en", **headers}
    )
    return response.status_code, response.content.decode()


def test_a_certificate_in_force_is_valid_and_shows_what_the_paper_says() -> None:
    place = a_place()
    certificate = a_certificate(place, an_edition(name="Licence"), number=FOOD_NUMBER)
    status, page = answer(certificate.code)
    assert status == 200
    for shown in (
        "Valid",
        FOOD_NUMBER,
        "The authority",
        "Ginger powder in sachets",
        place.enterprise.name_en,
        "Mae Tha",
    ):
        assert shown in page


def test_what_is_not_on_the_paper_is_not_shown() -> None:
    place = a_place()
    certificate = a_certificate(place, withdrawn=True)
    _status, page = answer(certificate.code)
    hidden = ("Given up", place.officer.name, place.colleague.name, place.case.number, place.officer.email)
    assert [word for word in hidden if word in page] == []


@pytest.mark.parametrize(
    ("facts", "word"), [({"expires_on": LONG_AGO_DAY}, "Expired"), ({"withdrawn": True}, "Withdrawn")]
)
def test_what_holds_no_longer_says_so(facts: dict[str, object], word: str) -> None:
    status, page = answer(a_certificate(a_place(), **facts).code)  # type: ignore[arg-type] # what a test changes
    assert status == 200
    assert f"<h1>{word}</h1>" in page


@pytest.mark.parametrize("code", ["AAAAAAAAAA", "no such code", "x" * 500, "%00", "' or 1=1"])
def test_a_code_that_nobody_gave_is_unknown_and_helps(code: str) -> None:
    status, page = answer(code)
    assert status == 404
    assert "Unknown" in page
    assert "What you can do" in page


def test_a_certificate_that_nobody_saw_is_unknown() -> None:
    assert answer(a_certificate(a_place(), seen=False).code)[0] == 404


def test_the_code_is_read_as_people_type_it() -> None:
    code = a_certificate(a_place()).code
    assert answer(f"{code[:5]}-{code[5:]}".lower())[0] == 200
    found = Client().get(reverse("certification:verifications"), {"q": f" {code[:5]} {code[5:]} "})
    assert found["Location"] == reverse("certification:verification", args=[code])


def test_it_is_found_by_its_number_as_well() -> None:
    a_certificate(a_place(), number=FOOD_NUMBER)
    page = Client().get(reverse("certification:verifications"), {"q": "5020156420001", "language": "en"})
    assert page.status_code == 200
    assert "Valid" in page.content.decode()


def test_a_number_given_twice_lists_both() -> None:
    place = a_place()
    for day in (LONG_AGO_DAY, LONG_AGO_DAY.replace(year=2021)):
        a_certificate(place, number=FOOD_NUMBER, issued_on=day)
    page = Client().get(reverse("certification:verifications"), {"q": FOOD_NUMBER, "language": "en"}).content.decode()
    assert page.count("verify-row") == 2


def test_its_address_asks_for_a_language() -> None:
    code = a_certificate(a_place()).code
    client = Client(headers={"Accept-Language": "en"})
    page = client.get(reverse("certification:verification", args=[code]), {"language": "th"})
    assert page["Content-Language"] == "th"
    assert 'lang="th"' in page.content.decode()


def test_caches_keep_an_answer_only_where_it_is_the_same_for_everyone() -> None:
    place = a_place()
    address = reverse("certification:verification", args=[a_certificate(place).code])
    fresh = Client().get(address)
    assert fresh["Cache-Control"] == "public, max-age=60"
    assert not fresh.cookies
    assert {"Cookie", "Accept-Language"} <= set(fresh["Vary"].split(", "))
    known = Client()
    known.force_login(place.officer)
    assert "private" in known.get(address)["Cache-Control"]
    unknown = Client().get(reverse("certification:verification", args=["AAAAAAAAAA"]))
    assert "no-cache" in unknown["Cache-Control"]


@pytest.mark.parametrize("known", [True, False])
def test_an_answer_takes_as_many_queries_whether_the_code_is_known_or_not(
    known: bool,  # noqa: FBT001 - as pytest hands it in
    django_assert_num_queries: object,
) -> None:
    code = a_certificate(a_place()).code if known else "AAAAAAAAAA"
    Client().get(reverse("certification:verification", args=[code]))
    with django_assert_num_queries(3):  # type: ignore[operator] # the two tables, and whether the network is a sample
        Client().get(reverse("certification:verification", args=[code]))
    assert Certificate.objects.count() == int(known)
