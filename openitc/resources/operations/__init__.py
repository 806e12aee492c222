"""Every write of resources: what they can do, what they are, when they are closed, who may run them."""

from openitc.resources.operations.closures import EmptyClosure, Withdrawn, close_resource, withdraw_closure
from openitc.resources.operations.hours import HoursOverlap, Stretch, set_own_hours
from openitc.resources.operations.needs import keep_unmet_need
from openitc.resources.operations.places import PlacesInUse, set_places
from openitc.resources.operations.qualifications import NotQualified, qualify, revoke
from openitc.resources.operations.resources import (
    Facts,
    NotAsTyped,
    StillBooked,
    add_resource,
    change_resource,
    retire,
)
from openitc.resources.operations.taxonomy import CodeTaken, add_capability, add_type

__all__ = (
    "CodeTaken",
    "EmptyClosure",
    "Facts",
    "HoursOverlap",
    "NotAsTyped",
    "NotQualified",
    "PlacesInUse",
    "StillBooked",
    "Stretch",
    "Withdrawn",
    "add_capability",
    "add_resource",
    "add_type",
    "change_resource",
    "close_resource",
    "keep_unmet_need",
    "qualify",
    "retire",
    "revoke",
    "set_own_hours",
    "set_places",
    "withdraw_closure",
)
