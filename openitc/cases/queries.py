"""Reads of cases: lists with what their rows show, lines, and who can take them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from openitc.cases import rules
from openitc.cases.models import Case, DoneStep
from openitc.centers.models import Center, Membership, Province, Role
from openitc.enterprises.models import Enterprise
from openitc.pathways.models import Pathway, Step
from openitc.people.models import User
from openitc.shared.search import holding, searched


def with_rows_of_a_list(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with everything that a row of a list shows; three more queries, however many rows."""
    related = cases.select_related("enterprise__province", "product", "center", "officer", "version__pathway")
    return related.defer("search_text", "search_pairs", *searched("enterprise", "product")).prefetch_related(
        Prefetch("version__steps", Step.objects.order_by("position", "pk")),
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


def stages_of(case: Case) -> list[rules.Stop]:
    """The steps of the case with their stages alone, in order; one query."""
    steps = Step.objects.filter(version=case.version_id).order_by("position", "pk").values_list("key", "stage")
    return [rules.Stop(key=key, stage=stage) for key, stage in steps]


def done_of(case: Case) -> QuerySet[DoneStep]:
    """What was done on the case and not withdrawn, the earliest first."""
    return case.done_steps.filter(withdrawn_at=None).select_related("step", "center", "marked_by")


def steps_left(case: Case) -> QuerySet[Step]:
    """The steps of the case that are still to do, in order."""
    done = done_of(case).values("step")
    return case.version.steps.exclude(pk__in=done).order_by("position", "pk")


def officers_at(centers: Collection[int], *, on: date) -> QuerySet[User]:
    """The people who serve clients at any of the centers on that day."""
    serving = Membership.objects.in_force(on).filter(center__in=centers, role__in=(Role.OFFICER, Role.MANAGER))
    return User.objects.filter(pk__in=serving.values("user"), is_active=True).order_by("name", "email")


def members_of(enterprise: Enterprise, *, on: date) -> QuerySet[User]:
    """The people who act for the enterprise on that day."""
    acting = Membership.objects.in_force(on).filter(
        organisation=enterprise.organisation_id, role=Role.ENTERPRISE_MEMBER
    )
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
        dots = [Dot(stage=step.stage, done=step.pk in done) for step in case.version.steps.all()]
        rows.append(ListedCase(case=case, dots=dots))
    return rows


def enterprises_found(among: QuerySet[Enterprise], text: str, *, most: int = 8) -> list[Enterprise]:
    """The enterprises that hold the text, with their products; none without a text."""
    if not text.strip():
        return []
    found = among.filter(holding(text)).select_related("province").prefetch_related("products")
    return list(found.order_by("name_th")[:most])
