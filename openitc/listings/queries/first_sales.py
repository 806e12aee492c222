"""What cases took from idea to first sale: their days from their history, their costs from bookings and orders."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Sum
from django.utils.functional import Promise

from openitc.bookings.models import Booking
from openitc.cases.models import Case, CaseStage, Milestone
from openitc.centers.operations.wording import label_in_both
from openitc.history.models import Event, subject
from openitc.listings.rules.first_sales import FEWEST, Spent, Way, median_whole, medians, way_of
from openitc.pathways.models import Pathway
from openitc.sourcing.models import Award
from openitc.sourcing.queries.quotes import offer_of
from openitc.sourcing.rules.quotations import total_at

MOVED = "moved-case"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageBar:
    """A stage of the way: how long it took and what it cost, and its share of the picture in per cent."""

    stage: str
    name: str | Promise
    days: int
    cost: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWay:
    """The way of one case, drawn."""

    bars: tuple[StageBar, ...]
    days: int
    cost: int
    arrived: bool


def way_of_case(case: Case, *, now: datetime) -> ShownWay:
    """What the case took so far; four queries."""
    way = _ways([case], now=now)[case.pk]
    return ShownWay(bars=bars_of(way.stages), days=round(way.days), cost=way.cost, arrived=way.arrived)


def bars_of(spent: Sequence[Spent]) -> tuple[StageBar, ...]:
    """The stages that took any time or money, side by side."""
    whole = sum(one.days for one in spent) or 1
    return tuple(
        StageBar(
            stage=one.stage,
            name=CaseStage.label_of(one.stage),
            days=round(one.days),
            cost=one.cost,
            share=100 * one.days / whole,
        )
        for one in spent
        if one.days or one.cost
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cases together: how many, and what the middle one took; nothing while they are too few."""

    name: str
    count: int
    bars: tuple[StageBar, ...]
    days: int | None
    cost: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSales:
    """What cases of the network took from idea to first sale."""

    all_of_them: Group
    pathways: tuple[Group, ...]
    fewest: int = FEWEST


def first_sales(*, now: datetime) -> FirstSales:
    """Of every case with a first sale; five queries, however many there are."""
    sold = Milestone.objects.filter(kind=Milestone.Kind.FIRST_SALE, withdrawn_at=None).values("case")
    cases = list(
        Case.objects.filter(pk__in=sold).select_related("version__pathway").defer("search_text", "search_pairs")
    )
    ways = _ways(cases, now=now)
    by_pathway: dict[Pathway, list[Way]] = defaultdict(list)
    for case in cases:
        by_pathway[case.version.pathway].append(ways[case.pk])
    groups = (_group(pathway.name, found) for pathway, found in by_pathway.items())
    return FirstSales(
        all_of_them=_group("", list(ways.values())),
        pathways=tuple(sorted(groups, key=lambda group: (-group.count, group.name))),
    )


def _group(name: str, ways: Sequence[Way]) -> Group:
    whole = median_whole(ways)
    bars = bars_of(medians(ways))
    if whole is None:
        return Group(name=name, count=len(ways), bars=bars, days=None, cost=None)
    return Group(name=name, count=len(ways), bars=bars, days=round(whole[0]), cost=whole[1])


def _ways(cases: Collection[Case], *, now: datetime) -> dict[int, Way]:
    keys = [case.pk for case in cases]
    moves, costs, sales = _moves(cases), _costs(keys), _first_sales(keys)
    return {
        case.pk: way_of(
            opened_at=case.opened_at,
            moves=moves[case.pk],
            costs=costs[case.pk],
            first_sale=sales.get(case.pk),
            now=case.closed_at or now,
        )
        for case in cases
    }


def _first_sales(cases: Collection[int]) -> dict[int, datetime]:
    rows = Milestone.objects.filter(case__in=cases, kind=Milestone.Kind.FIRST_SALE, withdrawn_at=None)
    return dict(rows.order_by().values_list("case_id", "reached_at"))


def _moves(cases: Collection[Case]) -> Mapping[int, list[tuple[datetime, str]]]:
    """When each case came to which stage; history keeps the stage by its name in both languages."""
    keys = {subject(case): case.pk for case in cases}
    found: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    rows = Event.objects.filter(verb=MOVED, about__overlap=list(keys)).order_by("at", "pk")
    for about, values, at in rows.values_list("about", "values", "at"):
        stage = _stages_by_name().get(str(values.get("stage", {}).get("en", "")))
        for name in about:
            if stage and name in keys:
                found[keys[name]].append((at, stage))
    return found


@cache
def _stages_by_name() -> dict[str, str]:
    return {label_in_both(label)["en"]: value for value, label in CaseStage.choices}


def _costs(cases: Collection[int]) -> Mapping[int, dict[str, int]]:
    """The fees of what was used, by the stage of its step, and the orders with makers, in satang."""
    costs: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    used = Booking.objects.confirmed().filter(case__in=cases, no_show_at=None, step__isnull=False).order_by()
    for case, stage, fee in (
        used.values("case", "step__stage")
        .annotate(fee=Sum("reservations__fee"))
        .values_list("case", "step__stage", "fee")
    ):
        costs[case][stage] += fee or 0
    orders = Award.objects.filter(rfq__case__in=cases, ended_at=None).select_related("rfq", "quote")
    for award in orders.prefetch_related("quote__prices"):
        total = award.contract_total or total_at(offer_of(award.quote), award.quantity)
        costs[award.rfq.case_id][CaseStage.MANUFACTURING] += total or 0
    return costs
