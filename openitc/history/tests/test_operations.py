"""History: kept with what it is about, and never changed."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext_noop
from pytest_django import DjangoAssertNumQueries

from openitc.history.models import Event
from openitc.history.operations import record
from openitc.history.queries import changes_of, events_about
from openitc.people.models import User
from openitc.shared import clock

pytestmark = pytest.mark.django_db


def a_user(email: str) -> User:
    """Someone for history to be about."""
    return User.objects.create_user(email, name=email)


def test_an_event_stands_in_the_history_of_everything_it_is_about() -> None:
    one, two, other = (a_user(f"{name}@example.com") for name in ("one", "two", "other"))
    event = record("met", "They met", about=[one, two], by=one, now=clock.now())
    assert [list(events_about(row)) for row in (one, two, other)] == [[event], [event], []]


def test_an_event_reads_in_the_language_of_its_reader() -> None:
    user = a_user("one@example.com")
    names = {"th": "เครื่องคั่ว", "en": "Roaster"}
    record("booked", gettext_noop("Booked %(resource)s"), about=user, by=user, now=clock.now(), resource=names)
    event = Event.objects.get()
    with translation.override("en"):
        assert str(event) == "Booked Roaster"
    with translation.override("th"):
        assert "เครื่องคั่ว" in str(event)


@pytest.mark.parametrize("statement", ["UPDATE history_event SET verb = 'other'", "DELETE FROM history_event"])
def test_the_table_refuses_changes_and_deletions(statement: str) -> None:
    user = a_user("one@example.com")
    record("met", "They met", about=user, by=user, now=clock.now())
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_how_often_and_when_a_row_last_changed_is_read_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one, two = a_user("one@example.com"), a_user("two@example.com")
    first, second = clock.now(), clock.now()
    record("met", "They met", about=[one, two], by=one, now=first)
    record("parted", "They parted", about=one, by=one, now=second)
    with django_assert_num_queries(1):
        assert changes_of([one, two]) == {one.pk: (second, 2), two.pk: (first, 1)}
