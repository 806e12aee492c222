"""Reads of enterprises."""

from datetime import date

from django.db.models import QuerySet

from openitc.centers.models import Center, Membership, Province, Role
from openitc.centers.rules import road_km
from openitc.enterprises.models import Enterprise
from openitc.enterprises.rules import alike
from openitc.people.models import User


def namesakes(*, province: Province, name_th: str, name_en: str = "") -> list[Enterprise]:
    """The enterprises of the province whose name, in either language, is nearly that one."""
    names = [name for name in (name_th, name_en) if name]
    return [
        enterprise
        for enterprise in Enterprise.objects.filter(province=province).select_related("province")
        if any(alike(name, known) for name in names for known in (enterprise.name_th, enterprise.name_en) if known)
    ]


def center_for(province: Province) -> Center | None:
    """The center that serves who comes from the province: its hub, else the nearest one that is open."""
    if province.hub is not None:
        return province.hub
    seat = (province.latitude, province.longitude)
    open_ones = Center.objects.filter(status__in=(Center.Status.OPENED, Center.Status.PILOT))
    return min(open_ones, key=lambda center: road_km(seat, (center.latitude, center.longitude)), default=None)


def centers_not_knowing(enterprise: Enterprise) -> QuerySet[Center]:
    """The centers with which the enterprise can still be shared."""
    return Center.objects.exclude(status=Center.Status.PLANNED).exclude(acquaintances__enterprise=enterprise)


def members_of(enterprise: Enterprise) -> QuerySet[Membership]:
    """Everyone who was ever given a role in the enterprise, the latest first."""
    return enterprise.organisation.memberships.select_related("user").order_by("-starts_on", "-pk")


def people_to_ask(enterprise: Enterprise, *, on: date) -> QuerySet[User]:
    """The officers and managers of the centers that know the enterprise."""
    serving = Membership.objects.in_force(on).filter(
        role__in=(Role.OFFICER, Role.MANAGER), center__acquaintances__enterprise=enterprise
    )
    return User.objects.filter(memberships__in=serving).distinct()
