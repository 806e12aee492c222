"""Where what a case must have stands, on its page and on the desks of those who see to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.cases.models import Case, CaseStage
from openitc.centers.access import Standing
from openitc.certification.models import Certificate, ExpiryWarning, Requirement
from openitc.certification.queries.certificates import of_product
from openitc.certification.queries.requirements import best_of, papers_of, state_in
from openitc.certification.queries.tests import asked_tests
from openitc.certification.rules.certificates import SOON
from openitc.certification.rules.states import OPEN, State, is_met
from openitc.enterprises.models import Acquaintance
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.search import searched
from openitc.standards.models import Edition, Method
from openitc.ui.shapes import ToDo

MOST = 8  # rows of each kind
BEFORE_CERTIFICATION = {CaseStage.INTAKE, CaseStage.ANALYSIS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """One requirement in the small picture."""

    requirement: Requirement
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    """What the panel shows."""

    squares: tuple[Square, ...]
    ending: tuple[Certificate, ...]
    today: date

    @property
    def met(self) -> int:
        """How many are there or not needed."""
        return sum(is_met(square.state) for square in self.squares)

    @property
    def of(self) -> int:
        """Of how many; what nobody has said applies does not count yet."""
        return len(self.squares) - self.questions

    @property
    def questions(self) -> int:
        """How many ask whether they apply."""
        return sum(square.state == "question" for square in self.squares)

    @property
    def law_left(self) -> tuple[Square, ...]:
        """What the law asks for and is not there: without it the case does not leave its stage."""
        law = Edition.Weight.LAW
        return tuple(each for each in self.squares if each.requirement.edition.weight == law and each.state in OPEN)


def of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> OfCase:  # noqa: ARG001 - every part is asked alike
    """Where the case stands; three queries."""
    on = clock.local_day(now)
    keys = Method.objects.filter(edition=OuterRef("edition")).order_by("position").values("key")
    rows = Requirement.objects.filter(roadmap__case=case.pk, roadmap__ended_at=None).order_by("position")
    told = list(rows.select_related("edition__standard").annotate(keys=ArraySubquery(keys)))
    papers, asked = papers_of(case), asked_tests(case) if told else {}
    squares = []
    for requirement in told:
        paper, _certificate = best_of(papers.get(requirement.edition.standard_id, []), on)
        tests = [asked[key].state if key in asked else "todo" for key in requirement.keys]
        squares.append(Square(requirement=requirement, state=state_in(requirement, paper, tests)))
    return OfCase(squares=tuple(squares), ending=_ending(papers.values(), on), today=on)


def _ending(papers: Iterable[Sequence[Certificate]], on: date) -> tuple[Certificate, ...]:
    """The longest-lasting certificate of each standard, where it ends soon."""
    last = on + timedelta(days=SOON)
    best = [best_of(rows, on)[1] for rows in papers]
    found = [row for row in best if row is not None and row.seen_at and row.expires_on and row.expires_on <= last]
    return tuple(sorted(found, key=lambda row: row.expires_on or last))


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """Papers that wait for this person's eyes, and certificates to renew; two queries."""
    on = clock.local_day(now)
    found: list[ToDo] = []
    if standing.serves_at:
        known = Acquaintance.objects.filter(center__in=standing.serves_at).values("enterprise")
        rows = _unseen(on).filter(enterprise__in=known).exclude(enterprise__organisation__in=standing.member_of)
        found += _to_see(rows.exclude(entered_by=user))
    mine = Q(enterprise__organisation__in=standing.member_of) | Q(
        enterprise__in=Case.objects.filter(officer=user, closed_at=None).values("enterprise")
    )
    return found + _to_renew(_to_be_renewed(on).filter(mine), on)


def to_dos_of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:
    """What of it waits on the page of the case; three queries at most."""
    on = clock.local_day(now)
    found = _of_roadmap(case)
    if staff:
        found += _to_see(_unseen(on).filter(pk__in=of_product(case.product).values("pk")).exclude(entered_by=reader))
    return found + _to_renew(_to_be_renewed(on).filter(pk__in=of_product(case.product).values("pk")), on)


def _of_roadmap(case: Case) -> list[ToDo]:
    later = Edition.objects.filter(
        standard=OuterRef("edition__standard"), number__gt=OuterRef("edition__number"), confirmed=True
    ).exclude(approved_at=None)
    changed = Requirement.objects.filter(Exists(later), roadmap=OuterRef("pk"))
    roadmap = case.roadmaps.filter(ended_at=None).annotate(changed=Exists(changed)).first()
    if roadmap is None and case.stage not in BEFORE_CERTIFICATION:
        return [
            ToDo(
                text=_("Choose the markets and see what they ask"),
                url=reverse("certification:roadmap-markets", args=[case.number]),
                action=_("Choose"),
            )
        ]
    if roadmap is None or not roadmap.changed:
        return []
    return [
        ToDo(
            text=_("A rule on the roadmap has changed"),
            url=reverse("certification:roadmap", args=[case.number]),
            action=_("See what changed"),
        )
    ]


def _unseen(on: date) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(Q(expires_on=None) | Q(expires_on__gte=on), seen_at=None, withdrawn_at=None)
    return rows.select_related("standard", "enterprise").defer(*searched("enterprise")).order_by("entered_at")


def _to_be_renewed(on: date) -> QuerySet[Certificate]:
    """Those that end or have ended within half a year, and that nothing takes the place of."""
    later = Certificate.objects.filter(
        Q(product=None) | Q(product=OuterRef("product")),
        Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on")),
        enterprise=OuterRef("enterprise"),
        standard=OuterRef("standard"),
        seen_at__isnull=False,
        withdrawn_at=None,
    )
    begins = ExpiryWarning.objects.filter(certificate=OuterRef("pk")).order_by("days").values("start_by")[:1]
    half = timedelta(days=SOON)
    rows = Certificate.objects.filter(
        ~Exists(later), seen_at__isnull=False, withdrawn_at=None, expires_on__range=(on - half, on + half)
    ).annotate(begins=Subquery(begins))
    return rows.select_related("standard", "enterprise").defer(*searched("enterprise")).order_by("expires_on", "pk")


def _to_see(rows: QuerySet[Certificate]) -> list[ToDo]:
    return [
        ToDo(
            text=_("See the paper of %(standard)s of %(enterprise)s")
            % {"standard": row.standard.name, "enterprise": row.enterprise.name},
            url=reverse("certification:certificate", args=[row.pk]),
            action=_("Look at it"),
            detail=row.number,
        )
        for row in rows[:MOST]
    ]


def _to_renew(rows: QuerySet[Certificate], on: date) -> list[ToDo]:
    return [_renewal(row, getattr(row, "begins", None), on) for row in rows[:MOST]]


def _renewal(row: Certificate, begins: date | None, on: date) -> ToDo:
    ends = row.expires_on or on
    names = {"standard": row.standard.name, "enterprise": row.enterprise.name}
    if ends < on:
        text = _("%(standard)s of %(enterprise)s has ended") % names
    else:
        text = _("Renew %(standard)s of %(enterprise)s") % names
    late = begins is not None and begins <= on
    return ToDo(
        text=text,
        url=reverse("certification:certificate", args=[row.pk]),
        action=_("See what to begin"),
        detail=row.number,
        tone="bad" if ends < on or late else "warn",
        due=clock.at(begins if begins is not None and ends >= on else ends),
    )
