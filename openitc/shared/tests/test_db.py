"""What makes a write whole."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from openitc.people.models import User
from openitc.shared.db import Lock, database_now, lock, operation, refusing, write_at_the_end
from openitc.shared.refusals import Refused

pytestmark = pytest.mark.django_db
TAKEN = Refused("Somebody has that address.")


def keep(email: str) -> None:
    User.objects.create(email=email)


@operation
def invite_and_refuse() -> None:
    keep("half@example.com")
    raise TAKEN


def kept() -> set[str]:
    return set(User.objects.values_list("email", flat=True))


def test_what_is_refused_half_way_leaves_nothing_behind() -> None:
    with pytest.raises(Refused):
        invite_and_refuse()
    assert kept() == set()


def test_an_operation_inside_another_is_undone_with_it() -> None:
    @operation
    def inner() -> None:
        keep("inner@example.com")

    @operation
    def outer() -> None:
        inner()
        raise TAKEN

    with pytest.raises(Refused):
        outer()
    assert kept() == set()


@pytest.mark.parametrize("goes_on", [True, False], ids=["with another query", "without another query"])
def test_a_refusal_swallowed_inside_another_operation_fails_loudly(goes_on: bool) -> None:  # noqa: FBT001 - pytest gives it so
    @operation
    def outer() -> str:
        keep("before@example.com")
        try:
            invite_and_refuse()
        except Refused:
            if goes_on:
                keep("after@example.com")
        return "done"

    with pytest.raises(transaction.TransactionManagementError):
        outer()
    assert kept() == set()


def test_an_operation_after_a_refused_one_is_whole_again() -> None:
    with pytest.raises(Refused):
        invite_and_refuse()
    operation(keep)("next@example.com")
    assert kept() == {"next@example.com"}


def test_a_broken_constraint_becomes_the_refusal_that_speaks_of_it() -> None:
    keep("one@example.com")
    with pytest.raises(Refused) as refusal, transaction.atomic(), refusing(TAKEN, on="people_user_email_key"):
        keep("one@example.com")
    assert refusal.value is TAKEN


def test_another_broken_constraint_is_not_hidden_behind_a_refusal() -> None:
    broken = pytest.raises(IntegrityError, match="lower_case")
    with broken, transaction.atomic(), refusing(TAKEN, on="people_user_email_key"):
        keep("LOUD@example.com")


def test_locks_are_taken_once_each_and_in_one_order() -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        lock(Lock.RESOURCES, [30, 4, 200, 4])
    keys = [query["sql"].partition("pg_advisory_xact_lock(")[2].rstrip(")") for query in asked]
    assert keys == ["2, 4", "2, 30", "2, 200"]


def test_kinds_of_locks_have_an_order_of_their_own() -> None:
    assert list(Lock) == sorted(Lock)


def test_the_database_s_clock_goes_on_inside_a_transaction() -> None:
    assert database_now() < database_now()


def test_what_waits_is_written_together_when_the_outermost_operation_ends() -> None:
    written: list[list[int]] = []

    @operation
    def inner(number: int) -> None:
        write_at_the_end(written.append, [number])

    @operation
    def outer() -> None:
        inner(1)
        inner(2)
        assert not written

    outer()
    write_at_the_end(written.append, [3])
    assert written == [[1, 2], [3]]


def test_what_waits_is_not_written_when_the_operation_is_refused() -> None:
    written: list[list[int]] = []

    @operation
    def refused() -> None:
        write_at_the_end(written.append, [1])
        raise Refused("no")

    with pytest.raises(Refused):
        refused()
    assert not written
