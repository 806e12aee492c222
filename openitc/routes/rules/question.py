"""What a case asks: its steps, what is fixed already, and the limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from openitc.pathways.rules import StepPlan
from openitc.routes.rules.network import Position
from openitc.shared.money import Satang


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the routes must keep to; all limits are inclusive, and centers are named by their keys."""

    not_before: date | None = None
    deadline: date | None = None
    max_km: int | None = None
    max_cost: Satang | None = None
    only: tuple[int, ...] = ()
    avoided: tuple[int, ...] = ()

    def allows(self, center: int) -> bool:
        """Whether routes may use the center."""
        return center not in self.avoided and (not self.only or center in self.only)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A step that stays as it is: done, begun, or booked and pinned."""

    step: str
    center: int
    start: datetime
    end: datetime
    done: bool = False
    attended: bool = False
    fee: Satang = 0
    booking: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything the routes of a case depend on, but the calendars and the clock.

    `replaced` are keys of bookings that a new route takes the place of, `held` of those that end with the case's
    present hold: what they keep is free for it. `trained` gives, for a type of resource, the first and the last day on
    which someone of the enterprise may run it alone.
    """

    steps: tuple[StepPlan, ...]
    home: Position
    limits: Limits = field(default_factory=Limits)
    fixed: tuple[Fixed, ...] = ()
    replaced: tuple[int, ...] = ()
    held: tuple[int, ...] = field(default=(), repr=False)  # no part of the mark: taking a route changes no question
    trained: Mapping[int, tuple[date, date]] = field(default_factory=dict)

    @property
    def left(self) -> tuple[StepPlan, ...]:
        """The steps still to be planned."""
        settled = {fixed.step for fixed in self.fixed}
        return tuple(step for step in self.steps if step.key not in settled)

    @property
    def own(self) -> frozenset[int]:
        """The keys of bookings of the case that keep nothing from it."""
        return frozenset((*self.replaced, *self.held))

    @property
    def capabilities(self) -> frozenset[str]:
        """Everything that the steps still to be planned need."""
        return frozenset(role.capability for step in self.left for role in step.roles)

    @property
    def mark(self) -> str:
        """The same for the same question, and only for it."""
        return sha256(repr(self).encode()).hexdigest()
