"""Asking makers in spite of their record, taking an invitation back, and counting what nobody makes once."""

import pytest
from django.core import mail
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from openitc.cases.models import Case
from openitc.history.models import Event
from openitc.resources.models import UnmetNeed
from openitc.shared import clock
from openitc.sourcing.access.invitations import invitation_behind
from openitc.sourcing.models import Invitation
from openitc.sourcing.operations.invitations import InvitationRefused, invite, take_back
from openitc.sourcing.operations.requests import change_request, prepare_request
from openitc.sourcing.operations.stops import stop_inviting
from openitc.sourcing.operations.telling import LETTERS
from openitc.sourcing.queries.matching import matching_of
from openitc.sourcing.tasks import mail_letter
from openitc.sourcing.tests.builders.makers import a_maker, a_process_tag
from openitc.sourcing.tests.builders.quotes import a_quote, an_often_late
from openitc.sourcing.tests.builders.requests import (
    a_case_to_make,
    a_draft,
    a_sent_request,
    let_in,
    link_of,
    the_terms,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    the_terms()
    return a_case_to_make()


def test_a_request_that_changes_is_counted_for_what_is_new_alone(case: Case) -> None:
    nobody, none_either = a_process_tag("dry.sun"), a_process_tag("dry.moon")
    now, by = clock.now(), case.officer
    assert by is not None
    rfq = prepare_request(case=case, draft=a_draft(nobody), by=by, now=now)
    change_request(rfq=rfq, draft=a_draft(nobody, brief="A snack in larger bags."), by=by, now=now)
    change_request(rfq=rfq, draft=a_draft(nobody, none_either), by=by, now=now)
    matching_of(rfq, now=now)
    counted = UnmetNeed.objects.order_by("pk").values_list("capability__code", "asked")
    assert list(counted) == [("dry.sun", 1), ("dry.moon", 1)]


def test_staff_asks_in_spite_of_a_record_and_says_why_others_cannot(case: Case) -> None:
    maker, by, now = an_often_late(a_maker("Late Foods")), case.officer, clock.now()
    assert by is not None
    rfq = prepare_request(case=case, draft=a_draft(), by=by, now=now)
    for override, code in ((None, "does_not_fit"), (" ", "no_override")):
        with pytest.raises(InvitationRefused) as refusal, transaction.atomic():
            invite(rfq=rfq, makers=[maker], override=override, by=by, now=now)
        assert [reason.code for reason in refusal.value.reasons] == [code]
    [invitation] = invite(rfq=rfq, makers=[maker], override="It has a new line.", by=by, now=now)
    assert invitation.maker == maker
    [kept] = Event.objects.filter(verb="overrode-record")
    assert kept.values["reason"] == "It has a new line."


def test_staff_cannot_ask_in_spite_of_a_stop_by_hand(case: Case) -> None:
    maker, by, now = an_often_late(a_maker("Late Foods")), case.officer, clock.now()
    assert by is not None
    stop_inviting(maker=maker, reason="Under inspection.", by=by, now=now)
    rfq = prepare_request(case=case, draft=a_draft(), by=by, now=now)
    with pytest.raises(InvitationRefused) as refusal, transaction.atomic():
        invite(rfq=rfq, makers=[maker], override="All the same.", by=by, now=now)
    assert [reason.code for reason in refusal.value.reasons] == ["does_not_fit"]


def taken_back(invitation: Invitation) -> set[str]:
    """Why it cannot be taken back, as codes."""
    by = invitation.rfq.case.officer
    assert by is not None
    with pytest.raises(InvitationRefused) as refusal, transaction.atomic():
        take_back(invitation=invitation, by=by, now=clock.now())
    return {reason.code for reason in refusal.value.reasons}


def test_an_invitation_is_taken_back_kindly_before_it_can_have_been_answered() -> None:
    [sealed, silent] = a_sent_request(makers=[a_maker(), a_maker()])
    let_in(sealed)
    assert taken_back(sealed) == {"sealed"}, "whether it answered is nobody's to learn"
    a_quote(sealed)
    assert taken_back(sealed) == {"sealed"}
    [unsealed, quoted] = a_sent_request(a_case_to_make(), makers=[a_maker(), a_maker()], sealed=False)
    for invitation in (unsealed, quoted):
        let_in(invitation)
    a_quote(quoted)
    assert taken_back(quoted) == {"quoted"}
    mail.outbox.clear()
    for invitation in (silent, unsealed):
        by = invitation.rfq.case.officer
        assert by is not None
        take_back(invitation=invitation, by=by, now=clock.now())
        assert invitation_behind(link_of(invitation), now=clock.now()) is None
        assert taken_back(invitation) == {"over"}
        for job in ProcrastinateJob.objects.filter(task_name=LETTERS, args__invitation_id=invitation.pk):
            mail_letter(**job.args)
    assert len(mail.outbox) == 2, "letters that waited are not sent, and this one is"
    assert not any(link_of(row) in str(letter.body) for letter in mail.outbox for row in (silent, unsealed))
