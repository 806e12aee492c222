"""The network at its front door: numbers, a map, places to look from, and how busy it is today."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.bookings.models import Booking
from openitc.centers.access import Standing
from openitc.centers.models import Center, Province
from openitc.enterprises.models import Enterprise
from openitc.resources.models import Capability, Kind, Resource
from openitc.shared import clock
from openitc.ui.map_picture import MapPoint
from openitc.ui.shapes import Fact

NEEDS_SHOWN = 8
BUSIEST_SHOWN = 12
DAYS_A_WEEK = 7


def network_figures() -> list[Fact]:
    """How much of what there is in the network, as the tables stand; two queries."""
    centers = _taking_people().aggregate(
        centers=Count("pk", filter=~Q(kind=Center.Kind.MINI)),
        minis=Count("pk", filter=Q(kind=Center.Kind.MINI)),
        provinces=Count("province", distinct=True),
    )
    counted = Resource.objects.filter(retired_at=None).order_by().values_list("kind").annotate(number=Count("pk"))
    kinds = dict(counted)
    list_of_centers, catalogue = reverse("centers:list"), reverse("bookings:catalogue")
    provinces = _("in %(count)s provinces") % {"count": centers["provinces"]}
    return [
        Fact(label=_("Centers"), value=f"{centers['centers']:,}", note=provinces, url=list_of_centers),
        Fact(label=_("Mini ITCs"), value=f"{centers['minis']:,}", note=_("near you"), url=list_of_centers),
        Fact(
            label=_("Shared machines"),
            value=f"{kinds.get(Kind.MACHINE, 0):,}",
            note=_("none of which you need to buy"),
            url=f"{catalogue}?kind={Kind.MACHINE}",
        ),
        Fact(
            label=_("Experts and operators"),
            value=f"{kinds.get(Kind.EXPERT, 0):,}",
            note=_("at your side"),
            url=f"{catalogue}?kind={Kind.EXPERT}",
        ),
        Fact(
            label=_("Laboratories"),
            value=f"{kinds.get(Kind.LABORATORY, 0):,}",
            note=_("for tests and certificates"),
            url=f"{catalogue}?kind={Kind.LABORATORY}",
        ),
    ]


def network_points() -> list[MapPoint]:
    """Every center that takes people, as a point with its address; Mini ITCs are small."""
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
        for center in _taking_people().select_related("province").order_by("code")
    ]


def provinces_by_name() -> list[Province]:
    """Where people may look from, in the order of the reader's alphabet."""
    return sorted(Province.objects.all(), key=lambda province: province.name)


def home_province(standing: Standing) -> str:
    """The province a person looks from: their enterprise's, else their center's; none is known of a stranger."""
    if standing.member_of:
        own = Enterprise.objects.filter(organisation__in=standing.member_of).order_by("pk")
        return own.values_list("province", flat=True).first() or ""
    return centers_of(standing).values_list("province", flat=True).first() or ""


def centers_of(standing: Standing) -> QuerySet[Center]:
    """The centers the person works at."""
    return Center.objects.filter(pk__in=standing.works_at).order_by("code")


def usual_needs() -> QuerySet[Capability]:
    """What machines of the network can do at most centers: words to begin a search with."""
    able = Q(resources__retired_at=None, resources__kind=Kind.MACHINE)
    counted = Capability.objects.filter(kind=Kind.MACHINE).annotate(
        number=Count("resources__center", filter=able, distinct=True)
    )
    return counted.filter(number__gt=0).order_by("-number", "code")[:NEEDS_SHOWN]


@dataclass(frozen=True, slots=True)
class BusyCenter:
    """A center with how many runs it has today and in the coming week."""

    center: Center
    today: int
    week: int


def busiest_centers(now: datetime) -> list[BusyCenter]:
    """Where most runs in the week from today, for those who look at the whole network; two queries."""
    midnight = clock.at(clock.local_day(now))
    today, week = ((midnight, midnight + timedelta(days=days)) for days in (1, DAYS_A_WEEK))
    kept = Booking.objects.confirmed().filter(no_show_at=None, during__overlap=week).order_by()
    counted = kept.values_list("center").annotate(week=Count("pk"), today=Count("pk", filter=Q(during__overlap=today)))
    rows = list(counted.order_by("-week", "center")[:BUSIEST_SHOWN])
    centers = Center.objects.select_related("province").in_bulk([key for key, _week, _today in rows])
    return [BusyCenter(centers[key], today=now_on, week=in_week) for key, in_week, now_on in rows]


def _taking_people() -> QuerySet[Center]:
    return Center.objects.exclude(status=Center.Status.PLANNED)
