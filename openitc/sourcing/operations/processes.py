"""Writes to what makers can do: from how little on, how much and how fast, and the months that differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.shared import clock
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused, gather
from openitc.sourcing.models import Maker, MonthCapacity, Process
from openitc.sourcing.operations.makers import locked, record_of, refresh, written_meanwhile
from openitc.sourcing.queries.sightings import seen_of_process
from openitc.sourcing.rules.months import months_from

LONGEST_LEAD = 730  # days


class ProcessRefused(Refused):
    """A process cannot be offered like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What is free in a month, and how long an order then takes."""

    free: int
    lead_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How little, how much and how fast; `months` holds, by their first day, those that differ from a usual one."""

    unit: str
    minimum: int
    monthly: int
    lead_days: int
    months: Mapping[date, Month] = field(default_factory=dict)


@operation
def offer_process(*, maker: Maker, capability: Capability, offer: Offer, by: User, now: datetime) -> Process:
    """Add something that the maker can do."""
    maker = locked(maker)
    process = Process(maker=maker, capability=capability)
    text = _("%(process)s is on the list already. Change it there.") % {"process": capability.name}
    with refusing(ProcessRefused(Reason(text, "offered", "capability")), on="a_maker_names_a_process_once"):
        _write(offer, process, now)
    _changed("offered-process", gettext_noop("%(maker)s offers %(process)s."), process, maker, by=by, now=now)
    return process


@operation
def change_process(*, process: Process, offer: Offer, seen: str | None = None, by: User, now: datetime) -> Process:
    """Write anew how little, how much and how fast, months included."""
    maker = locked(process.maker)
    process = _standing(process)
    if seen is not None and seen != seen_of_process(process):
        raise ProcessRefused(written_meanwhile())
    _write(offer, process, now)
    _changed("changed-process", gettext_noop("%(maker)s changed %(process)s."), process, maker, by=by, now=now)
    return process


@operation
def withdraw_process(*, process: Process, by: User, now: datetime) -> Process:
    """Offer it no longer; what was ordered stands."""
    maker = locked(process.maker)
    process = _standing(process)
    process.withdrawn_at = now
    process.save(update_fields=["withdrawn_at"])
    sentence = gettext_noop("%(maker)s no longer offers %(process)s.")
    _changed("withdrew-process", sentence, process, maker, by=by, now=now)
    return process


def _standing(process: Process) -> Process:
    process = Process.objects.select_related("maker", "capability").get(pk=process.pk)
    if process.withdrawn_at is not None:
        raise ProcessRefused(_("This is not offered any more; nothing is left to do."))
    return process


def _write(offer: Offer, process: Process, now: datetime) -> None:
    today = clock.local_day(now)
    gather(_faults_of(offer, today), kind=ProcessRefused)
    process.unit, process.minimum, process.monthly = offer.unit, offer.minimum, offer.monthly
    process.lead_days = offer.lead_days
    is_new = process.pk is None
    process.save()
    if not is_new:
        process.months.filter(month__gte=today.replace(day=1)).delete()
    MonthCapacity.objects.bulk_create(
        MonthCapacity(process=process, month=month, free=of.free, lead_days=of.lead_days)
        for month, of in sorted(offer.months.items())
        if (of.free, of.lead_days) != (offer.monthly, offer.lead_days)
    )


def _faults_of(offer: Offer, today: date) -> list[Reason]:
    faults = []
    if offer.minimum < 1:
        faults.append(Reason(_("The smallest order is at least 1."), "minimum", "minimum"))
    if offer.monthly < offer.minimum:
        text = _("In a usual month at least the smallest order can be made. Check both numbers.")
        faults.append(Reason(text, "monthly", "monthly"))
    leads = [offer.lead_days, *(month.lead_days for month in offer.months.values())]
    if any(not 1 <= days <= LONGEST_LEAD for days in leads):
        text = _("From order to delivery it takes 1 to %(days)s days.") % {"days": LONGEST_LEAD}
        faults.append(Reason(text, "lead_days", "lead_days"))
    if not set(offer.months) <= set(months_from(today)):
        faults.append(Reason(_("Months are given for a year ahead, this one included."), "months"))
    return faults


def _changed(verb: str, sentence: str, process: Process, maker: Maker, *, by: User, now: datetime) -> None:
    refresh(maker)
    record_of(maker, verb, sentence, by, now, process=process.capability.names)
