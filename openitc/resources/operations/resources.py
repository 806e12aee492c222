"""One resource: adding it from its type, changing its facts, retiring it."""

from collections.abc import Collection
from datetime import datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center
from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import Capability, FeeBasis, Operation, Place, Resource, ResourceType
from openitc.resources.operations.places import set_places
from openitc.resources.operations.taxonomy import CodeTaken
from openitc.shared.db import Lock, lock, operation
from openitc.shared.money import Satang
from openitc.shared.refusals import Reason, Refused, gather


class Facts(TypedDict, total=False):
    """What can be said of a resource; a fact left out is not changed, and a new resource takes it from its type."""

    name_th: str
    name_en: str
    description_th: str
    description_en: str
    model: str
    setup_minutes: int
    cleaning_minutes: int
    fee_basis: str
    fee: Satang  # for one of what the basis counts
    operation: str
    runs_overnight: bool
    notice_minutes: int
    longest_minutes: int
    monthly_minutes: int
    person: User | None


class NotAsTyped(Refused):
    """The facts do not fit together."""


class StillBooked(Refused):
    """Someone still counts on the resource."""


@operation
def add_resource(
    *,
    center: Center,
    type: ResourceType,  # noqa: A002 - the word of the field
    code: str = "",
    capabilities: Collection[Capability] | None = None,
    places: int | None = None,
    by: User,
    now: datetime,
    **facts: Unpack[Facts],
) -> Resource:
    """Add a resource to a center, with the facts of its type where none are given, and its bookable places.

    A blank `code` is made from those of the center and of the type.
    """
    code = code or _next_code(center, type)
    if Resource.objects.filter(code=code).exists():
        raise CodeTaken(code)
    resource = Resource(center=center, type=type, kind=type.kind, code=code, added_at=now)
    _state(resource, {**_facts_of(type), **facts})
    resource.save()
    resource.capabilities.add(*(type.capabilities.all() if capabilities is None else capabilities))
    resource.refresh_search()
    resource.save(update_fields=["search_text", "search_pairs"])
    count = type.places if places is None else places
    gather(_reasons_against_places(count), kind=NotAsTyped)
    Place.objects.bulk_create(Place(resource=resource, number=number) for number in range(1, count + 1))
    sentence = gettext_noop("“%(name)s” was added to %(center)s.")
    record(
        "resource_added",
        sentence,
        about=[resource, center],
        by=by,
        now=now,
        name=resource.names,
        center=center.names,
    )
    return resource


@operation
def change_resource(
    *,
    resource: Resource,
    capabilities: Collection[Capability] | None = None,
    places: int | None = None,
    by: User,
    now: datetime,
    **facts: Unpack[Facts],
) -> Resource:
    """Change what is said of a resource. Bookings already made keep their time and fee."""
    lock(Lock.RESOURCES, [resource.pk])
    if places is not None:
        set_places(resource=resource, count=places, by=by, now=now)
    _state(resource, facts)
    if capabilities is not None:
        resource.capabilities.set(capabilities)
    resource.refresh_search()
    resource.save()
    sentence = gettext_noop("The facts of “%(name)s” were changed.")
    record("resource_changed", sentence, about=[resource, resource.center], by=by, now=now, name=resource.names)
    return resource


@operation
def retire(*, resource: Resource, by: User, now: datetime) -> Resource:
    """Take a resource out of service for good; what was done on it stays."""
    lock(Lock.RESOURCES, [resource.pk])
    resource.refresh_from_db()
    if resource.retired_at is not None:
        raise StillBooked(_("“%(name)s” is already out of service.") % {"name": resource.name})
    kept = Place.objects.kept(now).filter(resource=resource).count()
    if kept:
        text = _("“%(name)s” is still booked. Move or cancel its bookings first, then retire it.")
        raise StillBooked(text % {"name": resource.name})
    resource.retired_at = now
    resource.save(update_fields=["retired_at"])
    sentence = gettext_noop("“%(name)s” was taken out of service.")
    record("resource_retired", sentence, about=[resource, resource.center], by=by, now=now, name=resource.names)
    return resource


def _facts_of(kind: ResourceType) -> Facts:
    return {
        "name_th": kind.name_th,
        "name_en": kind.name_en,
        "setup_minutes": kind.setup_minutes,
        "cleaning_minutes": kind.cleaning_minutes,
        "fee_basis": kind.fee_basis,
        "fee": kind.fee,
        "operation": kind.operation,
        "runs_overnight": kind.runs_overnight,
    }


def _state(resource: Resource, facts: Facts) -> None:
    """Set the facts, or refuse with every reason why they do not fit together."""
    for name, value in facts.items():
        setattr(resource, name, value)
    if resource.fee_basis == FeeBasis.FREE:
        resource.fee = 0
    reasons = []
    if not resource.name_th.strip():
        reasons.append(Reason(_("Give the Thai name."), "no_name", "name_th"))
    if resource.longest_minutes <= 0:
        reasons.append(Reason(_("The longest use must take some time."), "no_time", "longest_minutes"))
    if resource.monthly_minutes <= 0:
        reasons.append(Reason(_("The monthly limit must leave some time."), "no_time", "monthly_minutes"))
    if resource.operation == Operation.OPERATOR and resource.type.operated_by_id is None:
        text = _("Nobody is known who operates this type; choose another way of operation.")
        reasons.append(Reason(text, "no_operator", "operation"))
    gather(reasons, kind=NotAsTyped)


def _reasons_against_places(count: int) -> list[Reason]:
    return [] if count > 0 else [Reason(_("There must be at least one place."), "no_place", "places")]


def _next_code(center: Center, kind: ResourceType) -> str:
    stem = f"{center.code}-{kind.code}"[:36]
    taken = set(Resource.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in (f"{stem}-{number}" for number in range(1, len(taken) + 2)) if code not in taken)
