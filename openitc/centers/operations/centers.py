"""Writes to a center itself: what it is, and where it stands in its life."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center, Organisation, Province
from openitc.centers.operations.wording import day_in_both
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused, gather

PLANNED, PILOT, OPENED, SUSPENDED = Center.Status
# Where a center may go from where it stands; one that has served people is suspended, never planned again.
NEXT: dict[str, tuple[Center.Status, ...]] = {
    PLANNED: (PILOT, OPENED),
    PILOT: (OPENED, SUSPENDED),
    OPENED: (SUSPENDED,),
    SUSPENDED: (PILOT, OPENED),
}
MOVED = {
    PILOT: gettext_noop("%(center)s works as a pilot from %(day)s."),
    OPENED: gettext_noop("%(center)s is open from %(day)s."),
    SUSPENDED: gettext_noop("%(center)s is suspended from %(day)s."),
}
SOUTH, NORTH, WEST, EAST = 5.5, 20.6, 97.2, 105.8  # degrees that Thailand lies between
RESERVED_CODES = ("new", "map")


class CenterRefused(Refused):
    """A center was asked to be what it cannot be."""


@operation
def open_center(
    *,
    code: str,
    kind: str,
    name_th: str,
    name_en: str = "",
    province: Province,
    host: Organisation,
    supervising: Organisation,
    latitude: float | None = None,
    longitude: float | None = None,
    parent: Center | None = None,
    status: str = PLANNED,
    opened_on: date | None = None,  # of an open center the day may be one that nobody kept
    focus: Sequence[str] = (),
    place_th: str = "",
    place_en: str = "",
    description_th: str = "",
    description_en: str = "",
    by: User | None,
    now: datetime,
) -> Center:
    """Add a center to the network. Without a position of its own it stands at the seat of its province."""
    center = Center(
        code=code.upper(),
        kind=kind,
        name_th=name_th,
        name_en=name_en,
        province=province,
        host=host,
        supervising=supervising,
        latitude=province.latitude if latitude is None else latitude,
        longitude=province.longitude if longitude is None else longitude,
        parent=parent,
        status=status,
        opened_on=opened_on,
        focus=list(focus),
        place_th=place_th,
        place_en=place_en,
        description_th=description_th,
        description_en=description_en,
    )
    gather(_faults_of(center), kind=CenterRefused)
    taken = CenterRefused(Reason(_("Another center has this code. Choose another one."), "code_taken", "code"))
    with refusing(taken, on="centers_center_code_key"):
        center.save(force_insert=True)
    record(
        "added-center",
        gettext_noop("%(center)s joined the network."),
        about=center,
        by=by,
        now=now,
        center=center.names,
    )
    return center


@operation
def change_center(
    *,
    center: Center,
    name_th: str,
    name_en: str,
    place_th: str,
    place_en: str,
    description_th: str,
    description_en: str,
    latitude: float,
    longitude: float,
    focus: Sequence[str],
    by: User,
    now: datetime,
) -> Center:
    """Write what a center says of itself. Its code, kind and parent stay."""
    center.name_th, center.name_en = name_th, name_en
    center.place_th, center.place_en = place_th, place_en
    center.description_th, center.description_en = description_th, description_en
    center.latitude, center.longitude, center.focus = latitude, longitude, list(focus)
    gather(_faults_of(center), kind=CenterRefused)
    center.save()
    record(
        "changed-center",
        gettext_noop("What %(center)s says of itself was changed."),
        about=center,
        by=by,
        now=now,
        center=center.names,
    )
    return center


@operation
def move_center(*, center: Center, status: str, on: date | None = None, by: User | None, now: datetime) -> Center:
    """Take a center one step on in its life: to a pilot, open, or suspended, from a day (today where none is given)."""
    center = Center.objects.select_for_update(of=("self",)).get(pk=center.pk)
    today = clock.local_day(now)
    day = on or today
    reasons = []
    if status not in NEXT[center.status]:
        words = {"now": Center.Status.label_of(center.status), "next": Center.Status.label_of(status)}
        reasons.append(Reason(_("A center that is %(now)s cannot become %(next)s.") % words, "not_next", "status"))
    if day > today:
        reasons.append(Reason(_("Say it on the day itself or later; a day to come can still change."), "future", "on"))
    gather(reasons, kind=CenterRefused)
    center.status = status
    if status == OPENED and center.opened_on is None:
        center.opened_on = day
    center.save(update_fields=["status", "opened_on"])
    record(
        "moved-center",
        MOVED[Center.Status(status)],
        about=center,
        by=by,
        now=now,
        center=center.names,
        day=day_in_both(day),
    )
    return center


@operation
def set_hub(*, province: Province, center: Center, by: User | None, now: datetime) -> Province:
    """Say which center the people of a province are sent to."""
    province.hub = center
    province.save(update_fields=["hub"])
    record(
        "set-hub",
        gettext_noop("%(center)s serves the province %(province)s."),
        about=center,
        by=by,
        now=now,
        center=center.names,
        province=province.names,
    )
    return province


def _faults_of(center: Center) -> list[Reason]:
    faults = []
    if center.code.lower() in RESERVED_CODES:
        faults.append(Reason(_("This code is reserved. Choose another one."), "code_reserved", "code"))
    if center.kind == Center.Kind.MINI and center.parent is None:
        faults.append(Reason(_("A Mini ITC has a parent center. Choose it."), "no_parent", "parent"))
    if center.kind != Center.Kind.MINI and center.parent is not None:
        faults.append(Reason(_("Only a Mini ITC has a parent center. Leave it empty."), "parent", "parent"))
    if center.parent is not None and center.parent.kind == Center.Kind.MINI:
        faults.append(Reason(_("A Mini ITC cannot be the parent of another one."), "parent_is_mini", "parent"))
    if not (SOUTH <= center.latitude <= NORTH and WEST <= center.longitude <= EAST):
        faults.append(
            Reason(_("This position is not in Thailand. Check latitude and longitude."), "abroad", "latitude")
        )
    if any(not (len(code) == len("1079") and code.isdigit()) for code in center.focus):
        faults.append(Reason(_("An industry is a class of four digits, such as 1079."), "isic", "focus"))
    if center.status in (PLANNED, PILOT) and center.opened_on is not None:
        faults.append(Reason(_("A center that is not open yet has no opening day."), "opened_on", "opened_on"))
    return faults
