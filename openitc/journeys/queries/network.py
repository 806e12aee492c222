"""The network at its front door: numbers and a map."""

from dataclasses import dataclass

from django.urls import reverse

from openitc.centers.models import Center
from openitc.resources.models import Resource
from openitc.ui.map_picture import MapPoint


@dataclass(frozen=True, slots=True)
class NetworkFigures:
    """The network in numbers, for its front door."""

    centers: int
    minis: int
    provinces: int
    resources: int


def network_figures() -> NetworkFigures:
    """How many centers, provinces and resources there are, as the tables stand."""
    open_centers = Center.objects.exclude(status=Center.Status.PLANNED)
    return NetworkFigures(
        centers=open_centers.exclude(kind=Center.Kind.MINI).count(),
        minis=open_centers.filter(kind=Center.Kind.MINI).count(),
        provinces=open_centers.values("province").distinct().count(),
        resources=Resource.objects.filter(retired_at=None).count(),
    )


def network_points() -> list[MapPoint]:
    """Every center that takes people, as a point with its address; Mini ITCs are small."""
    centers = Center.objects.exclude(status=Center.Status.PLANNED).select_related("province").order_by("code")
    return [
        MapPoint(
            lat=center.latitude,
            lon=center.longitude,
            label=center.name,
            detail=center.province.name,
            url=reverse("centers:detail", args=[center.code]),
            kind="small" if center.kind == Center.Kind.MINI else "stop",
            named=False,
        )
        for center in centers
    ]
