"""What one unit costs, what is left of its price, and when the idea pays for itself. Money is satang, all exact.

A unit is one piece as it is sold. What is paid for a batch is shared by the units of the batch; what is paid once, to
begin, belongs to no unit: it is paid back month by month by what the units sold leave.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Literal

Basis = Literal["unit", "batch", "once"]
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Line:
    """So much of something, at so many satang each, for each unit, for each batch or once."""

    kind: str
    basis: Basis
    quantity: Fraction
    price: Fraction

    @property
    def amount(self) -> Fraction:
        """What the quantity costs."""
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Costing:
    """An idea in figures; what is not known yet is zero."""

    lines: tuple[Line, ...] = ()
    price: Fraction = Fraction(0)
    batch_units: int = 0
    monthly_units: int = 0
    monthly_fixed: Fraction = Fraction(0)

    @property
    def batch_is_missing(self) -> bool:
        """Whether something is paid for a batch, and nobody said how many units that makes."""
        return not self.batch_units and any(line.basis == "batch" for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a costing comes to."""

    parts: dict[str, Fraction]  # of the unit cost, by kind
    unit_cost: Fraction
    margin: Fraction  # what is left of the price of one unit
    margin_percent: Fraction | None  # of the price; None without one
    once: Fraction
    break_even: int | None  # least units a month that bear the fixed costs of the month; None: never
    monthly_profit: Fraction
    payback_months: Fraction | None  # None: never


def reckon(costing: Costing) -> Result | None:
    """What the costing comes to; None while the units of a batch are missing."""
    if costing.batch_is_missing:
        return None
    parts = _parts(costing)
    unit_cost = sum(parts.values(), Fraction(0))
    margin = costing.price - unit_cost
    once = sum((line.amount for line in costing.lines if line.basis == "once"), Fraction(0))
    profit = profit_of(costing.monthly_units, margin=margin, fixed=costing.monthly_fixed)
    return Result(
        parts=parts,
        unit_cost=unit_cost,
        margin=margin,
        margin_percent=HUNDRED * margin / costing.price if costing.price else None,
        once=once,
        break_even=ceil(costing.monthly_fixed / margin) if margin > 0 else None,
        monthly_profit=profit,
        payback_months=_payback(once, profit),
    )


def profit_of(units: int, *, margin: Fraction, fixed: Fraction) -> Fraction:
    """What a month leaves in which so many units are sold."""
    return units * margin - fixed


def what_if(
    costing: Costing,
    *,
    price: Fraction | None = None,
    batch_units: int | None = None,
    monthly_units: int | None = None,
    monthly_fixed: Fraction | None = None,
    percent: Mapping[str, int] | None = None,
) -> Costing:
    """The costing with some figures changed; `percent` changes the prices of a kind of line by so many per cent."""
    changes = percent or {}
    lines = tuple(
        replace(line, price=line.price * (HUNDRED + changes.get(line.kind, 0)) / HUNDRED) for line in costing.lines
    )
    return Costing(
        lines=lines,
        price=costing.price if price is None else price,
        batch_units=costing.batch_units if batch_units is None else batch_units,
        monthly_units=costing.monthly_units if monthly_units is None else monthly_units,
        monthly_fixed=costing.monthly_fixed if monthly_fixed is None else monthly_fixed,
    )


def share_of_unit(line: Line, batch_units: int) -> Fraction | None:
    """What of a line one unit bears; None where it is paid once, or while the units of a batch are missing."""
    if line.basis == "unit":
        return line.amount
    return line.amount / batch_units if line.basis == "batch" and batch_units else None


def to_satang(amount: Fraction) -> int:
    """Whole satang, halves away from zero."""
    whole = int(abs(amount) + Fraction(1, 2))
    return whole if amount >= 0 else -whole


def _parts(costing: Costing) -> dict[str, Fraction]:
    parts: dict[str, Fraction] = {}
    for line in costing.lines:
        share = share_of_unit(line, costing.batch_units)
        if share is not None:
            parts[line.kind] = parts.get(line.kind, Fraction(0)) + share
    return parts


def _payback(once: Fraction, profit: Fraction) -> Fraction | None:
    if not once:
        return Fraction(0)
    return once / profit if profit > 0 else None
