"""Writes to the steps that one case has beside those of its pathway."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases import queries
from openitc.cases.models import AddedSteps, Case
from openitc.cases.operations.progress import settle_stage
from openitc.cases.operations.wholeness import keep, lock_open_case, members, tell
from openitc.pathways.operations import publish_steps_of_one_case
from openitc.pathways.queries import whole_steps
from openitc.pathways.rules import StepPlan
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather


class StepsRefused(Refused):
    """Steps cannot be added to the case, or taken from it, like that."""


@operation
def add_steps(
    *,
    case: Case,
    plans: Sequence[StepPlan],
    behind: str | None,
    why: dict[str, str],
    link: str = "",
    by: User,
    now: datetime,
) -> AddedSteps:
    """Put steps on the way of this case alone, behind that step of it; from then on they are planned and booked.

    The gaps of a plan may name steps of the way. `why` is {th, en}, and `link` the page that asked for them.
    """
    lock_open_case(case)
    if not plans:
        raise StepsRefused(Reason(_("Nothing is to be added: choose at least one step."), code="no_steps"))
    names = case.product.names
    version = publish_steps_of_one_case(
        number=case.number,
        name=names,
        way=list(whole_steps(queries.steps_of(case))),
        behind=behind,
        plans=plans,
        by=by,
        now=now,
    )
    added = AddedSteps.objects.create(case=case, version=version, why=why, link=link, added_by=by, added_at=now)
    steps = {
        language: ", ".join(step.names[language] for step in version.steps.order_by("pk")) for language in ("th", "en")
    }
    sentence = gettext_noop("Steps were added to the way of the case: %(steps)s. %(why)s")
    keep("added-steps", sentence, case, by=by, now=now, steps=steps, why=why)
    told = gettext_noop("Steps were added to the way of your case %(number)s: %(steps)s. %(why)s")
    tell(members(case, now=now), told, case, by=by, now=now, steps=steps, why=why)
    settle_stage(case, by=by, now=now)
    return added


@operation
def withdraw_added_steps(*, added: AddedSteps, by: User, now: datetime) -> None:
    """Take added steps from the way again, where none of them was done. What was booked for them is cancelled first."""
    case = added.case
    lock_open_case(case)
    added.refresh_from_db()
    done = case.done_steps.filter(step__version=added.version_id, withdrawn_at=None).select_related("step")
    faults = [
        Reason(_("“%(step)s” was done already: it stays.") % {"step": each.step.name}, code="step_done")
        for each in done
    ]
    if added.withdrawn_at is not None:
        faults.append(Reason(_("These steps were taken from the way already."), code="withdrawn_already"))
    gather(faults, kind=StepsRefused)
    added.withdrawn_at = now
    added.save(update_fields=["withdrawn_at"])
    sentence = gettext_noop("The added steps were taken from the way of the case again.")
    keep("withdrew-added-steps", sentence, case, by=by, now=now)
    settle_stage(case, by=by, now=now)
