"""Reads of enterprises."""

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from openitc.centers.models import Center, Membership, Province, Role
from openitc.centers.rules import road_km
from openitc.enterprises.models import Enterprise, Product
from openitc.enterprises.rules import alike
from openitc.people.models import User
from openitc.shared.search import holding


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


def members_of(enterprise: Enterprise, *, on: date) -> QuerySet[Membership]:
    """Those who act for the enterprise on that day or will later, by name."""
    still = enterprise.organisation.memberships.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    return still.select_related("user").order_by("user__name", "pk")


def narrowed(
    enterprises: QuerySet[Enterprise], *, q: str | None, province: Province | None, kind: str | None
) -> QuerySet[Enterprise]:
    """Those of the enterprises that hold the words, are in the province and of the kind, products counted."""
    if q:
        enterprises = enterprises.filter(holding(q))
    if province:
        enterprises = enterprises.filter(province=province)
    if kind:
        enterprises = enterprises.filter(kind=kind)
    shown = enterprises.select_related("province").defer("search_text", "search_pairs")
    return shown.annotate(product_count=_products_counted())


def people_to_ask(enterprise: Enterprise, *, on: date) -> QuerySet[User]:
    """The officers and managers of the centers that know the enterprise."""
    serving = Membership.objects.in_force(on).filter(
        role__in=(Role.OFFICER, Role.MANAGER), center__acquaintances__enterprise=enterprise
    )
    return User.objects.filter(memberships__in=serving).distinct()


def _products_counted() -> Coalesce:
    """A count beside each row, so that only the rows of one page are counted for."""
    own = Product.objects.filter(enterprise=OuterRef("pk")).order_by().values("enterprise")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)
