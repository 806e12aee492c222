"""Reads of cases: lists with what their rows show, lines, and who can take them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection
from django.db.models import Max, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openitc.cases import rules
from openitc.cases.models import AddedSteps, Case, CaseStage, DoneStep, Milestone, SkippedStage
from openitc.centers.models import Center, Membership, Province, Role
from openitc.enterprises.models import Enterprise
from openitc.pathways.models import Pathway, Step
from openitc.people.models import User
from openitc.resources.models import Kind, Resource
from openitc.shared.models import spoken
from openitc.shared.search import holding, searched


def with_rows_of_a_list(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with everything that a row of a list shows; five more queries, however many rows."""
    related = cases.select_related("enterprise__province", "product", "center", "officer", "version__pathway")
    return related.defer("search_text", "search_pairs", *searched("enterprise", "product")).prefetch_related(
        Prefetch("version__steps", Step.objects.order_by("position", "pk")),
        Prefetch("added_steps", AddedSteps.objects.filter(withdrawn_at=None).prefetch_related("version__steps")),
        Prefetch("done_steps", DoneStep.objects.filter(withdrawn_at=None)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a person looks for in a list of cases; what is blank does not narrow it."""

    text: str = ""
    stage: str = ""
    whose: str = ""  # mine, unassigned
    officer: User | None = None
    pathway: Pathway | None = None
    province: Province | None = None
    standing: str = "open"  # open, closed, all


def narrowed(cases: QuerySet[Case], filters: Filters, *, to: User) -> QuerySet[Case]:
    """The cases that are looked for."""
    wanted: dict[str, object] = {
        "stage": filters.stage,
        "officer": to if filters.whose == "mine" else filters.officer,
        "version__pathway": filters.pathway,
        "enterprise__province": filters.province,
    }
    cases = cases.filter(**{name: value for name, value in wanted.items() if value})
    if filters.whose == "unassigned":
        cases = cases.filter(officer=None)
    if filters.standing in ("open", "closed"):
        cases = cases.filter(closed_at__isnull=filters.standing == "open")
    return cases.filter(holding(filters.text)) if filters.text else cases


def steps_of(case: Case) -> QuerySet[Step]:
    """The steps of the case, in order: those of its pathway, and those that were added for it alone."""
    added = AddedSteps.objects.filter(case=case.pk, withdrawn_at=None).values("version")
    return Step.objects.filter(Q(version=case.version_id) | Q(version__in=added)).order_by("position", "pk")


def has_step(case: Case, step: Step) -> bool:
    """Whether the step is one of the case's; no query where it is of its pathway."""
    added = case.added_steps.filter(version=step.version_id, withdrawn_at=None)
    return step.version_id == case.version_id or added.exists()


def steps_by_case(cases: Collection[Case], steps: QuerySet[Step]) -> dict[int, list[Step]]:
    """The same of each case, by its key, out of the given steps; two queries and those of what is fetched with them."""
    versions = {case.pk: [case.version_id] for case in cases}
    added = AddedSteps.objects.filter(case__in=versions, withdrawn_at=None).order_by("added_at", "pk")
    for key, version in added.values_list("case_id", "version_id"):
        versions[key].append(version)
    wanted = {version for own in versions.values() for version in own}
    found: dict[int, list[Step]] = {version: [] for version in wanted}
    for step in steps.filter(version__in=wanted).order_by("position", "pk"):
        found[step.version_id].append(step)
    return {
        key: sorted((step for version in own for step in found[version]), key=lambda step: (step.position, step.pk))
        for key, own in versions.items()
    }


def round_of(case: Case) -> int:
    """Which round of its prototype the case is in."""
    last: int | None = case.rounds.order_by().aggregate(last=Max("number"))["last"]
    return last or 1


def stages_of(case: Case) -> list[rules.Stop]:
    """The steps of the case with their stages alone, in order; one query."""
    return [rules.Stop(key=key, stage=stage) for key, stage in steps_of(case).values_list("key", "stage")]


@dataclass(frozen=True, slots=True)
class Progress:
    """What the stage of a case follows from: its steps in order, what is done of them, and what its gates ask for."""

    steps: list[rules.Stop] = field(default_factory=list)
    done: set[str] = field(default_factory=set)  # keys of steps
    facts: set[str] = field(default_factory=set)  # that are there
    skipped: set[str] = field(default_factory=set)  # stages


# Written by hand because it is asked at every step that is marked: putting it together took as long as answering it.
PROGRESS = """
SELECT 1, key, stage, EXISTS (
    SELECT FROM cases_donestep WHERE case_id = %(case)s AND step_id = pathways_step.id AND withdrawn_at IS NULL
), position, id
FROM pathways_step
WHERE version_id = %(version)s
OR version_id IN (SELECT version_id FROM cases_addedsteps WHERE case_id = %(case)s AND withdrawn_at IS NULL)
UNION ALL SELECT 2, kind, '', true, 0, id FROM cases_milestone WHERE case_id = %(case)s AND withdrawn_at IS NULL
UNION ALL SELECT 3, stage, '', true, 0, id FROM cases_skippedstage WHERE case_id = %(case)s AND withdrawn_at IS NULL
ORDER BY 1, 5, 6
"""
STEP, FACT = 1, 2  # else a stage that is skipped


def progress_of(case: Case) -> Progress:
    """How far the case is, and what lets it leave its stages; one query."""
    found = Progress()
    with connection.cursor() as cursor:
        cursor.execute(PROGRESS, {"case": case.pk, "version": case.version_id})
        for kind, key, stage, is_done, *_order in cursor.fetchall():
            if kind == STEP:
                found.steps.append(rules.Stop(key=key, stage=stage))
                found.done.update([key] if is_done else ())
            else:
                (found.facts if kind == FACT else found.skipped).add(key)
    found.facts.update([rules.ADVISOR] if case.advisor_id else ())
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One fact that a gate asks for: whether it is there, and what it is."""

    kind: str
    label: str | Promise
    met: bool
    detail: str = ""
    link: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What a case must have before it leaves a stage, or why it leaves without."""

    stage: str
    label: str | Promise
    needs: tuple[Need, ...]
    skipped: SkippedStage | None

    @property
    def is_open(self) -> bool:
        """Whether the case may leave the stage."""
        return self.skipped is not None or all(need.met for need in self.needs)

    @property
    def missing(self) -> tuple[Need, ...]:
        """What is not there yet."""
        return tuple(need for need in self.needs if not need.met)


def gates_of(case: Case) -> list[Gate]:
    """The gates on the way of the case, with what is there and what is missing; three queries."""
    reached = {row.kind: row for row in case.milestones.filter(withdrawn_at=None)}
    skipped = {row.stage: row for row in case.skipped_stages.filter(withdrawn_at=None).select_related("skipped_by")}
    return [
        Gate(
            stage=stage,
            label=CaseStage.label_of(stage),
            needs=tuple(_need(case, kind, reached.get(kind)) for kind in rules.GATES[stage]),
            skipped=skipped.get(stage),
        )
        for stage in rules.gated_stages(stages_of(case))
    ]


def _need(case: Case, kind: str, milestone: Milestone | None) -> Need:
    if kind == rules.ADVISOR:
        met = case.advisor is not None
        return Need(kind=kind, label=_("Named advisor"), met=met, detail=str(case.advisor or ""))
    label = Milestone.Kind.label_of(kind)
    if milestone is None:
        return Need(kind=kind, label=label, met=False)
    return Need(
        kind=kind,
        label=label,
        met=True,
        detail=spoken(milestone.detail),
        link=milestone.link,
        at=milestone.reached_at,
    )


def done_of(case: Case) -> QuerySet[DoneStep]:
    """What was done on the case and not withdrawn, the earliest first."""
    return case.done_steps.filter(withdrawn_at=None).select_related("step", "center", "marked_by")


def steps_left(case: Case) -> QuerySet[Step]:
    """The steps of the case that are still to do, in order."""
    done = done_of(case).values("step")
    return steps_of(case).exclude(pk__in=done)


def officers_at(centers: Collection[int], *, on: date) -> QuerySet[User]:
    """The people who serve clients at any of the centers on that day."""
    serving = Membership.objects.in_force(on).filter(center__in=centers, role__in=(Role.OFFICER, Role.MANAGER))
    return User.objects.filter(pk__in=serving.values("user"), is_active=True).order_by("name", "email")


def advisors_for(case: Case, *, on: date) -> QuerySet[User]:
    """Who may advise on the case: those who serve at its center or the one above, and the network's experts."""
    there = [key for key in (case.center_id, case.center.parent_id) if key is not None]
    experts = Resource.objects.filter(kind=Kind.EXPERT, retired_at=None, person__isnull=False)
    serving = officers_at(there, on=on).order_by()
    found = User.objects.filter(Q(pk__in=serving.values("pk")) | Q(pk__in=experts.values("person")), is_active=True)
    return found.order_by("name", "email")


def members_of(enterprise: Enterprise | int, *, on: date) -> QuerySet[User]:
    """The people who act for the enterprise, or for that of the key, on that day."""
    acting = Membership.objects.in_force(on).filter(organisation__enterprise=enterprise, role=Role.ENTERPRISE_MEMBER)
    return User.objects.filter(pk__in=acting.values("user"), is_active=True)


def centers_taking_cases() -> QuerySet[Center]:
    """The centers at which a case may be opened."""
    return Center.objects.filter(status__in=(Center.Status.PILOT, Center.Status.OPENED)).order_by("code")


def latest_number(fiscal_year: int) -> str | None:
    """The highest number given in the fiscal year."""
    given = Case.objects.filter(number__startswith=f"{fiscal_year}-").order_by("-number")
    return given.values_list("number", flat=True).first()


def standing_referrals(case: Case) -> QuerySet[Center]:
    """The centers that work on the case beside its lead center."""
    return Center.objects.filter(referrals__case=case, referrals__ended_at=None).order_by("code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A step as a dot of a line in small."""

    stage: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCase:
    """A case as a row of a list, with its line in small."""

    case: Case
    dots: list[Dot]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(dot.done for dot in self.dots)


def listed(cases: Iterable[Case]) -> list[ListedCase]:
    """Rows of a list, of cases that were fetched `with_rows_of_a_list`."""
    rows = []
    for case in cases:
        done = {mark.step_id for mark in case.done_steps.all()}
        added = [step for each in case.added_steps.all() for step in each.version.steps.all()]
        steps = sorted([*case.version.steps.all(), *added], key=lambda step: (step.position, step.pk))
        dots = [Dot(stage=step.stage, done=step.pk in done) for step in steps]
        rows.append(ListedCase(case=case, dots=dots))
    return rows


def enterprises_found(among: QuerySet[Enterprise], text: str, *, most: int = 8) -> list[Enterprise]:
    """The enterprises that hold the text, with their products; none without a text."""
    if not text.strip():
        return []
    found = among.filter(holding(text)).select_related("province").prefetch_related("products")
    return list(found.order_by("name_th")[:most])
