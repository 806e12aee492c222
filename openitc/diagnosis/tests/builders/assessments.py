"""Assessments to test with."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from openitc.diagnosis.models import Assessment, Sector
from openitc.diagnosis.operations import assessments as operations
from openitc.diagnosis.operations.assessments import About
from openitc.diagnosis.queries.assessments import items_asked, items_of
from openitc.diagnosis.tests.builders.versions import the_version
from openitc.enterprises.models import Enterprise
from openitc.enterprises.operations.figures import state_figures
from openitc.people.models import User

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
A_MAKER = About(
    sector=Sector.FOOD, goals=("standard", "quality"), cost_shares=(40, 20, 10, 20, 10), years_in_business=6,
    sells_already=True,
)  # fmt: skip


def an_open_check(
    enterprise: Enterprise | None = None,
    *,
    secret_hash: str | None = None,
    form: str = "quick",
    about: About = A_MAKER,
    round: str = "T0",  # noqa: A002 - the word of the field
    by: User | None = None,
    now: datetime = NOW,
) -> Assessment:
    """An assessment that was begun, and nothing answered: of an enterprise, or a stranger's by the hash of a secret."""
    the_version()
    return operations.begin(
        enterprise=enterprise, form=form, about=about, round=round, secret_hash=secret_hash, by=by, now=now
    )


def answered(
    assessment: Assessment, *, level: int | None = 2, but: Mapping[str, int | None] | None = None
) -> Assessment:
    """Every question is answered with the level; `but` names dimensions that differ."""
    given = but or {}
    for question in items_asked(assessment):
        own = given.get(question.dimension.key, level)
        operations.answer(
            assessment=assessment, question=question, level=own, by=assessment.started_by, now=assessment.started_at
        )
    return assessment


def a_finished_check(
    enterprise: Enterprise | None = None,
    *,
    level: int | None = 2,
    but: Mapping[str, int | None] | None = None,
    secret_hash: str | None = None,
    form: str = "quick",
    about: About = A_MAKER,
    round: str = "T0",  # noqa: A002 - the word of the field
    by: User | None = None,
    now: datetime = NOW,
) -> Assessment:
    """A whole assessment, finished ten minutes after it was begun."""
    begun = an_open_check(enterprise, secret_hash=secret_hash, form=form, about=about, round=round, by=by, now=now)
    answered(begun, level=level, but=but)
    return operations.finish(assessment=begun, by=by, now=now + timedelta(minutes=10))


def all_levels(assessment: Assessment) -> dict[str, str]:
    """What was answered, by the dimension of the question, as the form has it."""
    return {f"{item.question.dimension.key}.{item.question.position}": item.level for item in items_of(assessment)}


def a_small_one(enterprise: Enterprise, *, by: User) -> Enterprise:
    """The enterprise with figures of last year that make it small."""
    state_figures(
        enterprise=enterprise, year=NOW.year - 1, sector="manufacturing", employees=12, revenue=500_000_000,
        by=by, now=NOW,
    )  # fmt: skip
    return enterprise
