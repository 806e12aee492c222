"""What makes a write whole: one transaction, one lock order, refusals in place of broken constraints."""

import functools
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from enum import IntEnum
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import DateTimeField, Func

from openitc.shared.refusals import Refused

P = ParamSpec("P")
T = TypeVar("T")

SWALLOWED = "An operation was refused inside another one, which went on as if it had been done."
Write = Callable[[list[Any]], None]
# What is written when the outermost operation ends, by what writes it; none outside of operations.
_waiting: ContextVar[dict[Write, list[Any]] | None] = ContextVar("waiting to be written", default=None)


def operation(function: Callable[P, T]) -> Callable[P, T]:
    """Run the function all or nothing.

    The outermost operation owns the transaction. One called by another joins it without a savepoint, so that a refusal
    swallowed half-way fails loudly, at the next query or at the end, instead of committing half.
    """

    @functools.wraps(function)
    def whole(*args: P.args, **kwargs: P.kwargs) -> T:
        if _waiting.get() is not None:
            with transaction.atomic(savepoint=False):
                return function(*args, **kwargs)
        token = _waiting.set({})
        try:
            with transaction.atomic():
                done = function(*args, **kwargs)
                if transaction.get_rollback():
                    raise transaction.TransactionManagementError(SWALLOWED)
                write_what_waits()
                return done
        finally:
            _waiting.reset(token)

    return whole


def write_at_the_end(write: Callable[[list[T]], None], rows: Iterable[T]) -> None:
    """Let `write` have the rows when the outermost operation ends, all that came together; outside of one, at once.

    For what nobody reads within the operation: it saves a statement for each call.
    """
    waiting = _waiting.get()
    if waiting is None:
        write(list(rows))
    else:
        waiting.setdefault(write, []).extend(rows)


def write_what_waits() -> None:
    """Write now what would be written at the end."""
    waiting = _waiting.get()
    while waiting:
        write = next(iter(waiting))
        write(waiting.pop(write))


@contextmanager
def refusing(refusal: Refused, *, on: str) -> Iterator[None]:
    """Turn a violation of the constraint named `on` into the refusal."""
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "constraint_name", None) == on:
            raise refusal from error
        raise


class Lock(IntEnum):
    """The kinds of things that are locked before they are written, in the order in which they are locked."""

    NUMBERS = 1
    RESOURCES = 2
    PATHWAYS = 3


def lock(kind: Lock, keys: Collection[int]) -> None:
    """Wait for the things and keep them until the transaction ends; everyone takes them in ascending order."""
    with connection.cursor() as cursor:
        for key in sorted(set(keys)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [int(kind), key])


class DatabaseClock(Func):
    """The time by the database's clock at the moment the row is looked at, which all processes share."""

    function = "clock_timestamp"
    output_field = DateTimeField()


def database_now() -> datetime:
    """The time by the database's clock, which all processes share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment
