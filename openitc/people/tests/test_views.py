"""A person's own page, and the language that follows them."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from openitc.people.models import User
from openitc.people.tests.builders import PASSWORD, a_user

pytestmark = pytest.mark.django_db
PROFILE = "/profile/"


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get(PROFILE)
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/profile/")


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/notices/?page=2", "/notices/%3Fpage%3D2"),
        ("http://elsewhere.test/x", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_who_was_signed_out_comes_back_to_the_page_of_the_form(client: Client, came_from: str, back: str) -> None:
    answer = client.post("/notices/reading/", headers={"Referer": came_from, "Accept-Language": "en"})
    assert answer["Location"].endswith(f"?next={back}")
    assert "nothing was changed" in client.get(answer["Location"], headers={"Accept-Language": "en"}).text


def test_an_address_that_only_takes_forms_says_so(client: Client) -> None:
    client.force_login(a_user())
    answer = client.get("/notices/reading/", headers={"Accept-Language": "th"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "ที่อยู่นี้ไม่มีหน้าให้ดู" in answer.text


def test_a_person_sees_and_writes_their_own_profile_only(client: Client) -> None:
    user, other = a_user("Orn"), a_user("Other")
    client.force_login(user)
    assert "Orn" in client.get(PROFILE).content.decode()
    answer = client.post(PROFILE, {"name": "Orn J.", "phone": "053 123 456", "language": "th"})
    assert (answer.status_code, answer.cookies["language"].value) == (302, "th")
    user.refresh_from_db()
    assert (user.name, user.phone, user.language) == ("Orn J.", "053 123 456", "th")
    assert User.objects.get(pk=other.pk).name == "Other"


def test_a_telephone_number_that_is_none_is_refused_and_kept_in_the_form(client: Client) -> None:
    client.force_login(a_user())
    answer = client.post(PROFILE, {"name": "Orn", "phone": "call me", "language": "en"})
    assert answer.status_code == 422
    assert "call me" in answer.content.decode()


@pytest.mark.parametrize("language", ["th", "en"])
def test_signing_in_brings_the_persons_language_along(client: Client, settings: Settings, language: str) -> None:
    settings.ACCOUNT_ADAPTER = "openitc.people.adapter.Adapter"
    user = a_user(language=language)
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert (answer.status_code, answer.cookies["language"].value) == (302, language)


def test_who_signs_up_in_english_reads_english(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_ADAPTER = "openitc.people.adapter.Adapter"
    client.cookies["language"] = "en"
    client.post(reverse("account_signup"), {"email": "new@example.com", "password1": PASSWORD})
    assert User.objects.get().language == "en"
