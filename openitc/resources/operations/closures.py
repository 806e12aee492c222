"""Times at which one resource cannot be used."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from psycopg.types.range import TimestamptzRange

from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import Closure, Resource
from openitc.resources.operations.touch import touch
from openitc.shared.db import Lock, lock, operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.shared.text import moment


class EmptyClosure(Refused):
    """A closure must have a beginning, an end after it, and something left to close."""


class Withdrawn(Refused):
    """The closure was already withdrawn."""


@operation
def close_resource(
    *, resource: Resource, during: TimestamptzRange, why: str, note: str = "", by: User, now: datetime
) -> Closure:
    """Close a resource for a time. What is already booked then stays booked until someone moves or cancels it."""
    gather(_reasons_against(during, now), kind=EmptyClosure)
    # A booking that is being made waits for this, or this for it, so that neither misses the other.
    lock(Lock.RESOURCES, [resource.pk])
    closure = Closure.objects.create(resource=resource, during=during, why=why, note=note, closed_by=by, closed_at=now)
    touch(resource)
    sentence = gettext_noop("“%(name)s” is closed from %(start)s to %(end)s.")
    record(
        "resource_closed",
        sentence,
        about=[resource, resource.center, closure],
        by=by,
        now=now,
        name=resource.names,
        **_ends(during),
    )
    return closure


@operation
def withdraw_closure(*, closure: Closure, by: User, now: datetime) -> Closure:
    """Open the resource again at the times of the closure."""
    resource = closure.resource
    lock(Lock.RESOURCES, [resource.pk])
    closure.refresh_from_db(fields=["withdrawn_at"])
    if closure.withdrawn_at is not None:
        raise Withdrawn(_("This closure was already withdrawn; the resource is open then."))
    closure.withdrawn_at = now
    closure.save(update_fields=["withdrawn_at"])
    touch(resource)
    sentence = gettext_noop("The closure of “%(name)s” from %(start)s to %(end)s was withdrawn.")
    record(
        "closure_withdrawn",
        sentence,
        about=[resource, resource.center, closure],
        by=by,
        now=now,
        name=resource.names,
        **_ends(closure.during),
    )
    return closure


def _reasons_against(during: TimestamptzRange, now: datetime) -> list[Reason]:
    if during.lower is None or during.upper is None or during.upper <= during.lower:
        return [Reason(_("The end must come after the beginning."), "backwards", "end")]
    if during.upper <= now:
        return [Reason(_("This time is over. Choose one that is still to come."), "over", "end")]
    return []


def _ends(during: TimestamptzRange) -> dict[str, dict[str, str]]:
    """Both ends as history keeps them: in words of either language."""
    ends = {"start": during.lower, "end": during.upper}
    return {
        name: {language: moment(value, language=language) for language in ("th", "en")}
        for name, value in ends.items()
        if value is not None
    }
