"""What a maker's record says: when it warns, and when it stops invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Literal

Code = Literal["seldom_answers", "often_late", "much_rejected", "too_late_to_invite", "too_much_rejected"]

# Two years: long enough for a small network to see several orders, short enough to recover from a bad season.
WINDOW_DAYS = 730
# With fewer, one bad week would decide: of three, a single late one is already a third.
LEAST_INVITATIONS = 5
LEAST_DELIVERIES = 5
# Half unanswered: who asks waits a deadline in vain every second time. Silence warns, and never stops by itself.
FEW_ANSWERED = Fraction(1, 2)
# Four of five on time is what buyers here take for granted; under half, a launch cannot be planned on it.
FEW_ON_TIME, TOO_FEW_ON_TIME = Fraction(4, 5), Fraction(1, 2)
# Usual trade terms accept two to three in a hundred; from one in ten on, the loss eats a usual margin.
MANY_REJECTED, TOO_MANY_REJECTED = Fraction(3, 100), Fraction(1, 10)
STOPPING: frozenset[Code] = frozenset({"too_late_to_invite", "too_much_rejected"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One invitation that can be judged: the maker's word came after so many days, or never."""

    days: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One delivery that came or is overdue."""

    due_on: date
    delivered_on: date | None
    quantity: int
    rejected: int

    @property
    def on_time(self) -> bool:
        """Whether it came by its day."""
        return self.delivered_on is not None and self.delivered_on <= self.due_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The record in figures; None where there is nothing to count."""

    invitations: int = 0
    answers: int = 0
    median_days: float | None = None
    deliveries: int = 0
    on_time: int = 0
    pieces: int = 0
    rejected: int = 0

    @property
    def answered_share(self) -> Fraction | None:
        """How much of what it was asked it answered; a refusal is an answer too."""
        return Fraction(self.answers, self.invitations) if self.invitations else None

    @property
    def on_time_share(self) -> Fraction | None:
        """How many of its deliveries came by their day."""
        return Fraction(self.on_time, self.deliveries) if self.deliveries else None

    @property
    def rejected_share(self) -> Fraction | None:
        """How much of what came was rejected."""
        return Fraction(self.rejected, self.pieces) if self.pieces else None

    @property
    def warnings(self) -> tuple[Code, ...]:
        """What stands out, the gravest first; nothing before there is enough to judge by."""
        return _of_deliveries(self) + _of_answers(self)

    @property
    def stops(self) -> bool:
        """Whether the record alone keeps the maker from being invited."""
        return not STOPPING.isdisjoint(self.warnings)


def scored(asked: Sequence[Asked], delivered: Sequence[Delivered]) -> Scorecard:
    """The record that these invitations and deliveries make."""
    days = [one.days for one in asked if one.days is not None]
    return Scorecard(
        invitations=len(asked),
        answers=len(days),
        median_days=median(days) if days else None,
        deliveries=len(delivered),
        on_time=sum(one.on_time for one in delivered),
        pieces=sum(one.quantity for one in delivered if one.delivered_on),
        rejected=sum(one.rejected for one in delivered if one.delivered_on),
    )


def _of_answers(card: Scorecard) -> tuple[Code, ...]:
    share = card.answered_share
    if card.invitations < LEAST_INVITATIONS or share is None or share >= FEW_ANSWERED:
        return ()
    return ("seldom_answers",)


def _of_deliveries(card: Scorecard) -> tuple[Code, ...]:
    if card.deliveries < LEAST_DELIVERIES:
        return ()
    found: list[Code] = []
    on_time, rejected = card.on_time_share, card.rejected_share
    if on_time is not None and on_time < FEW_ON_TIME:
        found.append("too_late_to_invite" if on_time < TOO_FEW_ON_TIME else "often_late")
    if rejected is not None and rejected > MANY_REJECTED:
        found.append("too_much_rejected" if rejected >= TOO_MANY_REJECTED else "much_rejected")
    return tuple(sorted(found, key=lambda code: code not in STOPPING))
