"""Writes to the costing of an idea."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import ResourceType
from openitc.selection.models import CostLine, Idea
from openitc.selection.operations.comparisons import lock_comparison
from openitc.selection.queries.costings import real_fees
from openitc.shared.db import operation
from openitc.shared.money import Satang
from openitc.shared.refusals import Reason, Refused, gather

MOST_LINES = 60
MOST_SATANG = 10**14
MOST_UNITS = 100_000_000
MOST_QUANTITY = Decimal(10) ** 9


class CostingRefused(Refused):
    """A costing cannot be written like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How an idea is sold and made; what is not known yet is zero."""

    price: Satang = 0
    batch_units: int = 0
    monthly_units: int = 0
    monthly_fixed: Satang = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one line says. A machine of the network costs its real fee, whatever `price` says."""

    kind: str
    basis: str
    quantity: Decimal
    what: str = ""
    price: Satang | None = None
    machine: ResourceType | None = None


@operation
def set_terms(*, idea: Idea, terms: Terms, by: User, now: datetime) -> Idea:
    """Say at what price, in what batches and how many a month the idea would be sold."""
    lock_comparison(idea.comparison)
    amounts = {"price": terms.price, "monthly_fixed": terms.monthly_fixed}
    counts = {"batch_units": terms.batch_units, "monthly_units": terms.monthly_units}
    faults = [_no_amount(field) for field, value in amounts.items() if not 0 <= value <= MOST_SATANG]
    faults += [_no_count(field) for field, value in counts.items() if not 0 <= value <= MOST_UNITS]
    gather(faults, kind=CostingRefused)
    for field, value in (amounts | counts).items():
        setattr(idea, field, value)
    idea.save(update_fields=[*amounts, *counts])
    _record("set-costing-terms", gettext_noop("The price and quantities of %(product)s were set."), idea, by, now)
    return idea


@operation
def add_line(*, idea: Idea, entry: Entry, by: User, now: datetime) -> CostLine:
    """Add a line to the costing."""
    lock_comparison(idea.comparison)
    if idea.cost_lines.count() >= MOST_LINES:
        text = _("A costing has at most %(most)s lines. Put small things together in one.") % {"most": MOST_LINES}
        raise CostingRefused(Reason(text, "too_many"))
    last = idea.cost_lines.aggregate(last=Max("position"))["last"]
    line = CostLine(idea=idea, position=0 if last is None else last + 1)
    _write(line, entry, by=by, now=now)
    sentence = gettext_noop("%(what)s was added to the costing of %(product)s.")
    _record("added-cost-line", sentence, idea, by, now, what=line.what)
    return line


@operation
def change_line(*, line: CostLine, entry: Entry, by: User, now: datetime) -> CostLine:
    """Write a line anew; a machine of the network takes its fee of today."""
    lock_comparison(line.idea.comparison)
    _write(line, entry, by=by, now=now)
    sentence = gettext_noop("%(what)s was changed in the costing of %(product)s.")
    _record("changed-cost-line", sentence, line.idea, by, now, what=line.what)
    return line


@operation
def remove_line(*, line: CostLine, by: User, now: datetime) -> None:
    """Take a line out; history keeps that it was there."""
    lock_comparison(line.idea.comparison)
    sentence = gettext_noop("%(what)s was taken out of the costing of %(product)s.")
    _record("removed-cost-line", sentence, line.idea, by, now, what=line.what)
    line.delete()


@operation
def take_fees_of_today(*, idea: Idea, by: User, now: datetime) -> int:
    """Put the fees of today into the lines of the network's machines; how many changed."""
    lock_comparison(idea.comparison)
    lines = [line for line in idea.cost_lines.select_related("machine") if line.machine]
    fees = real_fees(_machines(lines))
    changed = 0
    for line in lines:
        fee = fees.get(line.machine_id or 0)
        if fee and fee.usual != line.price:
            line.price, line.entered_by, line.entered_at = fee.usual, by, now
            line.save(update_fields=["price", "entered_by", "entered_at"])
            changed += 1
    if changed:
        sentence = gettext_noop("The costing of %(product)s took over %(count)s fees of the day.")
        _record("took-fees", sentence, idea, by, now, count=changed)
    return changed


def _machines(lines: Collection[CostLine]) -> list[ResourceType]:
    return [line.machine for line in lines if line.machine]


def _write(line: CostLine, entry: Entry, *, by: User, now: datetime) -> None:
    price = entry.price
    if entry.machine:
        fee = real_fees([entry.machine]).get(entry.machine.pk)
        price = fee.usual if fee else None
    gather(_faults_of(entry, price), kind=CostingRefused)
    line.kind, line.basis, line.quantity = entry.kind, entry.basis, entry.quantity
    line.machine, line.price = entry.machine, price or 0
    line.what = entry.what.strip() or (entry.machine.name_th if entry.machine else "")
    line.entered_by, line.entered_at = by, now
    line.save()


def _faults_of(entry: Entry, price: Satang | None) -> list[Reason]:
    faults = []
    if not (entry.what.strip() or entry.machine):
        faults.append(Reason(_("Say what the money is for."), "no_what", "what"))
    if entry.kind not in CostLine.Kind.values:
        faults.append(Reason(_("Choose what kind of cost this is."), "no_kind"))
    if entry.basis not in CostLine.Basis.values:
        faults.append(Reason(_("Choose what the quantity is counted for."), "no_basis", "basis"))
    if not Decimal(0) < entry.quantity < MOST_QUANTITY:
        faults.append(Reason(_("A quantity is more than nothing, and less than a billion."), "quantity", "quantity"))
    if price is None and entry.machine:
        text = _("No center in service has one any more, so it has no fee. Choose another, or enter your own price.")
        faults.append(Reason(text, "no_fee", "machine"))
    elif price is None or not 0 <= price <= MOST_SATANG:
        faults.append(_no_amount("price"))
    return faults


def _no_amount(field: str) -> Reason:
    return Reason(_("Enter an amount of baht: nothing or more, and less than a trillion."), "amount", field)


def _no_count(field: str) -> Reason:
    return Reason(_("Enter a whole number: none or more, and at most a hundred million."), "count", field)


def _record(verb: str, sentence: str, idea: Idea, by: User, now: datetime, **values: str | int) -> None:
    about = [idea, idea.comparison]
    record(verb, sentence, about=about, by=by, now=now, product=idea.product.names, **values)
