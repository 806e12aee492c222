"""Where a case stands and what comes next: pure decisions on plain values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

INTAKE = "intake"
ANALYSIS = "analysis"
MARKET = "market"
COMMERCIAL = "commercial"
FOLLOW_UP = "follow_up"
ADVISOR = "advisor"
FIRST_SALE = "first_sale"

# The facts without which a case does not leave a stage: a milestone of that name, or that an advisor is named.
GATES: Mapping[str, tuple[str, ...]] = {
    ANALYSIS: ("product_selected", ADVISOR),
    "manufacturing": ("maker_chosen",),
    "certification": ("certified",),
    MARKET: ("go_decided", FIRST_SALE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A step of the case's pathway, as far as the line asks: its stage and the steps it follows."""

    key: str
    stage: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A standing booking of a step: when, whether it is only held, and whether something it needs fell away."""

    step: str
    start: datetime
    end: datetime
    held: bool = False
    broken: bool = False


class State(Enum):
    """What a station of the line shows."""

    DONE = "done"
    BOOKED = "booked"
    HELD = "held"
    NEXT = "next"
    RISK = "risk"
    TODO = "todo"


class Risk(Enum):
    """Why a booked step is at risk."""

    BROKEN = "something it needs fell away"
    OVERDUE = "its time is over and nobody said that it was done"
    BEFORE_ITS_TURN = "it begins before a step it follows is over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One station of the line: the step, where it stands, when, and why it is at risk where it is."""

    step: Stop
    state: State
    during: tuple[datetime, datetime] | None = None
    done_at: datetime | None = None
    risk: Risk | None = None


def stations(
    steps: Sequence[Stop], done: Mapping[str, datetime], booked: Sequence[Kept], now: datetime
) -> list[Station]:
    """The line of a case: each step, in the order of its pathway, with where it stands at that moment."""
    kept = {booking.step: booking for booking in sorted(booked, key=lambda booking: booking.start)}
    return [_station(step, done, kept, now) for step in steps]


def _station(step: Stop, done: Mapping[str, datetime], kept: Mapping[str, Kept], now: datetime) -> Station:
    if step.key in done:
        return Station(step=step, state=State.DONE, done_at=done[step.key])
    booking = kept.get(step.key)
    if booking is None:
        comes_next = all(earlier in done for earlier in step.after)
        return Station(step=step, state=State.NEXT if comes_next else State.TODO)
    risk = _risk(step, booking, done, kept, now)
    during = (booking.start, booking.end)
    if risk is not None:
        return Station(step=step, state=State.RISK, during=during, risk=risk)
    return Station(step=step, state=State.HELD if booking.held else State.BOOKED, during=during)


def _risk(
    step: Stop, booking: Kept, done: Mapping[str, datetime], kept: Mapping[str, Kept], now: datetime
) -> Risk | None:
    if booking.broken:
        return Risk.BROKEN
    if booking.end <= now:
        return Risk.OVERDUE
    for earlier in step.after:
        over = done.get(earlier) or (kept[earlier].end if earlier in kept else None)
        if over is None or over > booking.start:
            return Risk.BEFORE_ITS_TURN
    return None


def stage_of(steps: Sequence[Stop], done: Collection[str]) -> str:
    """The stage a case is in: that of the first step still to do; before any is done, intake; after all, on sale."""
    if not any(step.key in done for step in steps):
        return INTAKE
    return next((step.stage for step in steps if step.key not in done), COMMERCIAL)


def gated_stages(steps: Sequence[Stop]) -> list[str]:
    """The stages of this pathway that have a gate, in order; a product is selected in every one."""
    stages = {step.stage for step in steps}
    return [stage for stage in GATES if stage == ANALYSIS or stage in stages]


def stage_behind_gates(
    steps: Sequence[Stop], done: Collection[str], facts: Collection[str], skipped: Collection[str]
) -> str:
    """The stage a case is in: never past one whose gate is closed and was not skipped.

    What is sold is on sale, where every gate is open, even if a step of its way was never marked as done.
    """
    stage = stage_of(steps, done)
    if stage == INTAKE:
        return stage
    if FIRST_SALE in facts and all(_is_open(gated, facts, skipped) for gated in gated_stages(steps)):
        return COMMERCIAL
    left = next((at for at, step in enumerate(steps) if step.key not in done), len(steps))
    for gated in gated_stages(steps):
        is_past = all(at < left for at, step in enumerate(steps) if step.stage == gated)
        if is_past and not _is_open(gated, facts, skipped):
            return gated
    return stage


def _is_open(gated: str, facts: Collection[str], skipped: Collection[str]) -> bool:
    return gated in skipped or set(GATES[gated]) <= set(facts)


def followers(first: str, gaps: Collection[tuple[str, str]]) -> set[str]:
    """The step and all that come after it, near or far; a gap is (step, the one it follows)."""
    found, grows = {first}, True
    while grows:
        more = {step for step, after in gaps if after in found} - found
        found, grows = found | more, bool(more)
    return found


def number_of(fiscal_year: int, sequence: int) -> str:
    """`2570-00042`: the fiscal year (Buddhist Era) in which the case was opened, and its place in it."""
    return f"{fiscal_year}-{sequence:05d}"


def next_number(fiscal_year: int, latest: str | None) -> str:
    """The number after the latest of the fiscal year."""
    return number_of(fiscal_year, int(latest.partition("-")[2]) + 1 if latest else 1)
