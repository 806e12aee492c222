"""Reads of pathways: their lines, their plans, the network they are checked against, and the check in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from django.db.models import Count, F, Prefetch, Q, QuerySet

from openitc.centers.models import Center, OpeningHours
from openitc.pathways import rules
from openitc.pathways.models import Gap, Pathway, Step, StepRole, Version
from openitc.pathways.wording import in_words
from openitc.resources.models import Capability, OwnHours, Resource

MINUTES_AN_HOUR = 60


def public_pathways() -> QuerySet[Pathway]:
    """Pathways that anyone may take: published at least once, and not retired."""
    return Pathway.objects.filter(versions__published_at__isnull=False, retired_at=None).distinct()


def published_versions() -> QuerySet[Version]:
    """The version of each public pathway that a new case starts with, with its steps."""
    newest = Version.objects.exclude(published_at=None).order_by("pathway", "-number").distinct("pathway").values("pk")
    return (
        Version.objects.filter(pk__in=newest, pathway__retired_at=None)
        .select_related("pathway", "pathway__center")
        .prefetch_related("steps")
        .order_by("pathway__center_id", "pathway__code")
    )


def latest_published(pathway: Pathway) -> Version | None:
    """The version that a new case of the pathway starts with."""
    return pathway.versions.exclude(published_at=None).order_by("-number").first()


def steps_of(version: Version) -> QuerySet[Step]:
    """The steps in order, each with what it needs and what it follows; three queries."""
    return version.steps.order_by("position", "pk").prefetch_related(
        Prefetch("roles", StepRole.objects.select_related("capability").order_by("position")),
        Prefetch("gaps", Gap.objects.select_related("after").order_by("after__position")),
    )


def plan_of(step: Step) -> rules.StepPlan:
    """The step as plain values; reads its prefetched roles and gaps."""
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
    resources = (
        Resource.objects.filter(retired_at=None, center__status__in=serving)
        .annotate(place_count=Count("places", filter=Q(places__retired_at=None)), center_code=F("center__code"))
        .prefetch_related("capabilities")
    )
    of_center = _longest(OpeningHours.objects.values_list("center_id", "weekday", "opens", "closes"))
    of_resource = _longest(OwnHours.objects.values_list("resource_id", "weekday", "opens", "closes"))
    return rules.Network(
        means=tuple(
            rules.Means(
                center=row.center_code,
                capabilities=frozenset(capability.code for capability in row.capabilities.all()),
                places=row.place_count,
                longest_opening=of_resource.get(row.pk, of_center.get(row.center_id, 0)),
                longest_use=row.longest_minutes,
                runs_overnight=row.runs_overnight,
            )
            for row in resources
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


@dataclass(frozen=True, slots=True)
class SpokenFault:
    """One thing that keeps a draft from being planned, in the reader's language, and the step to change."""

    kind: rules.FaultKind
    step: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a draft can be planned: what stands in the way, and how many centers can do each step and all of them."""

    faults: tuple[SpokenFault, ...]
    centers_by_step: Mapping[str, int]
    centers_for_all: int

    @property
    def passed(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.faults

    def of_step(self, key: str) -> list[SpokenFault]:
        """What stands in the way at one step."""
        return [fault for fault in self.faults if fault.step == key]


def check_of(steps: Sequence[rules.StepPlan]) -> Check:
    """Hold the steps against the network as it stands."""
    there = network()
    found = rules.faults(steps, there)
    codes = {role.capability for step in steps for role in step.roles}
    capabilities = {row.code: row.name for row in Capability.objects.filter(code__in=codes)}
    return Check(
        faults=tuple(SpokenFault(fault.kind, fault.step, in_words(fault, steps, capabilities)) for fault in found),
        centers_by_step={key: len(centers) for key, centers in rules.centers_able(steps, there).items()},
        centers_for_all=len(rules.centers_able_alone(steps, there)),
    )


def cases_may_start_with(version: Version) -> bool:
    """Whether a new case may take the version: published, and its pathway not retired."""
    return version.published_at is not None and version.pathway.retired_at is None


def history_of_versions(pathway: Pathway) -> QuerySet[Version]:
    """Every published version, the newest first, with the number of its steps."""
    return (
        pathway.versions.exclude(published_at=None)
        .select_related("published_by")
        .annotate(step_count=Count("steps"))
        .order_by("-number")
    )


def draft_of(pathway: Pathway) -> Version | None:
    """The version that is being written, if any."""
    return pathway.versions.filter(published_at=None).first()
