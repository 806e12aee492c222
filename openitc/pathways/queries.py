"""Reads of pathways: their lines, their plans, and the network they are checked against."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from django.db.models import Count, Prefetch, QuerySet, prefetch_related_objects

from openitc.centers.industries import industry_name
from openitc.centers.models import Center, OpeningHours
from openitc.pathways import rules
from openitc.pathways.models import Gap, Pathway, Step, StepRole, Version
from openitc.resources.models import Capability, OwnHours, Place, Resource
from openitc.ui.shapes import Segment

MINUTES_AN_HOUR = 60


def public_pathways() -> QuerySet[Pathway]:
    """Pathways that anyone may take: published at least once, and not retired."""
    return Pathway.objects.filter(versions__published_at__isnull=False, retired_at=None).distinct()


def published_versions() -> QuerySet[Version]:
    """The version of each public pathway that a new case starts with, with its steps."""
    newest = (
        Version.objects.exclude(published_at=None).order_by("pathway_id", "-number").distinct("pathway_id").values("pk")
    )
    return (
        Version.objects.filter(pk__in=newest, pathway__retired_at=None)
        .select_related("pathway", "pathway__center")
        .prefetch_related(Prefetch("steps", _whole(Step.objects.all())))
        .order_by("pathway__isic", "pathway__code")
    )


def latest_published(pathway: Pathway) -> Version | None:
    """The version that a new case of the pathway starts with."""
    return pathway.versions.exclude(published_at=None).order_by("-number").first()


def steps_of(version: Version) -> QuerySet[Step]:
    """The steps in order, each with what it needs and what it follows; three queries."""
    return _whole(version.steps.all())


def _whole(steps: QuerySet[Step]) -> QuerySet[Step]:
    return steps.order_by("position", "pk").prefetch_related(
        Prefetch("roles", StepRole.objects.select_related("capability").order_by("position")),
        Prefetch("gaps", Gap.objects.select_related("after").order_by("after__position")),
    )


def plan_of(step: Step) -> rules.StepPlan:
    """The step as plain values; reads its fetched roles and gaps."""
    return rules.StepPlan(
        key=step.key,
        stage=step.stage,
        name_th=step.name_th,
        name_en=step.name_en,
        duration=step.duration_minutes,
        attended=step.attended,
        through_night=step.through_night,
        note_th=step.note_th,
        note_en=step.note_en,
        roles=tuple(
            rules.RolePlan(
                capability=role.capability.code,
                units=role.units,
                offset=role.offset_minutes,
                duration=role.duration_minutes,
            )
            for role in step.roles.all()
        ),
        gaps=tuple(
            rules.GapPlan(after=gap.after.key, least=gap.min_minutes, most=gap.max_minutes, ships=gap.ships)
            for gap in step.gaps.all()
        ),
    )


def plans_of(version: Version) -> list[rules.StepPlan]:
    """The steps of the version as plain values."""
    return [plan_of(step) for step in steps_of(version)]


def network() -> rules.Network:
    """The resources of the centers that serve, as far as planning asks; five queries."""
    serving = (Center.Status.PILOT, Center.Status.OPENED)
    resources = Resource.objects.filter(retired_at=None, center__status__in=serving)
    places = Place.objects.filter(retired_at=None).values("resource").annotate(count=Count("pk"))
    places_of = dict(places.values_list("resource", "count"))
    of_center = _longest(OpeningHours.objects.values_list("center_id", "weekday", "opens", "closes"))
    of_resource = _longest(OwnHours.objects.values_list("resource_id", "weekday", "opens", "closes"))
    return rules.Network(
        means=tuple(
            rules.Means(
                center=row.center.code,
                capabilities=frozenset(capability.code for capability in row.capabilities.all()),
                places=places_of.get(row.pk, 0),
                longest_opening=of_resource.get(row.pk, of_center.get(row.center_id, 0)),
                longest_use=row.longest_minutes,
                runs_overnight=row.runs_overnight,
            )
            for row in resources.select_related("center").prefetch_related("capabilities")
        )
    )


def _longest(stretches: Iterable[tuple[int, int, time, time]]) -> dict[int, int]:
    """For each owner of opening hours the minutes of its longest stretch; stretches that abut count as one."""
    longest: dict[int, int] = {}
    end_of: tuple[int, int, int] | None = None
    start = 0
    for owner, weekday, opens, closes in sorted(stretches):
        first, last = _minute(opens), _minute(closes)
        if end_of != (owner, weekday, first):
            start = first
        end_of = (owner, weekday, last)
        longest[owner] = max(longest.get(owner, 0), last - start)
    return longest


def _minute(clock: time) -> int:
    return clock.hour * MINUTES_AN_HOUR + clock.minute


def cases_may_start_with(version: Version) -> bool:
    """Whether a new case may take the version: published, and its pathway not retired."""
    return version.published_at is not None and version.pathway.retired_at is None


def history_of_versions(pathway: Pathway) -> QuerySet[Version]:
    """Every published version, the newest first."""
    return pathway.versions.exclude(published_at=None).select_related("published_by").order_by("-number")


def draft_of(pathway: Pathway) -> Version | None:
    """The version that is being written, if any."""
    return pathway.versions.filter(published_at=None).first()


def capabilities_of(steps: Sequence[rules.StepPlan]) -> dict[str, Capability]:
    """Everything the steps need, by code."""
    codes = {role.capability for step in steps for role in step.roles}
    return {row.code: row for row in Capability.objects.filter(code__in=codes)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A pathway on one look: its line in small, how many steps and visits it has, how long it takes at the least."""

    version: Version
    industry: str
    segments: list[Segment]
    steps: int
    visits: int
    least_minutes: int


def card_of(version: Version) -> Card:
    """The card of a version whose steps, roles and gaps were fetched with it."""
    plans = [plan_of(step) for step in version.steps.all()]
    return Card(
        version=version,
        industry=industry_name(version.pathway.isic[0]) if version.pathway.isic else "",
        segments=[Segment(stage=plan.stage, weight=_weight(plan)) for plan in plans],
        steps=len(plans),
        visits=sum(plan.attended for plan in plans),
        least_minutes=rules.least_time(plans),
    )


LONGEST_STRETCH = 6  # of a line in small, in the lengths of its shortest one


def _weight(plan: rules.StepPlan) -> float:
    waited = max((gap.least for gap in plan.gaps), default=0)
    return min(1 + (plan.duration + waited) / rules.DAY, LONGEST_STRETCH)


def drafts_among(pathways: QuerySet[Pathway]) -> QuerySet[Version]:
    """The drafts of those pathways, the latest first."""
    drafts = Version.objects.filter(pathway__in=pathways, published_at=None, pathway__retired_at=None)
    return drafts.select_related("pathway__center", "drafted_by").order_by("-drafted_at")


def whole(version: Version) -> Version:
    """The version with its steps, roles and gaps fetched."""
    prefetch_related_objects([version], Prefetch("steps", _whole(Step.objects.all())))
    return version
