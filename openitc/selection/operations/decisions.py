"""The choice that ends a comparison."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.models import Milestone
from openitc.cases.operations import change_case, reach
from openitc.cases.operations.wholeness import keep, lock_open_case, members
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.selection.models import Comparison, Idea
from openitc.selection.operations.comparisons import lock_comparison
from openitc.selection.queries.standings import Standings, missing_for_a_choice, standings_of
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather


class DecisionRefused(Refused):
    """No idea can be chosen yet, or not this one."""


@operation
def decide(*, comparison: Comparison, idea: Idea, reason: str = "", by: User, now: datetime) -> Comparison:
    """Choose an idea: the case goes on with its product, and the comparison stays as it is from now on."""
    case = comparison.case
    lock_open_case(case)
    lock_comparison(comparison)
    comparison.case = case
    gather(_faults_of(standings_of(comparison), idea, reason.strip()), kind=DecisionRefused)
    comparison.chosen, comparison.reason = idea, reason.strip()
    comparison.decided_by, comparison.decided_at = by, now
    comparison.save(update_fields=["chosen", "reason", "decided_by", "decided_at"])
    sentence = gettext_noop("%(product)s was chosen among the product ideas.")
    keep("decided-comparison", sentence, case, by=by, now=now, product=idea.product.names)
    change_case(case=case, market=case.market, product=idea.product, by=by, now=now)
    link = comparison.get_absolute_url()
    kind = Milestone.Kind.PRODUCT_SELECTED
    reach(case=case, kind=kind, detail=idea.product.names, link=link, by=by, now=now)
    _tell(comparison, link, by=by, now=now)
    return comparison


def _faults_of(found: Standings, idea: Idea, reason: str) -> list[Reason]:
    faults = missing_for_a_choice(found)
    if all(row.pk != idea.pk for row in found.ideas):
        faults.append(Reason(_("This idea is no longer compared. Choose one of those on the page."), "gone", "idea"))
    elif not reason and found.lines and not found.is_first(idea):
        text = _("Another idea ranks first. Say why this one is chosen all the same: everyone on the case reads it.")
        faults.append(Reason(text, "no_reason", "reason"))
    return faults


def _tell(comparison: Comparison, link: str, *, by: User, now: datetime) -> None:
    case, chosen = comparison.case, comparison.chosen
    judges = [judge.user for judge in comparison.judges.filter(withdrawn_at=None).select_related("user")]
    people = {
        person.pk: person
        for person in (case.officer, case.advisor, *judges, *members(case, now=now))
        if person is not None and person.pk != by.pk
    }
    if chosen is not None and people:
        told = gettext_noop("Case %(number)s goes on with %(product)s: it was chosen among the product ideas.")
        names = chosen.product.names
        notify(to=list(people.values()), sentence=told, link=link, now=now, number=case.number, product=names)
