"""How an edition is written down, whoever writes it."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime

from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.standards.models import Edition, Method, Standard
from openitc.standards.rules.editions import EditionPlan

SAID = tuple(field.name for field in fields(EditionPlan) if field.name not in {"methods", "evidence"})


def write_edition(*, standard: Standard, plan: EditionPlan, by: User | None, now: datetime) -> Edition:
    """The next edition of the standard, as a draft."""
    last = standard.editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = Edition(standard=standard, number=last + 1)
    fill(edition, plan=plan, by=by, now=now)
    return edition


def write_first_editions(plans: Iterable[tuple[Standard, EditionPlan]], *, now: datetime) -> list[Edition]:
    """The first editions of many standards, as drafts of nobody; three queries for all of them."""
    told = [(Edition(standard=standard, number=1), plan) for standard, plan in plans]
    for edition, plan in told:
        _say(edition, plan, by=None, now=now)
    editions = Edition.objects.bulk_create(edition for edition, _plan in told)
    _write_methods(told)
    return editions


def fill(edition: Edition, *, plan: EditionPlan, by: User | None, now: datetime) -> None:
    """Let the draft say what the plan says, and nothing else; who writes last signs for it."""
    if edition.pk is not None:
        edition.methods.all().delete()
    _say(edition, plan, by=by, now=now)
    edition.save()
    _write_methods([(edition, plan)])


def _say(edition: Edition, plan: EditionPlan, *, by: User | None, now: datetime) -> None:
    for name in SAID:
        value = getattr(plan, name)
        setattr(edition, name, list(value) if isinstance(value, tuple) else value)
    edition.evidence = [{"th": thai, "en": english} for thai, english in plan.evidence]
    edition.drafted_by, edition.drafted_at, edition.checked_by = by, now, by
    edition.handed_in_at, edition.sent_back_reason = None, ""


def _write_methods(told: Iterable[tuple[Edition, EditionPlan]]) -> None:
    wanted = [(edition, place, row) for edition, plan in told for place, row in enumerate(plan.methods, start=1)]
    if not wanted:
        return
    codes = {row.capability for _edition, _place, row in wanted}
    capabilities = {row.code: row for row in Capability.objects.filter(code__in=codes)}
    Method.objects.bulk_create(
        Method(edition=edition, position=place, **{**asdict(row), "capability": capabilities[row.capability]})
        for edition, place, row in wanted
    )
