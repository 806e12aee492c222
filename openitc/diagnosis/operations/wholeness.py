"""What every write of an assessment shares: keeping it to ourselves, its history, and whom to tell."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from openitc.cases.models import Case
from openitc.diagnosis.models import Assessment
from openitc.enterprises.queries import members_of, people_to_ask
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.refusals import Reason, Refused

Sentences = Mapping[str, tuple[str, str]]  # the verb and the sentence of history, by the form of the assessment


class AssessmentClosed(Refused):
    """The assessment is finished or given up; nothing of it changes any more."""


def lock_open(assessment: Assessment) -> None:
    """Keep the assessment to ourselves until the transaction ends; refuse where it is finished or given up."""
    held = Assessment.objects.select_for_update(of=("self",)).filter(pk=assessment.pk)
    assessment.finished_at, assessment.withdrawn_at = held.values_list("finished_at", "withdrawn_at").get()
    if assessment.finished_at or assessment.withdrawn_at:
        raise AssessmentClosed(Reason(_("This one is finished, so its answers stay as they are."), "closed"))


def keep(
    sentences: Sentences,
    assessment: Assessment,
    *,
    by: User | None,
    now: datetime,
    **values: str | dict[str, str],
) -> None:
    """Keep in the history of the enterprise, and of the case it belongs to, what happened."""
    if assessment.enterprise is None:
        return
    about: list[Model] = [assessment, assessment.enterprise]
    if assessment.case:
        about.append(assessment.case)
    verb, sentence = sentences[assessment.form]
    record(verb, sentence, about=about, by=by, now=now, enterprise=assessment.enterprise.names, **values)


def people_to_tell(assessment: Assessment, *, by: User | None, now: datetime) -> list[User]:
    """The enterprise's people, and who advises it: on its open cases, else at the centers that know it."""
    if assessment.enterprise is None:
        return []
    today = clock.local_day(now)
    people = {membership.user_id: membership.user for membership in members_of(assessment.enterprise, on=today)}
    cases = Case.objects.filter(enterprise=assessment.enterprise, closed_at=None).select_related("officer", "advisor")
    advisors = [person for case in cases for person in (case.advisor, case.officer) if person]
    for person in advisors or people_to_ask(assessment.enterprise, on=today):
        people[person.pk] = person
    return [person for key, person in people.items() if by is None or key != by.pk]
