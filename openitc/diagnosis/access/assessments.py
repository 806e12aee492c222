"""Who may reach which assessment: the enterprise's members and the staff who know it; a stranger's, by its secret."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from openitc.centers.access import standing_of
from openitc.diagnosis.models import Assessment, Evidence, Question
from openitc.diagnosis.queries.assessments import items_asked
from openitc.enterprises.access import enterprise_to_work_on, enterprises_visible_to
from openitc.enterprises.models import Enterprise
from openitc.people.models import User
from openitc.shared.ids import digest


def check_of_secret(secret: str | None) -> Assessment | None:
    """The check that belongs to nobody but whoever holds the secret; None once it was claimed or given up."""
    if not secret:
        return None
    return (
        Assessment.objects.select_related("version", "province")
        .filter(secret_hash=digest(secret), enterprise=None, withdrawn_at=None)
        .first()
    )


def check_to_fill(secret: str | None) -> Assessment:
    """The same; without the secret there is no such check."""
    if check := check_of_secret(secret):
        return check
    raise Http404


def assessments_visible_to(user: User, *, on: date) -> QuerySet[Assessment]:
    """The assessments of the enterprises that the person acts for or serves."""
    return Assessment.objects.filter(enterprise__in=enterprises_visible_to(user, on=on))


def assessment_to_see(*, user: User, assessment_id: int, on: date) -> Assessment:
    """One of them; of others the person does not learn that they exist."""
    found = assessments_visible_to(user, on=on).select_related(
        "version", "enterprise__province", "enterprise__organisation", "case", "advisor", "province"
    )
    if assessment := found.filter(pk=assessment_id).first():
        return assessment
    raise Http404


def assessment_to_advise(*, user: User, assessment_id: int, on: date) -> Assessment:
    """One that the person sees as staff; the enterprise itself is refused."""
    assessment = assessment_to_see(user=user, assessment_id=assessment_id, on=on)
    if assessment.enterprise and advises(user, assessment.enterprise, on=on):
        return assessment
    raise PermissionDenied


def enterprise_to_assess(*, user: User, enterprise_id: int, on: date) -> Enterprise:
    """An enterprise for which the person may begin an assessment."""
    return enterprise_to_work_on(user=user, enterprise_id=enterprise_id, on=on)


def own_enterprises(user: User, *, on: date) -> QuerySet[Enterprise]:
    """The enterprises that the person acts for, and may claim a check for."""
    return Enterprise.objects.filter(organisation__in=standing_of(user, on=on).member_of).select_related("province")


def advises(user: User, enterprise: Enterprise, *, on: date) -> bool:
    """Whether the person serves the enterprise as staff of a center that knows it."""
    return enterprise.acquaintances.filter(center__in=standing_of(user, on=on).serves_at).exists()


def question_of(assessment: Assessment, *, question_id: int) -> Question:
    """A question that this assessment asks, and no other."""
    if question := items_asked(assessment).filter(pk=question_id).first():
        return question
    raise Http404


def evidence_of(assessment: Assessment, *, evidence_id: int) -> Evidence:
    """A photograph or file of this assessment and of no other, unless it was taken back."""
    found = Evidence.objects.filter(answer__assessment=assessment, withdrawn_at=None).select_related("file", "answer")
    if evidence := found.filter(pk=evidence_id).first():
        return evidence
    raise Http404
