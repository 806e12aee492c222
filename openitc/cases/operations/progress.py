"""Writes to what was done on a case; its stage follows."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases import queries, rules
from openitc.cases.models import Case, CaseStage, DoneStep
from openitc.cases.operations.cases import set_stage
from openitc.cases.operations.wholeness import keep, lock_open_case
from openitc.centers.models import Center
from openitc.pathways.models import Step
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather


class ProgressRefused(Refused):
    """A step cannot be marked or unmarked like that."""


@operation
def mark_step_done(
    *, case: Case, step: Step, done_at: datetime, center: Center | None = None, by: User, now: datetime
) -> DoneStep:
    """Keep that a step was done, and at which center what came of it now is; the case moves to its next stage."""
    lock_open_case(case)
    progress = queries.progress_of(case)
    reasons = []
    if not queries.has_step(case, step):
        text = _("This step does not belong to the pathway of the case. Choose one of its steps.")
        reasons.append(Reason(text, code="step_of_another", field="step"))
    elif step.key in progress.done:
        text = _("“%(step)s” is marked as done already.") % {"step": step.name}
        reasons.append(Reason(text, code="done_already", field="step"))
    if done_at > now:
        text = _("A step cannot be done in the future. Enter when it was done.")
        reasons.append(Reason(text, code="in_the_future", field="done_at"))
    gather(reasons, kind=ProgressRefused)
    done = DoneStep.objects.create(case=case, step=step, center=center, done_at=done_at, marked_by=by, marked_at=now)
    keep("did-step", gettext_noop("“%(step)s” was done."), case, by=by, now=now, step=step.names)
    progress.done.add(step.key)
    settle(case, progress, by=by, now=now)
    return done


@operation
def withdraw_done(*, case: Case, step: Step, by: User, now: datetime) -> None:
    """Say that a step is to do after all; that it was marked stays in history."""
    lock_open_case(case)
    if not queries.done_of(case).filter(step=step).exists():
        text = _("“%(step)s” is not marked as done.") % {"step": step.name}
        raise ProgressRefused(Reason(text, code="not_done", field="step"))
    case.done_steps.filter(step=step, withdrawn_at=None).update(withdrawn_at=now)
    keep("withdrew-step", gettext_noop("“%(step)s” is to be done after all."), case, by=by, now=now, step=step.names)
    settle_stage(case, by=by, now=now)


def settle_stage(case: Case, *, by: User | None, now: datetime) -> None:
    """Bring the case to the stage that its done steps and its gates give."""
    settle(case, queries.progress_of(case), by=by, now=now)


def settle(case: Case, progress: queries.Progress, *, by: User | None, now: datetime) -> None:
    """The same from what is known of it already."""
    stage = rules.stage_behind_gates(progress.steps, progress.done, progress.facts, progress.skipped)
    stays_in_follow_up = case.stage == CaseStage.FOLLOW_UP and stage == CaseStage.COMMERCIAL
    if not stays_in_follow_up:
        set_stage(case, stage, by=by, now=now)
