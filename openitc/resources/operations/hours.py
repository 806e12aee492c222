"""Hours of a resource that differ from its center's."""

from collections.abc import Collection
from datetime import datetime, time
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import OwnHours, Resource
from openitc.resources.operations.touch import touch
from openitc.shared.db import Lock, lock, operation
from openitc.shared.refusals import Reason, Refused, gather


class Stretch(NamedTuple):
    """Open from one time to another on a weekday; Monday is 0."""

    weekday: int
    opens: time
    closes: time


class HoursOverlap(Refused):
    """The hours do not make a week."""


@operation
def set_own_hours(*, resource: Resource, hours: Collection[Stretch], by: User, now: datetime) -> None:
    """Give the resource hours of its own in place of its center's; with none it follows its center again."""
    gather(_reasons_against(sorted(hours)), kind=HoursOverlap)
    lock(Lock.RESOURCES, [resource.pk])
    resource.own_hours.all().delete()
    OwnHours.objects.bulk_create(
        OwnHours(resource=resource, weekday=weekday, opens=opens, closes=closes) for weekday, opens, closes in hours
    )
    touch(resource)
    sentence = (
        gettext_noop("“%(name)s” was given hours of its own.")
        if hours
        else gettext_noop("“%(name)s” follows the hours of its center again.")
    )
    record("own_hours_set", sentence, about=[resource, resource.center], by=by, now=now, name=resource.names)


def _reasons_against(hours: list[Stretch]) -> list[Reason]:
    reasons = [
        Reason(_("Closing time must come after opening time."), "backwards", f"opens_{stretch.weekday}_0")
        for stretch in hours
        if stretch.closes <= stretch.opens
    ]
    reasons += [
        Reason(_("Two opening times of one day overlap."), "overlap", f"opens_{first.weekday}_0")
        for first, second in pairwise(hours)
        if first.weekday == second.weekday and second.opens < first.closes
    ]
    return reasons
