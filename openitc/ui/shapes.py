"""What the pictures are made of: fill these in a query, hand them to the include of the same name.

Dictionaries with the same keys do as well, but these are checked by mypy.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

StationState = Literal["done", "booked", "next", "risk", "todo"]
BlockState = Literal["booked", "held", "free", "closed", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """An entry of the site's menu."""

    label: str
    url: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One stop of `_line.html`. `when`, `detail` and `flag` (above its name) are shown as written."""

    label: str
    stage: str
    state: StationState
    when: str = ""
    detail: str = ""
    url: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One stretch of `_segments.html`, as long as its weight (days, say) compared with the others."""

    stage: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of `_steps.html`; `fee_before` is the fee struck out, before a coupon."""

    title: str
    stage: str
    detail: str = ""
    when: str = ""
    hours: str = ""
    fee: str = ""
    fee_before: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened, in `_happenings.html`; `when` is written out."""

    title: str
    when: str
    by: str = ""
    text: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A number with its label; `tone` is "good", "bad" or nothing, and colours the note."""

    label: str
    value: str
    note: str = ""
    tone: Literal["", "good", "bad"] = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several ways, as a card of `_choice.html`."""

    title: str
    big: str
    small: str
    segments: list[Segment]
    facts: list[Fact]
    url: str = ""
    chosen: bool = False
    tag: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch on a lane: `x` and `w` in per cent of the axis (see `scale.Scale`); `when` is for those who read."""

    x: float
    w: float
    text: str
    when: str
    waiting: bool = False
    url: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One row of `_timeline.html`."""

    label: str
    stage: str
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A column of `_week.html`, or a square of `_month.html`."""

    weekday: str
    label: str
    today: bool = False
    off: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something on a day: `x` and `w` in per cent of the day's hours. With `of` above 1 the day is shared in height."""

    x: float
    w: float
    state: BlockState
    title: str
    text: str = ""
    stage: str = ""
    url: str = ""
    place: int = 0
    of: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One resource's day: closed or not, with its blocks in order."""

    blocks: list[Block] = field(default_factory=list)
    closed: bool = False
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One resource's week: as many cells as the week has days."""

    label: str
    cells: list[Cell]
    detail: str = ""
    url: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """One day of `_month.html`; `more` counts what has no room in it; `other`: of the month before or after."""

    number: str
    label: str
    url: str = ""
    blocks: list[Block] = field(default_factory=list)
    more: int = 0
    today: bool = False
    off: bool = False
    other: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """Something that waits for a person, on a desk or on the page of a case: what, about what, and where it is done."""

    text: str
    url: str
    action: str
    detail: str = ""
    tone: Literal["info", "warn", "bad", "good"] = "info"
    due: datetime | None = None
