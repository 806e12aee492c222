"""The whole network as the planner needs it, in plain values: nothing here changes once it is made."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from openitc.centers.rules import MINUTES_A_DAY, Minute, Span, road_km
from openitc.shared import clock
from openitc.shared.money import Satang

DAYS = 180
Position = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A center: its names, where it is, and whether it serves anyone now."""

    key: int
    code: str
    names: Mapping[str, str]
    position: Position
    province: str
    province_names: Mapping[str, str]
    serves: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """A resource in service; `open` is when a use of it may lie, its setup and cleaning already taken off."""

    key: int
    code: str
    names: Mapping[str, str]
    kind: str
    type: int
    center: int
    capabilities: frozenset[str]
    places: tuple[int, ...]
    fee_basis: str
    fee: Satang
    setup: Minute = 0
    cleaning: Minute = 0
    overnight: bool = False
    needs_operator: bool = False
    needs_training: bool = False
    operated_by: str | None = None
    notice: Minute = 0
    longest: Minute = 30 * MINUTES_A_DAY
    open: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A reservation: what one use of one place blocks, in minutes from the network's first midnight."""

    booking: int
    place: int
    start: Minute
    end: Minute
    held_until: datetime | None = None


@dataclass(frozen=True)
class Network:
    """Centers, resources and what is kept of them, as they were at one moment, from one midnight on.

    `seen_to` is the oldest transaction that was still running then: whatever it and later ones changed may be missing.
    Centers and resources are as they are since `begun_in`; `touched` says which transaction last changed what is kept
    of a resource.
    """

    first: date
    read_at: datetime
    seen_to: int
    begun_in: int
    spots: Mapping[int, Spot] = field(default_factory=dict)
    means: Mapping[int, Means] = field(default_factory=dict)
    kept: Mapping[int, Mapping[int, Kept]] = field(default_factory=dict)
    touched: Mapping[int, int] = field(default_factory=dict)

    @property
    def epoch(self) -> datetime:
        """The midnight from which minutes are counted."""
        return clock.at(self.first)

    @property
    def last(self) -> date:
        """The last day that can be planned."""
        return self.first + timedelta(days=DAYS - 1)

    @cached_property
    def _ways(self) -> dict[tuple[int, int], int]:
        return {}

    def km(self, here: int, there: int) -> int:
        """How far it is by road from one center to another, worked out once."""
        if here == there:
            return 0
        pair = (min(here, there), max(here, there))
        if pair not in self._ways:
            self._ways[pair] = road_km(self.spots[pair[0]].position, self.spots[pair[1]].position)
        return self._ways[pair]

    def changed_since(self, seen_to: int, capabilities: Collection[str]) -> bool:
        """Whether anything with one of the capabilities may have changed since somebody saw up to that transaction."""
        if self.begun_in >= seen_to:
            return True
        return any(
            self.touched.get(key, 0) >= seen_to and not means.capabilities.isdisjoint(capabilities)
            for key, means in self.means.items()
        )
