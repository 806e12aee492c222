"""Reads of pathways, their versions and their steps."""

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from openitc.pathways import rules
from openitc.pathways.models import Gap, Pathway, Step, StepRole, Version


def public_pathways() -> QuerySet[Pathway]:
    """Pathways that anyone may take: published at least once, not retired, and not of one case alone."""
    return Pathway.objects.filter(versions__published_at__isnull=False, retired_at=None, of_one_case=False).distinct()


def published_versions() -> QuerySet[Version]:
    """The version of each public pathway that a new case starts with, with its steps."""
    newest = (
        Version.objects.exclude(published_at=None).order_by("pathway_id", "-number").distinct("pathway_id").values("pk")
    )
    return (
        Version.objects.filter(pk__in=newest, pathway__retired_at=None, pathway__of_one_case=False)
        .select_related("pathway", "pathway__center")
        .prefetch_related(Prefetch("steps", whole_steps(Step.objects.all())))
        .order_by("pathway__isic", "pathway__code")
    )


def latest_published(pathway: Pathway) -> Version | None:
    """The version that a new case of the pathway starts with."""
    return pathway.versions.exclude(published_at=None).order_by("-number").first()


def steps_of(version: Version) -> QuerySet[Step]:
    """The steps in order, each with what it needs and what it follows; three queries."""
    return whole_steps(version.steps.all())


def whole_steps(steps: QuerySet[Step]) -> QuerySet[Step]:
    """The steps in order, each with what it needs and what it follows; two queries more."""
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


def cases_may_start_with(version: Version) -> bool:
    """Whether a new case may take the version: published, and its pathway not retired."""
    way = version.pathway
    return version.published_at is not None and way.retired_at is None and not way.of_one_case


def history_of_versions(pathway: Pathway) -> QuerySet[Version]:
    """Every published version, the newest first."""
    return pathway.versions.exclude(published_at=None).select_related("published_by").order_by("-number")


def draft_of(pathway: Pathway) -> Version | None:
    """The version that is being written, if any."""
    return pathway.versions.filter(published_at=None).first()


def drafts_among(pathways: QuerySet[Pathway]) -> QuerySet[Version]:
    """The drafts of those pathways, the latest first."""
    drafts = Version.objects.filter(pathway__in=pathways, published_at=None, pathway__retired_at=None)
    return drafts.select_related("pathway__center", "drafted_by").order_by("-drafted_at")


def whole(version: Version) -> Version:
    """The version with its steps, roles and gaps fetched."""
    prefetch_related_objects([version], Prefetch("steps", whole_steps(Step.objects.all())))
    return version
