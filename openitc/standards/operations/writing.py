"""How an edition is written down, whoever writes it."""

from dataclasses import asdict
from datetime import datetime

from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.standards.models import Edition, Method, Standard
from openitc.standards.rules.editions import EditionPlan


def write_edition(*, standard: Standard, plan: EditionPlan, by: User | None, now: datetime) -> Edition:
    """The next edition of the standard, as a draft."""
    last = standard.editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = Edition(standard=standard, number=last + 1, drafted_by=by, drafted_at=now)
    fill(edition, plan=plan, by=by, now=now)
    return edition


def fill(edition: Edition, *, plan: EditionPlan, by: User | None, now: datetime) -> None:
    """Let the draft say what the plan says, and nothing else; who writes last signs for it."""
    facts = asdict(plan)
    facts.pop("methods")
    facts["evidence"] = [{"th": thai, "en": english} for thai, english in plan.evidence]
    for name, value in facts.items():
        setattr(edition, name, list(value) if isinstance(value, tuple) else value)
    edition.drafted_by, edition.drafted_at, edition.checked_by = by, now, by
    edition.handed_in_at, edition.sent_back_reason = None, ""
    if edition.pk is not None:
        edition.methods.all().delete()
    edition.save()
    if not plan.methods:
        return
    codes = {row.capability for row in plan.methods}
    capabilities = {row.code: row for row in Capability.objects.filter(code__in=codes)}
    Method.objects.bulk_create(
        Method(edition=edition, position=place, **{**asdict(row), "capability": capabilities[row.capability]})
        for place, row in enumerate(plan.methods, start=1)
    )
