"""When a test takes answers, when they were given, and how many at once. No Django, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

State = Literal["planned", "early", "open", "full", "over", "withdrawn"]

GRACE = timedelta(days=14)  # a tablet may be without a signal, and then in a drawer, that long after the test
MOST_BYTES = 8_192  # one sending: an answer to the longest questionnaire has about 700
MOST_AT_ONCE = 10  # answers in one sending
MOST_TIMES_WANTED, MOST_AT_LEAST = 5, 500  # answers after which a test is full: more of them tell nothing new

# What one may say of oneself, or leave: broad, so that it does not tell who one is.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "age": ("under_25", "25_39", "40_59", "60_up"),
    "home": ("province", "thailand", "abroad"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One answer as a page sends it; the key was drawn by the page, and is the same however often it is sent."""

    key: UUID
    values: Mapping[str, object]
    group: Mapping[str, str] = field(default_factory=dict)
    language: str = "th"
    answered_at: datetime  # by our clock, as far as the page's clock lets us know; see `by_our_clock`


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of each answer of a sending: counted now, counted before, or refused with the codes of its faults."""

    counted: tuple[UUID, ...] = ()
    repeated: tuple[UUID, ...] = ()
    refused: Mapping[UUID, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # (key of the question, code)

    @property
    def outcomes(self) -> dict[UUID, str]:
        """Each key with the word for what became of it."""
        named = (("counted", self.counted), ("repeated", self.repeated), ("refused", self.refused))
        return {key: word for word, keys in named for key in keys}


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """When a test takes answers: opened by hand, on its days, until it is closed."""

    first: datetime  # the beginning of its first day
    end: datetime  # the end of its last day
    opened_at: datetime | None
    closed_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def begins_at(self) -> datetime:
        """From when answers count."""
        return max(self.first, self.opened_at) if self.opened_at else self.first

    @property
    def ends_at(self) -> datetime:
        """Until when answers count, as far as it is known today."""
        return min(self.end, self.closed_at) if self.closed_at else self.end


def state_of(days: Days, *, counted: int, wanted: int, now: datetime) -> State:
    """Whether the test takes answers now, and if not, why."""
    if days.withdrawn_at is not None:
        return "withdrawn"
    if days.opened_at is None:
        return "over" if now >= days.end else "planned"
    if now >= days.ends_at:
        return "over"
    if now < days.begins_at:
        return "early"
    return "full" if counted >= most_answers(wanted) else "open"


def most_answers(wanted: int) -> int:
    """How many answers a test takes at most."""
    return max(MOST_TIMES_WANTED * wanted, MOST_AT_LEAST)


def comes_in_time(days: Days, *, answered_at: datetime, received_at: datetime, offline: bool) -> bool:
    """Whether an answer counts that was given then and arrived now: at once, or from a tablet within a fortnight."""
    if days.withdrawn_at is not None or days.opened_at is None or received_at < days.begins_at:
        return False
    if received_at < days.ends_at:
        return True
    return offline and answered_at < days.ends_at and received_at < days.ends_at + GRACE


def by_our_clock(answered_at: datetime, *, sent_at: datetime, received_at: datetime) -> datetime:
    """When it was answered, though the clock of the device goes wrong: as long ago as the device says."""
    try:
        return min(received_at, received_at - (sent_at - answered_at))
    except OverflowError:  # a clock that shows no year of ours
        return received_at


def within(days: Days, moment: datetime, *, received_at: datetime) -> datetime:
    """The moment, or the nearest one at which the answer can have been given: of the test's days, and in the past."""
    return min(max(moment, days.begins_at), received_at)


def faults_of_group(group: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """What somebody says of themselves and was not asked."""
    return tuple((str(key), "not_offered") for key, value in group.items() if value not in GROUPS.get(key, ()))
