"""What could go wrong with a quotation: the reasons, each with what it is about; others find the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum


class Kind(Enum):
    """Why a quotation carries a risk; the graver come first."""

    CERTIFICATE_MISSING = "certificate_missing"
    CERTIFICATE_EXPIRES = "certificate_expires"
    NO_LONGER_VALID = "no_longer_valid"
    STOPPED = "stopped"
    LATE = "late"
    MONTH_FULL = "month_full"
    WARNED = "warned"
    ABOVE_CAPACITY = "above_capacity"
    NO_HISTORY = "no_history"


GRAVE = frozenset({Kind.CERTIFICATE_MISSING, Kind.CERTIFICATE_EXPIRES, Kind.NO_LONGER_VALID, Kind.STOPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One reason; `mark` names the certificate, `on` a day, `number` days or pieces, where the reason has them."""

    kind: Kind
    mark: str = ""
    on: date | None = None
    number: int = 0

    @property
    def is_grave(self) -> bool:
        """Whether it is reason enough not to choose this maker before it is mended."""
        return self.kind in GRAVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What is known of a quotation and its maker on the day the comparison is read."""

    today: date
    valid_until: date
    lead_days: int
    wanted_on: date
    marks: Sequence[str] = ()
    in_force_until: Mapping[str, date] = field(default_factory=dict)
    deliveries: int = 0
    is_warned: bool = False
    is_stopped: bool = False
    monthly: int | None = None  # what it makes in a usual month; None: not told
    free_in_month: int | None = None  # where a month was told apart
    quantity: int = 0

    @property
    def arrives_on(self) -> date:
        """When the first lot would come, ordered today."""
        return self.today + timedelta(days=self.lead_days)


def risks_of(prospect: Prospect) -> list[Risk]:
    """Every reason to look twice, the gravest first."""
    found = [
        *_of_certificates(prospect),
        *_of_the_quotation(prospect),
        *_of_the_maker(prospect),
    ]
    order = list(Kind)
    return sorted(found, key=lambda risk: order.index(risk.kind))


def _of_certificates(prospect: Prospect) -> list[Risk]:
    found = []
    for mark in prospect.marks:
        until = prospect.in_force_until.get(mark)
        if until is None or until < prospect.today:
            found.append(Risk(kind=Kind.CERTIFICATE_MISSING, mark=mark))
        elif until < prospect.arrives_on:
            found.append(Risk(kind=Kind.CERTIFICATE_EXPIRES, mark=mark, on=until))
    return found


def _of_the_quotation(prospect: Prospect) -> list[Risk]:
    found = []
    if prospect.valid_until < prospect.today:
        found.append(Risk(kind=Kind.NO_LONGER_VALID, on=prospect.valid_until))
    late = (prospect.arrives_on - prospect.wanted_on).days
    if late > 0:
        found.append(Risk(kind=Kind.LATE, on=prospect.arrives_on, number=late))
    return found


def _of_the_maker(prospect: Prospect) -> list[Risk]:
    found = []
    if prospect.is_stopped:
        found.append(Risk(kind=Kind.STOPPED))
    elif prospect.is_warned:
        found.append(Risk(kind=Kind.WARNED))
    if prospect.free_in_month is not None:
        if prospect.free_in_month < prospect.quantity:
            found.append(Risk(kind=Kind.MONTH_FULL, number=prospect.free_in_month))
    elif prospect.monthly is not None and prospect.monthly < prospect.quantity:
        found.append(Risk(kind=Kind.ABOVE_CAPACITY, number=prospect.monthly))
    if prospect.deliveries == 0:
        found.append(Risk(kind=Kind.NO_HISTORY))
    return found
