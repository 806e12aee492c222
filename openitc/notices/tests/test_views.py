"""A person reads what they were told, and nobody else does."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext_noop
from pytest_django import DjangoAssertNumQueries

from openitc.notices import operations
from openitc.notices.models import Notice
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db
NOW = clock.at(date(2026, 11, 23), 9)


def a_notice(user: User, person: str = "Orn", link: str = "/enterprises/1/") -> Notice:
    sentence = gettext_noop("%(person)s made you a member of %(enterprise)s.")
    return operations.notify(to=[user], sentence=sentence, link=link, now=NOW, person=person, enterprise="Coffee")[0]


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client) -> None:
    notice = a_notice(a_user())
    for answer in (
        client.get(reverse("notices:list")),
        client.get(reverse("notices:detail", args=[notice.pk])),
        client.post(reverse("notices:reading")),
    ):
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_nobody_reads_or_ticks_off_what_another_was_told(client: Client) -> None:
    notice = a_notice(a_user(), person="Secret")
    client.force_login(a_user())
    assert client.get(reverse("notices:detail", args=[notice.pk])).status_code == 404
    assert "Secret" not in client.get(reverse("notices:list")).content.decode()
    client.post(reverse("notices:reading"))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_following_a_notice_reads_it(client: Client) -> None:
    user = a_user()
    notice, without_a_link = a_notice(user), a_notice(user, link="")
    client.force_login(user)
    assert client.get(reverse("notices:detail", args=[notice.pk]))["Location"] == "/enterprises/1/"
    assert client.get(reverse("notices:detail", args=[without_a_link.pk]))["Location"] == "/notices/"
    assert not user.notices.filter(read_at=None).exists()


def test_all_are_read_with_one_click(client: Client) -> None:
    user = a_user()
    a_notice(user)
    client.force_login(user)
    client.post(reverse("notices:reading"))
    assert not user.notices.filter(read_at=None).exists()


def test_an_empty_list_says_what_will_stand_here(client: Client) -> None:
    client.force_login(a_user())
    client.cookies["language"] = "en"
    assert "Nothing to tell you yet" in client.get(reverse("notices:list")).content.decode()


def test_a_longer_list_asks_the_database_no_more(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = a_user()
    client.force_login(user)
    a_notice(user)
    client.get(reverse("notices:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("notices:list"))
    for _more in range(30):
        a_notice(user)
    with django_assert_num_queries(len(few)):
        client.get(reverse("notices:list"))
