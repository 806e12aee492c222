"""Writes to a center's own service model."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center, ServiceOffering, Stage
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather


class OfferingRefused(Refused):
    """A service was asked to be what it cannot be."""


@operation
def add_offering(
    *,
    center: Center,
    stage: str,
    name_th: str,
    name_en: str = "",
    description_th: str = "",
    description_en: str = "",
    by: User | None,
    now: datetime,
) -> ServiceOffering:
    """Add a service to what the center offers in a stage, after those it offers there already."""
    offering = ServiceOffering(
        center=center,
        stage=stage,
        name_th=name_th.strip(),
        name_en=name_en.strip(),
        description_th=description_th,
        description_en=description_en,
        position=_next_position(center, stage),
        changed_at=now,
    )
    gather(_faults_of(offering), kind=OfferingRefused)
    offering.save()
    _record("added-service", gettext_noop("%(center)s now offers %(service)s."), offering, by=by, now=now)
    return offering


@operation
def change_offering(
    *,
    offering: ServiceOffering,
    stage: str,
    name_th: str,
    name_en: str = "",
    description_th: str = "",
    description_en: str = "",
    by: User | None,
    now: datetime,
) -> ServiceOffering:
    """Write a service anew. Of a cloned one it is then said that this center adapted it."""
    if stage != offering.stage:
        offering.stage, offering.position = stage, _next_position(offering.center, stage)
    offering.name_th, offering.name_en = name_th.strip(), name_en.strip()
    offering.description_th, offering.description_en = description_th, description_en
    offering.changed_at = now
    gather(_faults_of(offering), kind=OfferingRefused)
    offering.save()
    _record("changed-service", gettext_noop("%(center)s changed its service %(service)s."), offering, by=by, now=now)
    return offering


@operation
def withdraw_offering(*, offering: ServiceOffering, by: User, now: datetime) -> ServiceOffering:
    """Stop offering a service; it stays known, and can be offered again."""
    if offering.withdrawn_at is None:
        offering.withdrawn_at = now
        offering.save(update_fields=["withdrawn_at"])
        _record("withdrew-service", gettext_noop("%(center)s no longer offers %(service)s."), offering, by=by, now=now)
    return offering


@operation
def restore_offering(*, offering: ServiceOffering, by: User, now: datetime) -> ServiceOffering:
    """Offer a withdrawn service again, after the others of its stage."""
    if offering.withdrawn_at is not None:
        offering.withdrawn_at = None
        offering.position = _next_position(offering.center, offering.stage)
        offering.save(update_fields=["withdrawn_at", "position"])
        _record("restored-service", gettext_noop("%(center)s offers %(service)s again."), offering, by=by, now=now)
    return offering


@operation
def order_offerings(
    *, center: Center, stage: str, offerings: Sequence[ServiceOffering], by: User, now: datetime
) -> None:
    """Show the services of a stage in this order; those not named follow in the order they had."""
    rest = center.offerings.filter(stage=stage).exclude(pk__in=[offering.pk for offering in offerings])
    if any(offering.center_id != center.pk or offering.stage != stage for offering in offerings):
        raise OfferingRefused(_("A service of another center or stage is among these. Load the page again."))
    ordered = [*offerings, *rest]
    for position, offering in enumerate(ordered):
        offering.position = position
    ServiceOffering.objects.bulk_update(ordered, ["position"])
    record(
        "ordered-services",
        gettext_noop("%(center)s put its services into another order."),
        about=center,
        by=by,
        now=now,
        center=center.names,
    )


def _next_position(center: Center, stage: str) -> int:
    last = center.offerings.filter(stage=stage).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _faults_of(offering: ServiceOffering) -> list[Reason]:
    faults = []
    if offering.stage not in Stage.values:
        faults.append(Reason(_("A service belongs to one of the five stages. Choose one."), "no_stage", "stage"))
    if not offering.name_th:
        faults.append(Reason(_("A service has a Thai name. Enter it."), "no_name", "name_th"))
    return faults


def _record(verb: str, sentence: str, offering: ServiceOffering, *, by: User | None, now: datetime) -> None:
    center = offering.center
    record(verb, sentence, about=center, by=by, now=now, center=center.names, service=offering.names)
