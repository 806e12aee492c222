"""Reads of geographical indications and of who may use them."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.centers.access import Standing
from openitc.enterprises.models import Acquaintance, Enterprise, GeographicalIndication, RegisteredUse
from openitc.enterprises.rules import names_written
from openitc.people.models import User
from openitc.shared import clock
from openitc.ui.shapes import ToDo

MOST = 8  # on one desk
INDICATIONS = Path(__file__).parent.parent / "data" / "indications.toml"


def indications_on_file() -> list[dict[str, Any]]:  # what a row holds, as the file says it
    """The indications of the file that comes with the program."""
    return list(tomllib.loads(INDICATIONS.read_text(encoding="utf-8"))["indication"])


def confirmed_indications() -> QuerySet[GeographicalIndication]:
    """Those that somebody looked up; the others are shown nowhere."""
    return GeographicalIndication.objects.filter(checked_on__isnull=False).prefetch_related("provinces")


def uses_of(enterprise: Enterprise) -> QuerySet[RegisteredUse]:
    """The registrations that were entered for an enterprise, those withdrawn last."""
    uses = enterprise.registered_uses.select_related("indication", "proof", "entered_by", "verified_by")
    return uses.order_by("withdrawn_at", "-valid_until", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownUse:
    """A permission and how it stands that day."""

    use: RegisteredUse
    standing: str  # waits, in-force, later, ended, withdrawn


def shown_uses(enterprise: Enterprise, *, on: date) -> list[ShownUse]:
    """The permissions of an enterprise, each with how it stands."""
    return [ShownUse(use=use, standing=_standing(use, on)) for use in uses_of(enterprise)]


def _standing(use: RegisteredUse, on: date) -> str:
    if use.withdrawn_at is not None:
        return "withdrawn"
    if use.valid_until < on:
        return "ended"
    if use.verified_at is None:
        return "waits"
    return "in-force" if use.valid_from <= on else "later"


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """The permissions that wait to be compared with the letter, for others who serve the enterprise than wrote them."""
    if not standing.serves_at:
        return []
    known = Acquaintance.objects.filter(enterprise=OuterRef("enterprise"), center__in=standing.serves_at)
    waiting = RegisteredUse.objects.filter(
        Exists(known), verified_at=None, withdrawn_at=None, valid_until__gte=clock.local_day(now)
    ).exclude(entered_by=user)
    rows = waiting.select_related("indication", "enterprise").order_by("entered_at", "pk")
    return [
        ToDo(
            text=_("Compare the permission to use “%(name)s” with the letter") % {"name": use.indication.name},
            url=reverse("enterprises:uses", args=[use.enterprise_id]),
            action=_("Compare"),
            detail=use.enterprise.name,
        )
        for use in rows[:MOST]
    ]


def uses_in_force(enterprise: Enterprise, *, on: date) -> QuerySet[RegisteredUse]:
    """The registrations by which the enterprise may write a name on its products that day."""
    return (
        enterprise.registered_uses.exclude(verified_at=None)
        .filter(withdrawn_at=None, valid_from__lte=on, valid_until__gte=on)
        .select_related("indication")
    )


def names_used_without_right(
    texts: Collection[str], *, allowed: Iterable[RegisteredUse]
) -> list[GeographicalIndication]:
    """The protected names that one of the texts holds, and that none of the registrations allows."""
    right = {use.indication_id for use in allowed}
    known = {str(row.pk): row for row in confirmed_indications() if row.pk not in right}
    ways = {key: [row.name_th, row.name_en, *row.also] for key, row in known.items()}
    return [known[key] for key in names_written(texts, ways)]
