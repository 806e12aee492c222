"""What is known of the ideas of a comparison without anybody having judged them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from openitc.centers.rules import road_km
from openitc.enterprises.models import Enterprise
from openitc.enterprises.queries import Fullness, fullness_of
from openitc.pathways.models import StepRole, Version
from openitc.pathways.queries import published_versions
from openitc.resources.models import Capability, Resource
from openitc.selection.models import Comparison, CostLine, Idea, Prospect
from openitc.selection.queries.costings import SERVING, Figures, costing_of, figures_of
from openitc.selection.queries.suggestions import Facts, Suggested, suggestions_of
from openitc.shared import clock
from openitc.standards.models import Edition, Market
from openitc.standards.queries.editions import asked_of, is_stale, standing


@dataclass(frozen=True, kw_only=True)
class Needed:
    """Something the idea's way needs: how many of it the network has, and where the nearest is."""

    capability: Capability
    count: int
    nearest: Resource | None
    km: int | None


@dataclass(frozen=True, kw_only=True)
class IdeaEvidence:
    """What is known of one idea."""

    idea: Idea
    versions: list[Version]  # all published ways
    fitting: list[Version]  # those for its industry
    prospect: Prospect | None
    needs: list[Needed]
    figures: Figures | None
    standards: list[Edition]
    identity: Fullness
    on: date
    suggestions: dict[str, Suggested] = field(default_factory=dict)  # by the key of the criterion

    @property
    def isic(self) -> str:
        """The industry of the product, or that of its way while nobody chose one."""
        return industry_of(self.idea)

    @property
    def prospect_is_old(self) -> bool:
        """Whether another way was chosen since the planner was asked."""
        return self.prospect is not None and self.prospect.version_id != self.idea.version_id

    @cached_property
    def missing(self) -> list[Needed]:
        """What nobody in the network has."""
        return [need for need in self.needs if not need.count]

    @cached_property
    def farthest(self) -> Needed | None:
        """The one that is farthest away."""
        there = [need for need in self.needs if need.km is not None]
        return max(there, key=lambda need: need.km or 0, default=None)

    @property
    def needed(self) -> int:
        """How many of the standards every such product needs, and not only some, or to sell better."""
        return sum(row.weight != Edition.Weight.USEFUL and not row.condition_th for row in self.standards)

    @property
    def stale_standards(self) -> list[Edition]:
        """Those not looked up for more than a year."""
        return [row for row in self.standards if is_stale(row, self.on)]


def evidence_of(comparison: Comparison, *, now: datetime) -> list[IdeaEvidence]:
    """What is known of each idea, in their order; the same number of queries for two ideas and for eight."""
    on = clock.local_day(now)
    enterprise = comparison.case.enterprise
    ideas = list(
        comparison.ideas.filter(withdrawn_at=None)
        .select_related("product", "version__pathway", "prospect")
        .order_by("position", "pk")
    )
    lines = _lines_of(ideas)
    needs = _needs_of({idea.version_id for idea in ideas if idea.version_id}, enterprise)
    told = fullness_of([idea.product for idea in ideas], on=on)
    asked, markets = list(standing()), {Market.HOME, comparison.case.market}  # at home it is sold always
    versions = list(published_versions().prefetch_related(None))
    found = []
    for idea in ideas:
        idea.comparison = comparison
        evidence = IdeaEvidence(
            idea=idea,
            versions=versions,
            fitting=[row for row in versions if idea.product.isic and idea.product.isic in row.pathway.isic],
            prospect=getattr(idea, "prospect", None),
            needs=needs.get(idea.version_id or 0, []),
            figures=figures_of(costing_of(idea, lines[idea.pk])) if lines[idea.pk] else None,
            standards=asked_of(asked, isic=industry_of(idea), markets=markets) if industry_of(idea) else [],
            identity=told[idea.product_id],
            on=on,
        )
        evidence.suggestions.update(suggestions_of(_facts(evidence)))
        found.append(evidence)
    return found


def industry_of(idea: Idea) -> str:
    """The industry of the product, or that of its way while nobody chose one."""
    way = idea.version.pathway.isic if idea.version else []
    return idea.product.isic or (way[0] if way else "")


def ideas_to_ask(comparison: Comparison, *, since: datetime) -> list[Idea]:
    """The ideas with a way about which the planner was not asked since then, or of another way."""
    ideas = comparison.ideas.filter(withdrawn_at=None, version__isnull=False)
    rows = ideas.select_related("version__pathway", "product", "prospect", "comparison__case__enterprise__province")
    return [
        idea
        for idea in rows.order_by("position", "pk")
        if (known := getattr(idea, "prospect", None)) is None
        or known.version_id != idea.version_id
        or known.asked_at < since
    ]


def _facts(evidence: IdeaEvidence) -> Facts:
    prospect = None if evidence.prospect_is_old else evidence.prospect
    finish = prospect.finishes_at if prospect else None
    return Facts(
        margin_percent=evidence.figures.margin_percent if evidence.figures else None,
        distances=[need.km for need in evidence.needs],
        missing=[need.capability.name for need in evidence.missing],
        days=(clock.local_day(finish) - evidence.on).days if finish else None,
        no_route=prospect is not None and finish is None,
        standards=evidence.needed if evidence.isic else None,
        told=evidence.identity.count,
        of=evidence.identity.of,
        indication=evidence.identity.indication,
        months=len(evidence.identity.season),
    )


def _lines_of(ideas: Collection[Idea]) -> defaultdict[int, list[CostLine]]:
    lines: defaultdict[int, list[CostLine]] = defaultdict(list)
    for line in CostLine.objects.filter(idea__in=[idea.pk for idea in ideas]).order_by("position", "pk"):
        lines[line.idea_id].append(line)
    return lines


def _needs_of(versions: Collection[int], enterprise: Enterprise) -> Mapping[int, list[Needed]]:
    """What the steps of each version need, the farthest first; three queries."""
    wanted: dict[int, dict[int, Capability]] = {version: {} for version in versions}
    roles = StepRole.objects.filter(step__version__in=versions).select_related("capability", "step")
    for role in roles.order_by("step__position", "position"):
        wanted[role.step.version_id][role.capability_id] = role.capability
    have = _resources_with({key for found in wanted.values() for key in found})
    return {
        version: [_needed(capability, have[capability.pk], enterprise) for capability in found.values()]
        for version, found in wanted.items()
    }


def _resources_with(capabilities: Collection[int]) -> defaultdict[int, list[Resource]]:
    found: defaultdict[int, list[Resource]] = defaultdict(list)
    resources = Resource.objects.in_service().filter(center__status__in=SERVING, capabilities__in=capabilities)
    for resource in resources.select_related("center").distinct().prefetch_related("capabilities"):
        for capability in resource.capabilities.all():
            found[capability.pk].append(resource)
    return found


def _needed(capability: Capability, resources: Iterable[Resource], enterprise: Enterprise) -> Needed:
    by_km = sorted((road_km(enterprise.position, _position(row)), row.code, row) for row in resources)
    nearest = by_km[0] if by_km else None
    return Needed(
        capability=capability,
        count=len(by_km),
        nearest=nearest[2] if nearest else None,
        km=nearest[0] if nearest else None,
    )


def _position(resource: Resource) -> tuple[float, float]:
    return resource.center.latitude, resource.center.longitude
