"""Signing in on the sample network."""

import pytest
from django.test import Client

from openitc.people.operations import add_user
from openitc.sample.models import Load
from openitc.shared import clock

pytestmark = pytest.mark.django_db
EMAIL = "officer.chiangmai@example.go.th"


def test_one_click_signs_in_on_the_sample_network(client: Client) -> None:
    user = add_user(email=EMAIL, name="Officer", now=clock.now())
    Load.objects.create(loaded_at=clock.now(), seed=1, seconds=1)
    assert client.post("/sample/sign-in/", {"email": EMAIL}).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_elsewhere_there_is_no_such_page(client: Client) -> None:
    add_user(email=EMAIL, name="Officer", now=clock.now())
    assert client.post("/sample/sign-in/", {"email": EMAIL}).status_code == 404


def test_nobody_but_the_sample_accounts_can_be_signed_in_so(client: Client) -> None:
    add_user(email="someone@example.com", name="Someone", now=clock.now())
    Load.objects.create(loaded_at=clock.now(), seed=1, seconds=1)
    assert client.post("/sample/sign-in/", {"email": "someone@example.com"}).status_code == 404


def test_a_link_alone_signs_nobody_in(client: Client) -> None:
    assert client.get("/sample/sign-in/").status_code == 405
