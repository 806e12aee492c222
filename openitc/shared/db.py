"""What makes a write whole: one transaction, one lock order, refusals in place of broken constraints."""

import functools
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from enum import IntEnum
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import DateTimeField, Func

from openitc.shared.refusals import Refused

P = ParamSpec("P")
T = TypeVar("T")

SWALLOWED = "An operation was refused inside another one, which went on as if it had been done."
_inside_an_operation: ContextVar[bool] = ContextVar("inside an operation", default=False)


def operation(function: Callable[P, T]) -> Callable[P, T]:
    """Run the function all or nothing.

    The outermost operation owns the transaction. One called by another joins it without a savepoint, so that a refusal
    swallowed half-way fails loudly, at the next query or at the end, instead of committing half.
    """

    @functools.wraps(function)
    def whole(*args: P.args, **kwargs: P.kwargs) -> T:
        if _inside_an_operation.get():
            with transaction.atomic(savepoint=False):
                return function(*args, **kwargs)
        token = _inside_an_operation.set(True)
        try:
            with transaction.atomic():
                done = function(*args, **kwargs)
                if transaction.get_rollback():
                    raise transaction.TransactionManagementError(SWALLOWED)
                return done
        finally:
            _inside_an_operation.reset(token)

    return whole


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
