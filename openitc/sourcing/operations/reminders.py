"""What falls due by the day: makers that have not answered are reminded, staff is told when the time is over."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.sourcing.access.invitations import living_invitations
from openitc.sourcing.models import Invitation, Quote, Rfq
from openitc.sourcing.operations.telling import tell_askers, tell_maker
from openitc.sourcing.queries.quotes import answers_to
from openitc.sourcing.rules.links import REMINDED_BEFORE, reminder_is_due


@operation
def remind(*, by: User | None, now: datetime) -> tuple[list[Invitation], list[Rfq]]:
    """Remind whoever is silent, three days before the deadline and again one day before; `by` is None for the clock."""
    return _remind_makers(now=now), _tell_that_time_is_over(by=by, now=now)


def _remind_makers(*, now: datetime) -> list[Invitation]:
    soon = now + max(REMINDED_BEFORE)
    silent = living_invitations(now=now).filter(
        ~Exists(Quote.objects.filter(invitation=OuterRef("pk"))),
        declined_at=None,
        refused_at=None,
        rfq__deadline__gt=now,
        rfq__deadline__lte=soon,
    )
    due = [row for row in silent if reminder_is_due(row.rfq.deadline, row.reminded_at, now=now)]
    sentence = gettext_noop("Request %(number)s still waits for your answer. A short no helps, too.")
    for invitation in due:
        Invitation.objects.filter(pk=invitation.pk).update(reminded_at=now)
        tell_maker(invitation, sentence, now=now)
        record("reminded-maker", gettext_noop("The maker was reminded."), about=invitation, by=None, now=now)
    return due


def _tell_that_time_is_over(*, by: User | None, now: datetime) -> list[Rfq]:
    untold = Q(reminded_at=None) | Q(reminded_at__lt=F("deadline"))
    passed = Rfq.objects.filter(untold, sent_at__isnull=False, withdrawn_at=None, award=None, deadline__lte=now)
    told = list(passed.select_related("case__enterprise", "case__officer", "case__advisor", "prepared_by"))
    sentence = gettext_noop(
        "The time to answer request %(number)s is over: %(answered)s of %(invited)s makers answered."
    )
    for rfq in told:
        Rfq.objects.filter(pk=rfq.pk).update(reminded_at=now)
        answers = answers_to(rfq)
        tell_askers(rfq, sentence, by=by, now=now, answered=answers.answered, invited=answers.invited)
    return told
