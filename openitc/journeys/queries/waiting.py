"""What waits for a person, gathered from every package that makes people wait for each other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.certification.queries import laboratory_panel, roadmap_panel
from openitc.certification.queries import waiting as of_certification
from openitc.diagnosis.queries import versions as of_versions
from openitc.diagnosis.queries import waiting as of_diagnosis
from openitc.enterprises.queries import indications as of_enterprises
from openitc.listings.queries import waiting as of_listings
from openitc.listings.queries.of_case import of_case as listing_of_case
from openitc.market_tests.queries import waiting as of_market_tests
from openitc.people.models import User
from openitc.selection.queries import panels as of_selection
from openitc.sourcing.queries import waiting as of_sourcing
from openitc.sourcing.queries.requests import of_case as requests_of_case
from openitc.standards.queries import drafts as of_standards
from openitc.ui.shapes import ToDo

URGENCY = {"bad": 0, "warn": 1, "info": 2, "good": 3}

OfDesk = Callable[..., Iterable[ToDo]]
ON_DESKS: tuple[OfDesk, ...] = (
    of_enterprises.to_dos,
    of_diagnosis.to_dos,
    of_versions.to_dos,
    of_selection.to_dos,
    of_sourcing.to_dos,
    of_standards.to_dos,
    of_certification.to_dos,
    of_market_tests.to_dos,
    of_listings.to_dos,
)
ON_CASES: tuple[OfDesk, ...] = (
    of_diagnosis.to_dos_of_case,
    of_selection.to_dos_of_case,
    of_sourcing.to_dos_of_case,
    of_certification.to_dos_of_case,
    of_market_tests.to_dos_of_case,
    of_listings.to_dos_of_case,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a package shows of a case: the include, and what it is given."""

    template: str
    found: object


def to_dos_of(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """What waits on the person's desk, the most pressing first."""
    return _sorted(to_do for package in ON_DESKS for to_do in package(user, standing=standing, now=now))


def to_dos_of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:
    """What of the case waits for this reader, the most pressing first."""
    if case.closed_at is not None:
        return []
    return _sorted(to_do for package in ON_CASES for to_do in package(case, reader=reader, staff=staff, now=now))


def choices_of(case: Case, *, reader: User, staff: bool, now: datetime) -> list[Choice]:
    """Where each part of the case stands, from readiness to its place in the world, in the order of the way."""
    packages: tuple[tuple[str, Callable[..., object]], ...] = (
        ("diagnosis/_of_case.html", of_diagnosis.of_case),
        ("selection/_of_case.html", of_selection.of_case),
        ("sourcing/_of_case.html", requests_of_case),
        ("certification/_roadmap_of_case.html", roadmap_panel.of_case),
        ("certification/_laboratory_of_case.html", laboratory_panel.of_case),
        ("market_tests/_of_case.html", of_market_tests.of_case),
        ("listings/_of_case.html", listing_of_case),
    )
    return [Choice(template, found(case, reader=reader, staff=staff, now=now)) for template, found in packages]


def _sorted(to_dos: Iterable[ToDo]) -> list[ToDo]:
    """What is due before what is not, among the equally urgent."""

    def turn(to_do: ToDo) -> tuple[int, bool, float]:
        return URGENCY[to_do.tone], to_do.due is None, to_do.due.timestamp() if to_do.due else 0.0

    return sorted(to_dos, key=turn)
