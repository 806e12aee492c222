"""Writes to the rounds of a prototype: doing a part of the way again."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases import queries, rules
from openitc.cases.models import Case, Round
from openitc.cases.operations.progress import settle_stage
from openitc.cases.operations.wholeness import keep, lock_open_case, members, tell
from openitc.pathways.models import Gap, Step
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused


class RoundRefused(Refused):
    """Another round cannot begin there."""


@operation
def begin_round(*, case: Case, first_step: Step, why: dict[str, str], link: str = "", by: User, now: datetime) -> Round:
    """Do the step again and all that follows it: what was done of them, and what began before, counts no more.

    Bookings still to come stay until a new route takes their place. `why` is {th, en}.
    """
    lock_open_case(case)
    if not queries.has_step(case, first_step):
        text = _("This step does not belong to the way of the case. Choose one of its steps.")
        raise RoundRefused(Reason(text, code="step_of_another", field="first_step"))
    steps = {step.pk: step for step in queries.steps_of(case)}
    gaps = Gap.objects.filter(step__in=steps).values_list("step__key", "after__key")
    again = rules.followers(first_step.key, set(gaps))
    redone = [step for step in steps.values() if step.key in again]
    number = queries.round_of(case) + 1
    begun = Round.objects.create(
        case=case, number=number, first_step=first_step, why=why, link=link, begun_by=by, begun_at=now
    )
    begun.steps.set(redone)
    case.done_steps.filter(step__in=redone, withdrawn_at=None).update(withdrawn_at=now)
    names = first_step.names
    sentence = gettext_noop("Round %(round)s begins again with “%(step)s”. %(why)s")
    keep("began-round", sentence, case, by=by, now=now, round=str(number), step=names, why=why)
    told = gettext_noop("Your case %(number)s goes into round %(round)s, again from “%(step)s”. %(why)s")
    concerned = [case.officer, *members(case, now=now)]
    tell(concerned, told, case, by=by, now=now, round=str(number), step=names, why=why)
    settle_stage(case, by=by, now=now)
    return begun
