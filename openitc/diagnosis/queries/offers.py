"""What the network offers near an enterprise for a dimension that comes first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from openitc.centers.models import Center
from openitc.centers.rules import road_km
from openitc.diagnosis.models import Assessment, Remedy
from openitc.pathways.models import Pathway
from openitc.pathways.queries.versions import public_pathways
from openitc.resources.models import Resource

SHOWN = 3  # of each kind, for one thing to do
FOUND_BY_CODE = (Remedy.Kind.CAPABILITY, Remedy.Kind.EXPERT)
# The divisions of ISIC that a sector's ways to market belong to; ways of other industries stand behind them.
DIVISIONS = {"food": ("10", "11"), "agro": ("10", "20", "21"), "craft": ("13", "14", "15", "16", "23", "31", "32")}
# Capabilities that one kind of maker needs and another does not, by how their codes begin.
OF_CRAFTS = ("expert.textile", "expert.ceramic", "test.textile", "test.leach", "textile.", "weave.", "dye.", "fire.",
             "cast.", "carve.")  # fmt: skip
OF_FOOD = ("expert.food_process", "test.nutrition", "test.micro", "dry.", "fry.", "sterilize.", "pasteurize.", "roast.",
           "extrude.")  # fmt: skip
NOT_FOR = {"food": OF_CRAFTS, "agro": OF_CRAFTS, "craft": OF_FOOD}
FAR_KM = 250  # beyond it only the nearest is shown

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Near:
    """A machine, laboratory or expert, and how far its center is; None where nobody said where the enterprise is."""

    resource: Resource
    km: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """One remedy, with what of it there is near the enterprise."""

    remedy: Remedy
    near: list[Near] = field(default_factory=list)
    pathways: list[Pathway] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """Whether the network has nothing of the kind: then a person is asked."""
        return self.remedy.kind in FOUND_BY_CODE and not self.near


def offers_for(assessment: Assessment, dimensions: Iterable[int]) -> dict[int, list[Offer]]:
    """What there is for each of the dimensions, by key; a constant number of queries."""
    remedies = list(Remedy.objects.filter(dimension__in=list(dimensions)))
    resources = _resources_by_code(remedies)
    pathways = _pathways_by_code(remedies)
    here = position_of(assessment)
    offers: dict[int, list[Offer]] = defaultdict(list)
    for remedy in remedies:
        foreign = NOT_FOR.get(assessment.sector, ())
        codes = [code for code in remedy.codes if not code.startswith(foreign)] or remedy.codes
        near = _nearest([row for code in codes for row in resources.get(code, ())], here)
        ways = [pathways[code] for code in remedy.codes if code in pathways]
        offers[remedy.dimension_id].append(Offer(remedy, near, _fitting(ways, assessment.sector)))
    return offers


def position_of(assessment: Assessment) -> Position | None:
    """Where the enterprise is; a stranger says at most in which province."""
    if assessment.enterprise is not None:
        return assessment.enterprise.position
    return (assessment.province.latitude, assessment.province.longitude) if assessment.province else None


def _resources_by_code(remedies: Sequence[Remedy]) -> Mapping[str, list[Resource]]:
    codes = {code for remedy in remedies if remedy.kind in FOUND_BY_CODE for code in remedy.codes}
    served = Center.Status.OPENED, Center.Status.PILOT
    rows = (
        Resource.objects.in_service()
        .filter(capabilities__code__in=codes, center__status__in=served)
        .select_related("center", "type")
        .prefetch_related("capabilities")
        .distinct()
    )
    found: dict[str, list[Resource]] = defaultdict(list)
    for row in rows:
        for capability in row.capabilities.all():
            if capability.code in codes:
                found[capability.code].append(row)
    return found


def _pathways_by_code(remedies: Sequence[Remedy]) -> dict[str, Pathway]:
    codes = {code for remedy in remedies if remedy.kind == Remedy.Kind.PATHWAY for code in remedy.codes}
    return {pathway.code: pathway for pathway in public_pathways().filter(code__in=codes)} if codes else {}


def _nearest(rows: Sequence[Resource], here: Position | None) -> list[Near]:
    """The nearest, one of a kind at a center; where nobody said where the enterprise is, in the order of centers."""
    ordered = sorted((Near(row, _km(here, row.center)) for row in rows), key=_distance)
    apart = {(near.resource.center_id, near.resource.type_id): near for near in reversed(ordered)}
    found = sorted(apart.values(), key=_distance)[:SHOWN]
    return found[:1] + [near for near in found[1:] if (near.km or 0) <= FAR_KM]


def _distance(near: Near) -> tuple[int, str, str]:
    return near.km or 0, near.resource.center.code, near.resource.code


def _km(here: Position | None, center: Center) -> int | None:
    return None if here is None else road_km(here, (center.latitude, center.longitude))


def _fitting(pathways: Sequence[Pathway], sector: str) -> list[Pathway]:
    own = DIVISIONS.get(sector, ())
    return sorted(pathways, key=lambda way: not any(code.startswith(own) for code in way.isic))[:SHOWN]
