"""Writes to what is decided after a market test: go, change or stop, and what that does to the case."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.models import Case, Milestone
from openitc.cases.operations import add_note, reach, withdraw_milestone
from openitc.cases.operations.rounds import begin_round
from openitc.centers.operations.wording import label_in_both
from openitc.market_tests.models import Decision, MarketTest
from openitc.market_tests.operations.market_tests import set_closed
from openitc.market_tests.operations.telling import keep, lock_test, tell
from openitc.market_tests.queries.market_tests import answered_and_offered, go_of, has_enough
from openitc.pathways.models import Step
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.models import in_both
from openitc.shared.refusals import Reason, Refused, gather


class DecisionRefused(Refused):
    """It cannot be decided like that."""


@operation
def decide(
    *,
    test: MarketTest,
    verdict: str,
    reason: str,
    learnt: str = "",
    few_answers_reason: str = "",
    first_step: Step | None = None,
    staff: bool,
    by: User,
    now: datetime,
) -> Decision:
    """Decide after the test how the case goes on; an open test is closed by it, an earlier decision withdrawn.

    Go opens the gate to the market. Change begins the next round of the prototype with `first_step`. Stop closes
    nothing by itself. On fewer answers than tell something, only staff decides, and says why.
    """
    lock_test(test)
    few = not has_enough_now(test)
    faults = _faults_of(test, verdict, reason, learnt, first_step)
    faults += _faults_of_few(few_answers_reason, staff=staff) if few else []
    gather(faults, kind=DecisionRefused)
    if test.closed_at is None:
        set_closed(test, by=by, now=now)
    test.decisions.filter(withdrawn_at=None).update(withdrawn_at=now)
    decision = Decision.objects.create(
        test=test,
        verdict=verdict,
        reason=reason.strip(),
        learnt=learnt.strip(),
        few_answers_reason=few_answers_reason.strip() if few else "",
        decided_by=by,
        decided_at=now,
    )
    words = label_in_both(Decision.Verdict.label_of(verdict))
    sentence = gettext_noop("After market test %(number)s it was decided: %(verdict)s. %(reason)s")
    keep("decided-after-market-test", sentence, test, by=by, now=now, verdict=words, reason=decision.reason)
    told = gettext_noop("%(product)s after its market test: %(verdict)s. %(reason)s")
    tell(test, told, by=by, now=now, verdict=words, reason=decision.reason)
    if decision.learnt:
        _give_back(test, decision, by=by, now=now)
    _settle(test.case, by=by, now=now)
    if first_step is not None and verdict == Decision.Verdict.CHANGE:
        _begin_anew(test, decision, first_step, by=by, now=now)
    return decision


@operation
def withdraw_decision(*, test: MarketTest, reason: str, by: User, now: datetime) -> None:
    """Take back what was decided; a round that began goes on, for work may have been done in it."""
    lock_test(test)
    if not reason.strip():
        raise DecisionRefused(Reason(_("Say why: it stays in the history of the case."), "no_reason", "reason"))
    if not test.decisions.filter(withdrawn_at=None).update(withdrawn_at=now):
        raise DecisionRefused(Reason(_("Nothing is decided after this test."), "not_decided"))
    sentence = gettext_noop("The decision after market test %(number)s was withdrawn: %(reason)s")
    keep("withdrew-decision", sentence, test, by=by, now=now, reason=reason.strip())
    told = gettext_noop("The decision on %(product)s after its market test was withdrawn: %(reason)s")
    tell(test, told, by=by, now=now, reason=reason.strip())
    _settle(test.case, by=by, now=now)


def has_enough_now(test: MarketTest) -> bool:
    """Whether what came in tells something."""
    answered, offered = answered_and_offered(test)
    return has_enough(test, answered=answered, offered=offered)


def _faults_of(test: MarketTest, verdict: str, reason: str, learnt: str, first_step: Step | None) -> list[Reason]:
    if test.opened_at is None or test.withdrawn_at is not None:
        return [Reason(_("Nobody was asked in this test, so nothing can be decided after it."), "not_asked")]
    faults = []
    if verdict not in Decision.Verdict.values:
        faults.append(Reason(_("Choose go, change or stop."), "no_verdict", "verdict"))
    if not reason.strip():
        faults.append(Reason(_("Say why: everyone on the case reads it."), "no_reason", "reason"))
    if verdict == Decision.Verdict.CHANGE:
        if not learnt.strip():
            text = _("Say what was learnt: the next round is built on it.")
            faults.append(Reason(text, "nothing_learnt", "learnt"))
        if first_step is None:
            text = _("Choose the step at which the next round begins.")
            faults.append(Reason(text, "no_step", "first_step"))
    return faults


def _faults_of_few(few_answers_reason: str, *, staff: bool) -> list[Reason]:
    if not staff:
        text = _("There are too few answers to decide on. Gather more, or ask your officer to decide with you.")
        return [Reason(text, "too_few")]
    if not few_answers_reason.strip():
        text = _("There are fewer answers than tell something. Say why you decide all the same.")
        return [Reason(text, "too_few", "few_answers_reason")]
    return []


def _settle(case: Case, *, by: User, now: datetime) -> None:
    """Bring the case's gate to the market to what was decided last on any of its tests."""
    latest, kind = go_of(case), Milestone.Kind.GO_DECIDED
    if latest is not None and latest.verdict == Decision.Verdict.GO:
        test = latest.test
        test.case = case
        reach(case=case, kind=kind, detail=_about(test), link=test.get_absolute_url(), by=by, now=now)
    else:
        reason = in_both(lambda: latest.reason if latest else _("The decision was withdrawn."))
        withdraw_milestone(case=case, kind=kind, reason=reason, by=by, now=now)


def _about(test: MarketTest) -> dict[str, str]:
    return in_both(lambda: _("market test %(number)s") % {"number": test.number})


def _give_back(test: MarketTest, decision: Decision, *, by: User, now: datetime) -> None:
    """What was learnt goes to the notes of the case, where whoever makes the product reads it."""
    text = _("Learnt in market test %(number)s: %(learnt)s") % {"number": test.number, "learnt": decision.learnt}
    add_note(case=test.case, text=text, shown_to_enterprise=True, by=by, now=now)


def _begin_anew(test: MarketTest, decision: Decision, first_step: Step, *, by: User, now: datetime) -> None:
    why = {"th": decision.learnt, "en": decision.learnt}
    begin_round(case=test.case, first_step=first_step, why=why, link=test.get_absolute_url(), by=by, now=now)
