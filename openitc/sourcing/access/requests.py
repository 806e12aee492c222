"""Who may reach which request: whoever may see its case. Makers come by `access.invitations`."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from openitc.cases.access import cases_visible_to, cases_worked_on_by
from openitc.documents.models import File
from openitc.people.models import User
from openitc.sourcing.models import Invitation, Question, Rfq


@dataclass(frozen=True, slots=True)
class Reader:
    """A request for somebody of the asking side; `staff`, or else a member of the enterprise."""

    rfq: Rfq
    staff: bool


def request_to_see(*, user: User, number: str, on: date) -> Reader:
    """A request of a case the person may see: the enterprise's own, or one that staff works on."""
    rows = Rfq.objects.filter(number=number, case__in=cases_visible_to(user, on=on)).select_related(
        "case__enterprise__province", "case__product", "case__officer", "case__advisor", "prepared_by", "terms", "award"
    )
    rfq = rows.first()
    if rfq is None:
        raise Http404
    return Reader(rfq=rfq, staff=cases_worked_on_by(user, on=on).filter(pk=rfq.case_id).exists())


def invitation_of(rfq: Rfq, *, invitation_id: int) -> Invitation:
    """An invitation of that request and of no other."""
    if invitation := rfq.invitations.select_related("maker").filter(pk=invitation_id).first():
        invitation.rfq = rfq
        return invitation
    raise Http404


def question_of(rfq: Rfq, *, question_id: int) -> Question:
    """A question of that request and of no other."""
    if question := rfq.questions.filter(pk=question_id).first():
        question.rfq = rfq
        return question
    raise Http404


def file_of(rfq: Rfq, *, file_id: int) -> File:
    """A file of the request's specification."""
    files = File.objects.filter(pk=file_id, pk__in=rfq.specifications.values("files"))
    if file := files.select_related("content").first():
        return file
    raise Http404
