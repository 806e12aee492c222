"""The costing of an idea as its page shows it: lines with what a unit bears of each, the result, and real fees."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median_low

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Center
from openitc.centers.rules import road_km
from openitc.enterprises.models import Enterprise
from openitc.resources.models import FeeBasis, Kind, Resource, ResourceType
from openitc.selection.models import CostLine, Idea
from openitc.selection.rules import costing as rules
from openitc.shared.money import Satang

SERVING = (Center.Status.PILOT, Center.Status.OPENED)
# What of the network each kind of line can be: what it is charged by is its own.
CHARGED_AS = {
    CostLine.Kind.MACHINE: Kind.MACHINE,
    CostLine.Kind.LABOUR: Kind.EXPERT,
    CostLine.Kind.TEST: Kind.LABORATORY,
}
COUNTED_IN: dict[str, str | Promise] = {
    FeeBasis.HOUR: _("hours"),
    FeeBasis.BATCH: _("batches"),
    FeeBasis.SAMPLE: _("samples"),
    FeeBasis.WEEK: _("weeks"),
    FeeBasis.FREE: _("uses"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What resources of one type really cost in the network: the usual fee is the one in the middle."""

    usual: Satang
    least: Satang
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Where an enterprise finds a resource of a type, and at what fee."""

    type: ResourceType
    fee: Fee
    nearest: Resource
    km: int

    @property
    def per(self) -> str | Promise:
        """What the fee is counted by."""
        return FeeBasis.label_of(self.type.fee_basis)


def _in_service(types: Iterable[ResourceType]) -> dict[int, list[Resource]]:
    """The resources of the types that are charged as their type is, or free; one query."""
    known = {row.pk: row for row in types}
    found: dict[int, list[Resource]] = defaultdict(list)
    resources = Resource.objects.in_service().filter(type__in=known, center__status__in=SERVING)
    for resource in resources.select_related("center").order_by("code"):
        if resource.fee_basis in {known[resource.type_id].fee_basis, FeeBasis.FREE}:
            found[resource.type_id].append(resource)
    return found


def _fee_of(resource: Resource) -> Satang:
    return 0 if resource.fee_basis == FeeBasis.FREE else resource.fee


def _fee(resources: Collection[Resource]) -> Fee:
    fees = [_fee_of(resource) for resource in resources]
    return Fee(usual=median_low(fees), least=min(fees), count=len(fees))


def real_fees(types: Collection[ResourceType]) -> dict[int, Fee]:
    """The fees of today, by the key of the type; none for a type that nobody has in service. One query."""
    if not types:
        return {}
    return {key: _fee(resources) for key, resources in _in_service(types).items()}


def offers_of(types: Collection[ResourceType], *, to: Enterprise) -> dict[int, Offer]:
    """Where the enterprise finds each of the types, the nearest center first; one query."""
    if not types:
        return {}
    by_key = {row.pk: row for row in types}
    offers = {}
    for key, resources in _in_service(types).items():
        km = {row.pk: road_km(to.position, (row.center.latitude, row.center.longitude)) for row in resources}
        nearest = min(resources, key=lambda row: (km[row.pk], _fee_of(row), row.code))
        offers[key] = Offer(type=by_key[key], fee=_fee(resources), nearest=nearest, km=km[nearest.pk])
    return offers


def offers_for(kind: str, *, to: Enterprise) -> list[Offer]:
    """What the network has for a kind of line, by name; two queries."""
    charged = CHARGED_AS.get(CostLine.Kind(kind))
    types = list(ResourceType.objects.filter(kind=charged)) if charged else []
    return sorted(offers_of(types, to=to).values(), key=lambda offer: offer.type.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A line, what it comes to, what one unit bears of it, and what the network charges today."""

    line: CostLine
    counted_in: str | Promise
    amount: Satang
    share: Satang | None
    offer: Offer | None

    @property
    def name(self) -> str:
        """What it is for; a machine by its name in the reader's language."""
        machine = self.line.machine
        return machine.name if machine and self.line.what == machine.name_th else self.line.what

    @property
    def fee_changed(self) -> bool:
        """Whether the real fee is no longer the one in the line."""
        return self.offer is not None and self.offer.fee.usual != self.line.price

    @property
    def gone(self) -> bool:
        """Whether no center has such a machine in service any more."""
        return self.line.machine_id is not None and self.offer is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The lines of one kind."""

    kind: str
    label: str | Promise
    lines: list[ShownLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stretch of a bar: a kind of cost, or what is left of the price."""

    kind: str
    label: str | Promise
    satang: Satang
    percent: float  # of the bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a costing comes to, in whole satang, and as a bar."""

    price: Satang
    unit_cost: Satang
    margin: Satang
    margin_percent: Fraction | None
    once: Satang
    break_even: int | None
    monthly_units: int
    monthly_fixed: Satang
    monthly_profit: Satang
    payback_months: Fraction | None
    parts: list[Part]

    @property
    def percent(self) -> int | None:
        """The margin in whole per cent of the price, rounded down: never better than it is."""
        return None if self.margin_percent is None else self.margin_percent.__floor__()

    @property
    def months(self) -> float | None:
        """The months until what was spent once is back, rounded up to a tenth."""
        return None if self.payback_months is None else -((-10 * self.payback_months).__floor__()) / 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The costing of an idea."""

    idea: Idea
    costing: rules.Costing
    groups: list[Group]
    figures: Figures | None  # None while the units of a batch are missing
    fees_changed: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered yet."""
        return not any(group.lines for group in self.groups)


def costing_of(idea: Idea, lines: Iterable[CostLine]) -> rules.Costing:
    """The idea as plain values."""
    return rules.Costing(
        lines=tuple(plain(line) for line in lines),
        price=Fraction(idea.price),
        batch_units=idea.batch_units,
        monthly_units=idea.monthly_units,
        monthly_fixed=Fraction(idea.monthly_fixed),
    )


def plain(line: CostLine) -> rules.Line:
    """A line as plain values."""
    basis: rules.Basis = line.basis  # type: ignore[assignment] # the table holds no other word
    return rules.Line(line.kind, basis, Fraction(line.quantity), Fraction(line.price))


def sheet_of(idea: Idea) -> Sheet:
    """The whole sheet; two queries."""
    lines = list(idea.cost_lines.select_related("machine"))
    offers = offers_of([line.machine for line in lines if line.machine], to=idea.comparison.case.enterprise)
    shown = [_shown(line, idea, offers) for line in lines]
    by_kind: Mapping[str, list[ShownLine]] = {
        kind: [each for each in shown if each.line.kind == kind] for kind in CostLine.Kind.values
    }
    costing = costing_of(idea, lines)
    return Sheet(
        idea=idea,
        costing=costing,
        groups=[Group(kind=kind, label=CostLine.Kind.label_of(kind), lines=found) for kind, found in by_kind.items()],
        figures=figures_of(costing),
        fees_changed=sum(each.fee_changed for each in shown),
    )


def figures_of(costing: rules.Costing, *, longest: Fraction | None = None) -> Figures | None:
    """The result of a costing; bars that are compared are drawn to the same `longest` amount."""
    result = rules.reckon(costing)
    if result is None:
        return None
    whole = rules.to_satang
    return Figures(
        price=whole(costing.price),
        unit_cost=whole(result.unit_cost),
        margin=whole(result.margin),
        margin_percent=result.margin_percent,
        once=whole(result.once),
        break_even=result.break_even,
        monthly_units=costing.monthly_units,
        monthly_fixed=whole(costing.monthly_fixed),
        monthly_profit=whole(result.monthly_profit),
        payback_months=result.payback_months,
        parts=_parts(result, longest or length_of(costing, result)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A costing as it was entered and as it would be, their bars drawn to one length."""

    before: Figures
    after: Figures | None


def before_and_after(sheet: Sheet, changed: rules.Costing | None) -> Compared | None:
    """Both side by side; None while the sheet itself comes to nothing."""
    both = [each for each in (sheet.costing, changed) if each is not None]
    results = [(each, result) for each in both if (result := rules.reckon(each)) is not None]
    if not results or results[0][0] is not sheet.costing:
        return None
    longest = max(length_of(each, result) for each, result in results)
    figures = [figures_of(each, longest=longest) for each, _result in results]
    before = figures[0]
    return Compared(before=before, after=figures[1] if len(figures) > 1 else None) if before else None


def length_of(costing: rules.Costing, result: rules.Result) -> Fraction:
    """How long the bar of a costing is: its price, or what a unit costs where that is more."""
    return max(costing.price, result.unit_cost)


def _parts(result: rules.Result, longest: Fraction) -> list[Part]:
    found: list[tuple[str, str | Promise, Fraction]] = [
        (kind, CostLine.Kind.label_of(kind), result.parts[kind])
        for kind in CostLine.Kind.values
        if kind in result.parts
    ]
    if result.margin > 0:
        found.append(("left", _("left for you"), result.margin))
    return [
        Part(
            kind=kind,
            label=label,
            satang=rules.to_satang(amount),
            percent=float(100 * amount / longest) if longest else 0.0,
        )
        for kind, label, amount in found
    ]


def _shown(line: CostLine, idea: Idea, offers: Mapping[int, Offer]) -> ShownLine:
    share = rules.share_of_unit(plain(line), idea.batch_units)
    return ShownLine(
        line=line,
        counted_in=COUNTED_IN[line.machine.fee_basis] if line.machine else "",
        amount=rules.to_satang(plain(line).amount),
        share=None if share is None else rules.to_satang(share),
        offer=offers.get(line.machine_id or 0),
    )
