"""Photographs and files that show an answer to be so."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.diagnosis.models import Answer, Assessment, Evidence, Question
from openitc.diagnosis.operations.wholeness import keep, lock_open
from openitc.documents.operations import keep_file
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused

MOST_FILES = 6  # behind one answer


class EvidenceRefused(Refused):
    """There is no room or no answer for it."""


@operation
def add_evidence(
    *, assessment: Assessment, question: Question, name: str, data: bytes, by: User, now: datetime
) -> Evidence:
    """Put a photograph or file behind an answer."""
    lock_open(assessment)
    given = Answer.objects.filter(assessment=assessment, question=question).first()
    if given is None:
        raise EvidenceRefused(Reason(_("Answer the question first; then show that it is so."), "no_answer", "file"))
    if given.evidence.filter(withdrawn_at=None).count() >= MOST_FILES:
        text = _("Six files stand behind this answer already. Take one back first.")
        raise EvidenceRefused(Reason(text, "too_many", "file"))
    file = keep_file(name=name, data=data, by=by, now=now)
    evidence = Evidence.objects.create(answer=given, file=file, added_by=by, added_at=now)
    keep(_ADDED, assessment, by=by, now=now, file=file.name)
    return evidence


@operation
def withdraw_evidence(*, evidence: Evidence, by: User, now: datetime) -> Evidence:
    """Take a photograph or file back; it is kept, and counts no longer."""
    assessment = evidence.answer.assessment
    lock_open(assessment)
    if evidence.withdrawn_at is None:
        evidence.withdrawn_at = now
        evidence.save(update_fields=["withdrawn_at"])
        keep(_WITHDREW, assessment, by=by, now=now, file=evidence.file.name)
    return evidence


_FORMS = Assessment.Form.values
_ADDED = dict.fromkeys(_FORMS, ("added-evidence", gettext_noop("%(enterprise)s: “%(file)s” was put behind an answer.")))
_WITHDREW = dict.fromkeys(
    _FORMS, ("withdrew-evidence", gettext_noop("%(enterprise)s: “%(file)s” was taken back from behind an answer."))
)
