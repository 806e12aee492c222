"""Custody, verdicts and states of laboratory work: decisions on plain values. No Django, no clock."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

State = Literal["withdrawn", "asked", "sent", "received", "in_test", "to_verify", "verified", "passed", "failed"]
Found = Literal["nothing", "waiting", "sent_back", "passed", "failed"]  # of one test, by its latest attempt

SENT, RECEIVED, OPENED, LOST, KEPT, DISPOSED = "sent", "received", "opened", "lost", "kept", "disposed"
# What may follow what in the chain of custody; "" stands for a sample of which nothing is kept yet. Who forgets to say
# that a sample was sent does not keep the laboratory from receiving it.
FOLLOWING: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "": frozenset({SENT, RECEIVED, LOST}),
        SENT: frozenset({RECEIVED, LOST}),
        RECEIVED: frozenset({OPENED, KEPT, DISPOSED, LOST}),
        OPENED: frozenset({KEPT, DISPOSED, LOST}),
        KEPT: frozenset({OPENED, DISPOSED, LOST}),
        LOST: frozenset(),
        DISPOSED: frozenset(),
    }
)
SENDERS_KINDS = frozenset({SENT, LOST})  # what those who send may keep; the rest is the laboratory's word

LINK_KEPT = timedelta(days=120)  # how long a link opens, counted from when it was last sent
PATIENCE = timedelta(days=21)  # after which a laboratory without a booked time is late
MOST_SAMPLES = 20


def may_follow(before: str, kind: str) -> bool:
    """Whether that may happen to a sample of which `before` is the last that is kept."""
    return kind in FOLLOWING[before]


def is_limited(least: Decimal | None, most: Decimal | None) -> bool:
    """Whether a value decides by itself."""
    return least is not None or most is not None


def passes(value: Decimal, least: Decimal | None, most: Decimal | None) -> bool:
    """Whether the value lies within its limits; both ends count."""
    return (least is None or value >= least) and (most is None or value <= most)


def may_publish(found: Collection[Found]) -> bool:
    """Whether a report can be made: everything is verified, or something verified has failed already.

    A product that failed is not kept waiting for the tests that run on.
    """
    verdicts = {"passed", "failed"}
    return bool(found) and "waiting" not in found and (set(found) <= verdicts or "failed" in found)


def state_of(
    *, withdrawn: bool, verdict: bool | None, begun: bool, found: Sequence[Found], custody: Sequence[str]
) -> State:
    """Where a request stands. `verdict` is the standing report's; `custody` the last word on each of its samples."""
    lines: tuple[tuple[bool, State], ...] = (
        (withdrawn, "withdrawn"),
        (verdict is True, "passed"),
        (verdict is False, "failed"),
        ("waiting" in found, "to_verify"),
        (may_publish(found), "verified"),
        (begun, "in_test"),
        (any(kind in {RECEIVED, OPENED, KEPT} for kind in custody), "received"),
        (SENT in custody, "sent"),
    )
    return next((state for holds, state in lines if holds), "asked")


def same_person(one: str, other: str) -> bool:
    """Whether two names as they were typed are one person's."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
