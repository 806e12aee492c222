"""Entering and blocking lots; no food is for sale without its licence."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.models import Case
from openitc.cases.operations.wholeness import keep, lock_open_case, members, tell
from openitc.centers.models import Center
from openitc.certification.models import Certificate, Lot
from openitc.certification.queries.lots import food_licences, latest_lot, round_on
from openitc.certification.rules.lots import is_food, next_number
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import Lock, lock, operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.shared.text import fiscal_year


class LotRefused(Refused):
    """A lot cannot be entered, used or blocked like that."""


@operation
def enter_lot(
    *,
    case: Case,
    made_on: date,
    center: Center | None = None,
    place: str = "",
    units: int = 0,
    best_before: date | None = None,
    purpose: str = Lot.Purpose.TRIAL,
    licence: Certificate | None = None,
    note: str = "",
    by: User,
    now: datetime,
) -> Lot:
    """Keep one batch of the case's product, in the round in which it was made.

    Food for sale names the licence of the place it was made at; where none is named, the one in force that day does.
    """
    lock_open_case(case)
    food = is_food(case.product.isic)
    if purpose == Lot.Purpose.SALE and food:
        licences = food_licences(case, made_on)
        licence = licences.filter(pk=licence.pk).first() if licence else licences.first()
    faults = _faults_of_making(made_on, best_before, center, place, now=now)
    if purpose == Lot.Purpose.SALE and food and licence is None:
        faults.append(_unlicensed(case))
    gather(faults, kind=LotRefused)
    lot = Lot.objects.create(
        case=case,
        code=_next_code(now),
        round=round_on(case, made_on, now=now),
        purpose=purpose,
        is_food=food,
        made_on=made_on,
        best_before=best_before,
        made_at_center=center,
        made_at="" if center else place.strip(),
        licence=licence if purpose == Lot.Purpose.SALE else None,
        units=units,
        note=note.strip(),
        entered_by=by,
        entered_at=now,
    )
    if lot.is_trial:
        sentence = gettext_noop("Lot %(lot)s was made: for R&D and tasting only, not for sale.")
    else:
        sentence = gettext_noop("Lot %(lot)s was made: it may be sold.")
    keep("entered-lot", sentence, case, by=by, now=now, also=[lot], lot=lot.code)
    return lot


@operation
def block_lot(*, lot: Lot, reason: str, by: User, now: datetime) -> Lot:
    """Let nobody use the lot any more, and say why; what was made of it before stays."""
    lock_open_case(lot.case)
    lot.refresh_from_db(fields=["blocked_at", "blocked_reason"])
    faults = []
    if lot.blocked_at is not None:
        faults.append(Reason(_("This lot is blocked already."), "blocked"))
    if not reason.strip():
        text = _("Say why the lot must not be used: whoever has some of it reads this.")
        faults.append(Reason(text, "no_reason", "reason"))
    gather(faults, kind=LotRefused)
    lot.blocked_at, lot.blocked_reason = now, reason.strip()
    lot.save(update_fields=["blocked_at", "blocked_reason"])
    sentence = gettext_noop("Lot %(lot)s is used no more: %(reason)s")
    keep("blocked-lot", sentence, lot.case, by=by, now=now, also=[lot], lot=lot.code, reason=lot.blocked_reason)
    told = gettext_noop("Lot %(lot)s of case %(number)s must not be used any more: %(reason)s")
    people = [lot.case.officer, *members(lot.case, now=now)]
    tell(people, told, lot.case, by=by, now=now, lot=lot.code, reason=lot.blocked_reason)
    return lot


def _faults_of_making(
    made_on: date, best_before: date | None, center: Center | None, place: str, *, now: datetime
) -> list[Reason]:
    faults = []
    if made_on > clock.local_day(now):
        text = _("A lot is entered when it was made. Choose today or an earlier day.")
        faults.append(Reason(text, "in_the_future", "made_on"))
    if best_before is not None and best_before < made_on:
        text = _("The lot would be past its best before it was made. Check both days.")
        faults.append(Reason(text, "best_before", "best_before"))
    if center is None and not place.strip():
        faults.append(Reason(_("Choose the center where it was made, or write the place."), "nowhere", "place"))
    return faults


def _unlicensed(case: Case) -> Reason:
    if not case.product.isic:
        text = _(
            "Nobody said yet what kind of product this is, so it counts as food, and food for sale needs a licensed "
            "place. Enter the kind of product, or enter the lot as a trial."
        )
        return Reason(text, "no_licence", "purpose")
    text = _(
        "On the day it was made no food licence or food serial number was in force, seen by a second person. "
        "Without it this food is for R&D and tasting only: enter the lot as a trial, or the certificate first."
    )
    return Reason(text, "no_licence", "purpose")


def _next_code(now: datetime) -> str:
    """`L2570-00007`: like cases, by fiscal year, under the lock of that year's numbers."""
    year = fiscal_year(clock.local_day(now))
    lock(Lock.NUMBERS, [year])
    return next_number("L", year, latest_lot(year))
