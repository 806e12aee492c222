"""Writes to what lets a case leave a stage: its advisor, the facts other packages bring, and stages skipped."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases import queries, rules
from openitc.cases.models import Case, CaseStage, Milestone, SkippedStage
from openitc.cases.operations.progress import settle, settle_stage
from openitc.cases.operations.wholeness import keep, lock_open_case, members, tell
from openitc.centers.operations.wording import label_in_both
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused


class GateRefused(Refused):
    """A gate cannot be passed or closed like that."""


@operation
def name_advisor(*, case: Case, advisor: User, by: User, now: datetime) -> Case:
    """Name who advises the enterprise on this case."""
    lock_open_case(case)
    if not queries.advisors_for(case, on=clock.local_day(now)).filter(pk=advisor.pk).exists():
        text = _("%(advisor)s does not advise here. Choose someone who serves at the center, or one of its experts.")
        raise GateRefused(Reason(text % {"advisor": advisor}, "not_an_advisor", "advisor"))
    if case.advisor_id == advisor.pk:
        return case
    case.advisor = advisor
    case.save(update_fields=["advisor"])
    keep("named-advisor", gettext_noop("%(advisor)s advises on the case."), case, by=by, now=now, advisor=str(advisor))
    product = case.product.names
    yours = gettext_noop("You advise on case %(number)s, %(product)s.")
    tell([advisor], yours, case, by=by, now=now, product=product)
    theirs = gettext_noop("%(advisor)s advises you on case %(number)s, %(product)s.")
    tell(members(case, now=now), theirs, case, by=by, now=now, advisor=str(advisor), product=product)
    settle_stage(case, by=by, now=now)
    return case


@operation
def reach(
    *, case: Case, kind: str, detail: dict[str, str], link: str = "", by: User | None, now: datetime
) -> Milestone:
    """Keep that the case has what a gate asks for; said again, the latest word stands. `detail` is {th, en}.

    By nobody it is the system, that noticed it as days passed, and history says so.
    """
    lock_open_case(case)
    case.milestones.filter(kind=kind, withdrawn_at=None).update(withdrawn_at=now)
    milestone = Milestone.objects.create(case=case, kind=kind, detail=detail, link=link, reached_by=by, reached_at=now)
    if by is None:
        sentence = gettext_noop("%(milestone)s: %(detail)s. Noticed by the system.")
    else:
        sentence = gettext_noop("%(milestone)s: %(detail)s.")
    words = label_in_both(Milestone.Kind.label_of(kind))
    keep("reached-milestone", sentence, case, by=by, now=now, milestone=words, detail=detail)
    settle_stage(case, by=by, now=now)
    return milestone


@operation
def withdraw_milestone(*, case: Case, kind: str, reason: dict[str, str], by: User | None, now: datetime) -> None:
    """Say that the case has it no more, and why; without it nothing happens. `reason` is {th, en}.

    By nobody it is the system, that noticed it as days passed, and history says so.
    """
    lock_open_case(case)
    if not case.milestones.filter(kind=kind, withdrawn_at=None).update(withdrawn_at=now):
        return
    if by is None:
        sentence = gettext_noop("No longer: %(milestone)s. %(reason)s Noticed by the system.")
    else:
        sentence = gettext_noop("No longer: %(milestone)s. %(reason)s")
    words = label_in_both(Milestone.Kind.label_of(kind))
    keep("withdrew-milestone", sentence, case, by=by, now=now, milestone=words, reason=reason)
    settle_stage(case, by=by, now=now)


@operation
def skip_stage(*, case: Case, stage: str, reason: str, by: User, now: datetime) -> SkippedStage:
    """Let the case leave a stage without what its gate asks for, for a reason that its enterprise reads."""
    lock_open_case(case)
    progress = queries.progress_of(case)
    reasons = []
    if stage not in rules.gated_stages(progress.steps):
        reasons.append(Reason(_("This stage asks for nothing: there is nothing to skip."), code="no_gate"))
    elif stage in progress.skipped:
        reasons.append(Reason(_("This stage is skipped already."), code="skipped_already"))
    if not reason.strip():
        reasons.append(Reason(_("Say why the stage is skipped: the enterprise reads it."), "no_reason", "reason"))
    if reasons:
        raise GateRefused(*reasons)
    skipped = SkippedStage.objects.create(case=case, stage=stage, reason=reason.strip(), skipped_by=by, skipped_at=now)
    words = label_in_both(CaseStage.label_of(stage))
    sentence = gettext_noop("“%(stage)s” is skipped: %(reason)s")
    keep("skipped-stage", sentence, case, by=by, now=now, stage=words, reason=skipped.reason)
    told = gettext_noop("In your case %(number)s, “%(stage)s” is skipped: %(reason)s")
    tell(members(case, now=now), told, case, by=by, now=now, stage=words, reason=skipped.reason)
    progress.skipped.add(stage)
    settle(case, progress, by=by, now=now)
    return skipped


@operation
def return_to_stage(*, case: Case, stage: str, by: User, now: datetime) -> None:
    """Skip the stage no longer."""
    lock_open_case(case)
    if not case.skipped_stages.filter(stage=stage, withdrawn_at=None).update(withdrawn_at=now):
        raise GateRefused(Reason(_("This stage is not skipped."), code="not_skipped"))
    words = label_in_both(CaseStage.label_of(stage))
    keep("returned-to-stage", gettext_noop("“%(stage)s” is skipped no longer."), case, by=by, now=now, stage=words)
    settle_stage(case, by=by, now=now)
