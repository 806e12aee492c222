"""Where each requirement of a roadmap stands: its certificate, its tests, its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from openitc.cases.models import Case
from openitc.certification.models import Certificate, Requirement, Roadmap
from openitc.certification.queries.certificates import of_product
from openitc.certification.queries.tests import Asked, Test, WayStep, asked_tests, test_of
from openitc.certification.rules.states import OPEN, Paper, State, TestState, is_met, state_of
from openitc.standards.models import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A requirement, and all there is for it."""

    requirement: Requirement
    state: State
    certificate: Certificate | None  # the best there is: in force, or waiting for a second person
    ended: Certificate | None  # the last one, where nothing took its place
    tests: tuple[Test, ...]

    @property
    def edition(self) -> Edition:
        """What was told."""
        return self.requirement.edition

    @property
    def key(self) -> str:
        """Of its standard."""
        return str(self.edition.standard.key)

    @property
    def is_conditional(self) -> bool:
        """Whether it is asked for only if something is so."""
        return bool(self.edition.condition)

    @property
    def is_met(self) -> bool:
        """Whether nothing is left to do."""
        return is_met(self.state)


def standing_roadmap(case: Case) -> Roadmap | None:
    """What the case is told now."""
    return case.roadmaps.filter(ended_at=None).select_related("told_by").first()


def requirements_of(roadmap: Roadmap | None, case: Case | None = None) -> QuerySet[Requirement]:
    """What a roadmap asks, in order, each with its edition and tests; of a case what stands. Two queries."""
    told = (
        Requirement.objects.filter(roadmap=roadmap)
        if roadmap
        else Requirement.objects.filter(roadmap__case=case, roadmap__ended_at=None)
    )
    related = told.select_related("edition__standard", "evidence_by", "answered_by", "changed_by", "roadmap")
    return related.prefetch_related("edition__methods__capability").order_by("position")


def papers_of(case: Case) -> dict[int, list[Certificate]]:
    """By the key of the standard what was ever entered for the case's product and not withdrawn; one query."""
    papers: dict[int, list[Certificate]] = {}
    rows = of_product(case.product).filter(withdrawn_at=None).select_related("standard")
    for certificate in rows.order_by(F("expires_on").desc(nulls_first=True), "-issued_on", "-pk"):
        papers.setdefault(certificate.standard_id, []).append(certificate)
    return papers


def standings_of(
    case: Case, requirements: Iterable[Requirement], *, on: date, way: Sequence[WayStep] = ()
) -> list[Standing]:
    """Where each of the requirements stands on that day; two queries beside those of what is given."""
    papers, asked = papers_of(case), asked_tests(case)
    return [
        _standing(requirement, papers.get(requirement.edition.standard_id, []), asked, way, on=on)
        for requirement in requirements
    ]


def _standing(
    requirement: Requirement,
    papers: Sequence[Certificate],
    asked: dict[str, Asked],
    way: Sequence[WayStep],
    *,
    on: date,
) -> Standing:
    edition = requirement.edition
    tests = tuple(test_of(method, asked, way) for method in edition.methods.all())
    paper, certificate = best_of(papers, on)
    return Standing(
        requirement=requirement,
        state=state_in(requirement, paper, [test.state for test in tests]),
        certificate=certificate,
        ended=None if certificate else next((row for row in papers if _has_ended(row, on)), None),
        tests=tests,
    )


def best_of(papers: Sequence[Certificate], on: date) -> tuple[Paper, Certificate | None]:
    """The certificate in force, or else one that waits for a second person, the one that lasts longest first."""
    counts = next((row for row in papers if row.is_in_force(on)), None)
    waits = next((row for row in papers if row.seen_at is None and not _has_ended(row, on)), None)
    if counts is not None:
        return "in_force", counts
    return ("waiting", waits) if waits is not None else ("none", None)


def state_in(requirement: Requirement, paper: Paper, tests: Sequence[TestState]) -> State:
    """Where the requirement stands with that paper and those tests."""
    return state_of(
        applies=requirement.applies if requirement.edition.condition else True,
        not_needed=bool(requirement.not_needed_reason),
        paper=paper,
        tests=tests,
        evidence_seen=requirement.evidence_at is not None,
        asks_evidence=bool(requirement.edition.evidence),
    )


def _has_ended(certificate: Certificate, on: date) -> bool:
    return certificate.expires_on is not None and certificate.expires_on < on


def unmet_law(standings: Iterable[Standing]) -> list[Standing]:
    """What the law asks for and is not there; an open question asks for nothing yet."""
    law = Edition.Weight.LAW
    return [each for each in standings if each.edition.weight == law and each.state in OPEN]
