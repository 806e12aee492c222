"""Makers as the directory shows them, and what waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language, ngettext

from openitc.centers.models import Province
from openitc.resources.models import Capability
from openitc.shared.models import in_language
from openitc.shared.search import holding
from openitc.sourcing.models import Certificate, Maker, MonthCapacity, Process
from openitc.sourcing.rules.months import first_free_month, months_from
from openitc.ui.map_picture import MapPoint

PAGE_SIZE = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person looks for; what is left out narrows nothing."""

    text: str = ""
    capability: Capability | None = None
    mark: str = ""
    region: str = ""
    province: Province | None = None
    market: str = ""
    most: int | None = None  # the smallest order may be at most so large


@dataclass(frozen=True, slots=True)
class Line:
    """One process of a maker, and the first month that has room for its smallest order."""

    process: Process
    free_month: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """A maker as the directory shows it; the first of its lines is the one looked for, or the one free first."""

    maker: Maker
    lines: list[Line]
    certificates: list[Certificate]  # in force, one of each mark

    @property
    def first(self) -> Line | None:
        """The process that its minimum, lead time and free month are shown of."""
        return self.lines[0] if self.lines else None


def found(wanted: Wanted, *, on: date) -> QuerySet[Maker]:
    """The verified makers that fit; an expired certificate fits nobody."""
    makers = Maker.objects.verified()
    if wanted.text:
        makers = makers.filter(holding(wanted.text))
    if wanted.province:
        makers = makers.filter(province=wanted.province)
    if wanted.region:
        makers = makers.filter(province__region_en=wanted.region)
    if wanted.market:
        makers = makers.filter(markets__contains=[wanted.market])
    if wanted.mark:
        makers = makers.filter(Exists(Certificate.objects.in_force(on).filter(maker=OuterRef("pk"), mark=wanted.mark)))
    if wanted.capability or wanted.most is not None:
        makers = makers.filter(Exists(_processes(wanted).filter(maker=OuterRef("pk"))))
    return makers


def directory(wanted: Wanted, *, page: str | None, on: date) -> "Page[Card]":
    """One page of the makers that fit, by the name the reader reads; five queries, however many there are."""
    makers = _with_what_they_do(found(wanted, on=on), on=on).order_by(*_by_name(), "pk")
    shown = Paginator(makers, PAGE_SIZE).get_page(page)
    cards = [_card(maker, wanted.capability, on) for maker in shown]
    paged: Page[Card] = Page(cards, shown.number, shown.paginator)  # type: ignore[arg-type] # counts makers, shows cards
    return paged


def points_of(wanted: Wanted, *, on: date, address: str) -> list[MapPoint]:
    """One point a province with the number of makers there, leading to them; one query."""
    names = ("code", "name_th", "name_en", "latitude", "longitude")
    rows = found(wanted, on=on).order_by().values(*(f"province__{name}" for name in names)).annotate(number=Count("pk"))
    return [
        MapPoint(
            lat=row["province__latitude"],
            lon=row["province__longitude"],
            label=in_language(row["province__name_th"], row["province__name_en"]),
            detail=ngettext("%(number)s maker", "%(number)s makers", row["number"]) % {"number": row["number"]},
            url=f"{address}where={row['province__code']}",
            stage="manufacturing",
            kind="stop" if row["number"] > 1 else "small",
            named=False,
        )
        for row in sorted(rows, key=lambda row: -row["number"])
    ]


def offered_capabilities() -> QuerySet[Capability]:
    """What at least one verified maker does."""
    processes = Process.objects.offered().filter(maker__verified_at__isnull=False, maker__left_at=None)
    return Capability.objects.filter(Exists(processes.filter(capability=OuterRef("pk"))))


def waiting_makers() -> QuerySet[Maker]:
    """The makers an officer is to verify, those that wait longest first."""
    return Maker.objects.waiting().select_related("province", "added_by").order_by("changed_at", "pk")


def waiting_certificates(*, on: date) -> QuerySet[Certificate]:
    """The certificates an officer is to verify, those that wait longest first."""
    rows = Certificate.objects.waiting(on).select_related("maker__province", "file")
    return rows.defer("maker__search_text", "maker__search_pairs").order_by("entered_at", "pk")


def lines_of(processes: Iterable[Process], *, on: date) -> list[Line]:
    """The processes, fetched with their months, each with its first free month; the one free first comes first."""
    lines = [
        Line(
            process,
            first_free_month(
                free={month.month: month.free for month in process.months.all()},
                usual=process.monthly,
                minimum=process.minimum,
                today=on,
            ),
        )
        for process in processes
    ]
    return sorted(lines, key=lambda line: (line.free_month is None, line.free_month or on, line.process.minimum))


def offered_by_makers(*, on: date) -> "Prefetch[str]":
    """For `prefetch_related` of makers: their processes, each with its capability and its months from this one on."""
    months = MonthCapacity.objects.filter(month__gte=months_from(on)[0])
    processes = Process.objects.offered().select_related("capability").prefetch_related(Prefetch("months", months))
    return Prefetch("processes", processes)


def _by_name() -> tuple[str | Coalesce, ...]:
    if (get_language() or "th").startswith("th"):
        return ("name_th",)
    return (Coalesce(NullIf("name_en", Value("")), "name_th"),)


def _processes(wanted: Wanted) -> QuerySet[Process]:
    processes = Process.objects.offered()
    if wanted.capability:
        processes = processes.filter(capability=wanted.capability)
    if wanted.most is not None:
        processes = processes.filter(minimum__lte=wanted.most)
    return processes


def _with_what_they_do(makers: QuerySet[Maker], *, on: date) -> QuerySet[Maker]:
    in_force = Prefetch("certificates", Certificate.objects.in_force(on))
    return makers.select_related("province").prefetch_related(offered_by_makers(on=on), in_force)


def _card(maker: Maker, capability: Capability | None, on: date) -> Card:
    lines = lines_of(maker.processes.all(), on=on)
    lines.sort(key=lambda line: capability is not None and line.process.capability_id != capability.pk)
    by_mark = {certificate.mark: certificate for certificate in maker.certificates.all()}
    return Card(maker=maker, lines=lines, certificates=list(by_mark.values()))
