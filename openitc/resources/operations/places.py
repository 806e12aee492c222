"""How many uses of a resource fit beside each other."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import Place, Resource
from openitc.resources.operations.touch import touch
from openitc.shared.db import Lock, lock, operation
from openitc.shared.refusals import Reason, Refused


class PlacesInUse(Refused):
    """The places to be taken away are still booked, or none would be left."""


@operation
def set_places(*, resource: Resource, count: int, by: User, now: datetime) -> list[Place]:
    """Give the resource that many bookable places: retired ones come back before new ones are made.

    Places nobody has booked are retired first; refused where too few of them are free from now on.
    """
    if count < 1:
        raise PlacesInUse(Reason(_("There must be at least one place."), "no_place", "places"))
    lock(Lock.RESOURCES, [resource.pk])
    places = list(resource.places.order_by("number"))
    serving = [place for place in places if place.retired_at is None]
    if count == len(serving):
        return serving
    if count > len(serving):
        _bring_back_or_make(resource, places, count - len(serving))
    else:
        _retire(resource, serving, len(serving) - count, now)
    touch(resource)
    sentence = gettext_noop("“%(name)s” now has %(count)s places; before there were %(before)s.")
    record(
        "places_set",
        sentence,
        about=[resource, resource.center],
        by=by,
        now=now,
        name=resource.names,
        count=count,
        before=len(serving),
    )
    return list(resource.places.filter(retired_at=None).order_by("number"))


def _bring_back_or_make(resource: Resource, places: list[Place], more: int) -> None:
    retired = [place.pk for place in places if place.retired_at is not None][:more]
    Place.objects.filter(pk__in=retired).update(retired_at=None)
    first = max((place.number for place in places), default=0) + 1
    Place.objects.bulk_create(
        Place(resource=resource, number=number) for number in range(first, first + more - len(retired))
    )


def _retire(resource: Resource, serving: list[Place], fewer: int, now: datetime) -> None:
    kept = set(Place.objects.kept(now).filter(resource=resource).values_list("pk", flat=True))
    free = [place.pk for place in reversed(serving) if place.pk not in kept]
    if len(free) < fewer:
        text = ngettext(
            "%(booked)s place is booked, so at least as many must stay. Move or cancel its bookings first.",
            "%(booked)s places are booked, so at least as many must stay. Move or cancel their bookings first.",
            len(kept),
        )
        raise PlacesInUse(Reason(text % {"booked": len(kept)}, "places_in_use", "places"))
    Place.objects.filter(pk__in=free[:fewer]).update(retired_at=now)
