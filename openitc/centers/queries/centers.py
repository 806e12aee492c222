"""Reads of centers, and of who works at them."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from openitc.centers.models import CENTER_ROLES, Center, Membership, Organisation, Province
from openitc.ui.map_picture import MapPoint


def regions() -> QuerySet[Province, tuple[str, str]]:
    """The regions of the country, each with its Thai and English name."""
    return Province.objects.order_by("region_th").values_list("region_th", "region_en").distinct()


def centers_found(
    *, q: str = "", kind: str = "", region: str = "", upper_north: bool = False, focus: str = ""
) -> QuerySet[Center]:
    """The centers that fit everything asked; the words may stand in the name, the place or the province."""
    found = Center.objects.select_related("province", "parent")
    for word in q.split():
        fields = ("name_th", "name_en", "code", "place_th", "place_en", "province__name_th", "province__name_en")
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        found = found.filter(anywhere)
    if kind:
        found = found.filter(kind=kind)
    if region:
        found = found.filter(province__region_th=region)
    if upper_north:
        found = found.filter(province__upper_north=True)
    if focus:
        found = found.filter(focus__contains=[focus])
    return found.annotate(is_mini=Q(kind=Center.Kind.MINI)).order_by("is_mini", "code")


def people_of(center: Center) -> QuerySet[Membership]:
    """Who has, will have or had a role at the center: first those without a last day, then the latest last day."""
    return (
        center.memberships.filter(role__in=CENTER_ROLES)
        .select_related("user")
        .order_by(F("ends_on").desc(nulls_first=True), "role", "user__name", "pk")
    )


def organisations_for_centers() -> QuerySet[Organisation]:
    """The organisations that can host or supervise a center, by name."""
    return Organisation.objects.exclude(kind=Organisation.Kind.ENTERPRISE).order_by("name_th", "pk")


def points_of(centers: Iterable[Center], *, named: bool = False) -> list[MapPoint]:
    """The centers as points of a map: hubs large and named, Mini ITCs small."""
    return [
        MapPoint(
            lat=center.latitude,
            lon=center.longitude,
            label=center.name,
            detail=center.province.name,
            url=reverse("centers:detail", args=[center.code]),
            kind="small" if center.kind == Center.Kind.MINI else "stop",
            named=named,
        )
        for center in centers
    ]
