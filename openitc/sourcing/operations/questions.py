"""Questions of makers, and answers that every maker that may read the specification reads; never who asked."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.sourcing.models import Invitation, Question
from openitc.sourcing.operations.invitations import let_answering_only, lock_invitation
from openitc.sourcing.operations.naming import faults_of_makers_names
from openitc.sourcing.operations.telling import keep, lock_request, tell_askers, tell_maker
from openitc.sourcing.queries.requests import open_invitations


class QuestionRefused(Refused):
    """A question cannot be asked or answered like that."""


@operation
def ask(*, invitation: Invitation, text: str, by: User | None, now: datetime) -> Question:
    """Ask the enterprise; the other makers read the question too, so that it must not tell who asks."""
    lock_invitation(invitation)
    let_answering_only(invitation, now=now)
    if not invitation.reveals:
        reads = _("You can ask when the enterprise has agreed and you have read the specification.")
        raise QuestionRefused(Reason(reads, "not_agreed"))
    faults = faults_of_makers_names(text, invitation.rfq, field="text")
    if not text.strip():
        faults.append(Reason(_("Write your question."), "nothing", "text"))
    gather(faults, kind=QuestionRefused)
    question = Question.objects.create(rfq=invitation.rfq, invitation=invitation, text=text.strip(), asked_at=now)
    record("asked-question", gettext_noop("A question was asked."), about=question, by=by, now=now)
    tell_askers(invitation.rfq, gettext_noop("A maker asks about request %(number)s."), by=None, now=now)
    return question


@operation
def answer(*, question: Question, text: str, by: User, now: datetime) -> Question:
    """Answer, once; every maker that may read the specification is told."""
    rfq = question.rfq
    lock_request(rfq)
    question.refresh_from_db(from_queryset=Question.objects.select_for_update())
    faults = faults_of_makers_names(text, rfq, field="text")
    if question.answered_at is not None:
        faults.append(Reason(_("This question was answered already."), "answered"))
    if not text.strip():
        faults.append(Reason(_("Write the answer."), "nothing", "text"))
    gather(faults, kind=QuestionRefused)
    question.answer, question.answered_by, question.answered_at = text.strip(), by, now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    keep("answered-question", gettext_noop("A question on request %(number)s was answered."), rfq, by=by, now=now)
    told = gettext_noop("Request %(number)s: there is a new answer to a question. All makers read it.")
    for invitation in open_invitations(rfq):
        if invitation.reveals:
            tell_maker(invitation, told, now=now)
    return question
