"""Whether a case has what the law asks for in its markets: said to its gate, and taken back when something lapses."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.cases.models import Case, Milestone
from openitc.cases.operations import reach, withdraw_milestone
from openitc.certification.models import Certificate, Roadmap
from openitc.certification.queries.requirements import (
    Standing,
    requirements_of,
    standing_roadmap,
    standings_of,
    unmet_law,
)
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.models import in_both
from openitc.standards.models import Market

CERTIFIED = Milestone.Kind.CERTIFIED


@operation
def settle_certified(*, case: Case, by: User | None, now: datetime) -> bool:
    """Bring the milestone in line with what is there; say whether the law is met. A closed case stays as it is.

    Whoever publishes or withdraws a report, sees or withdraws a certificate, or changes a roadmap calls this. A task
    does daily, by nobody: what then lapsed or came into force is said by the system.
    """
    roadmap = standing_roadmap(case)
    if case.closed_at is not None or roadmap is None:
        return False
    left = unmet_law(standings_of(case, requirements_of(roadmap), on=clock.local_day(now)))
    reached = case.milestones.filter(kind=CERTIFIED, withdrawn_at=None).first()
    if left and reached is not None:
        withdraw_milestone(case=case, kind=CERTIFIED, reason=_missing(left), by=by, now=now)
    detail = _for_markets(roadmap)
    if not left and (reached is None or reached.detail != detail):
        reach(case=case, kind=CERTIFIED, detail=detail, link=_page(case), by=by, now=now)
    return not left


@operation
def settle_cases_of(*, certificate: Certificate, by: User, now: datetime) -> None:
    """The same for every open case that the certificate counts for."""
    cases = Case.objects.filter(enterprise=certificate.enterprise_id, closed_at=None, roadmaps__ended_at=None)
    if certificate.product_id:
        cases = cases.filter(product=certificate.product_id)
    for case in cases.select_related("product", "enterprise").distinct().order_by("pk"):
        settle_certified(case=case, by=by, now=now)


def _missing(left: Sequence[Standing]) -> dict[str, str]:
    return in_both(
        lambda: _("Missing now: %(names)s.") % {"names": ", ".join(each.edition.standard.name for each in left)}
    )


def _for_markets(roadmap: Roadmap) -> dict[str, str]:
    return in_both(
        lambda: (
            _("for %(markets)s") % {"markets": ", ".join(str(Market.label_of(market)) for market in roadmap.markets)}
        )
    )


def _page(case: Case) -> str:
    return reverse("certification:roadmap", args=[case.number])
