"""A planned route in plain values."""

from dataclasses import dataclass
from datetime import datetime

from openitc.shared.money import Satang


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRole:
    """One role of a planned step: which resource, how many places of it, when, for how much.

    `name` is what the problem calls the resource, or the place of it.
    """

    name: str
    resource: int
    units: int
    start: datetime
    end: datetime
    fee: Satang


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """A sample sent to a step from the center of an earlier one."""

    after: str
    fee: Satang
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """One step of a route. A fixed one (done, begun or pinned) has no roles to fill."""

    key: str
    center: int
    start: datetime
    end: datetime
    fixed: bool = False
    fee: Satang = 0
    roles: tuple[FilledRole, ...] = ()
    shipments: tuple[Shipment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRoute:
    """One route that no other beats, and what it is best at."""

    finish: datetime
    cost: Satang
    km: int
    steps: tuple[PlannedStep, ...]
    labels: tuple[str, ...] = ()
