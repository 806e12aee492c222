"""Letters to makers go out once they are due, in their language, and a failure is seen."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from openitc.shared import clock
from openitc.sourcing.models import Invitation
from openitc.sourcing.operations.invitations import renew_link
from openitc.sourcing.operations.requests import withdraw_request
from openitc.sourcing.tasks import NotMailed, mail_letter, remind_makers
from openitc.sourcing.tests.builders.requests import a_sent_request, link_of

pytestmark = pytest.mark.django_db


def jobs() -> list[dict[str, Any]]:
    found = ProcrastinateJob.objects.filter(task_name="openitc.sourcing.tasks.mail_letter").order_by("pk")
    return [job.args for job in found]


def test_the_letter_has_the_link_the_deadline_and_the_maker_s_language() -> None:
    [invitation] = a_sent_request()
    invitation.maker.language = "en"
    invitation.maker.save()
    mail_letter(**jobs()[0])
    [letter] = mail.outbox
    assert letter.to == [invitation.email]
    assert letter.subject == f"OpenITC: You are asked for a quotation: request {invitation.rfq.number}."
    assert f"/q/{link_of(invitation)}/" in letter.body
    invitation.refresh_from_db()
    assert invitation.mailed_at is not None


def test_a_letter_that_waited_while_its_link_was_renewed_is_not_sent() -> None:
    [invitation] = a_sent_request()
    renew_link(invitation=invitation, by=invitation.invited_by, now=clock.now())
    first, fresh = jobs()
    mail_letter(**first)
    assert mail.outbox == []
    mail_letter(**fresh)
    assert f"/q/{link_of(Invitation.objects.get())}/" in mail.outbox[0].body


def test_a_letter_about_a_withdrawn_request_has_no_link() -> None:
    [invitation] = a_sent_request()
    rfq = invitation.rfq
    withdraw_request(rfq=rfq, reason="The season is over.", by=rfq.prepared_by, now=clock.now())
    mail_letter(**jobs()[-1])
    assert "/q/" not in mail.outbox[0].body
    assert "The season is over." in mail.outbox[0].body


def test_a_letter_that_fails_is_tried_again_and_seen(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    [invitation] = a_sent_request()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(NotMailed):
        mail_letter(**jobs()[0])
    invitation.refresh_from_db()
    assert invitation.mail_failure == "ConnectionRefusedError"
    assert invitation.email not in invitation.mail_failure


def test_the_daily_task_reminds() -> None:
    [invitation] = a_sent_request(deadline=clock.now() + timedelta(days=2))
    remind_makers(0)
    invitation.refresh_from_db()
    assert invitation.reminded_at is not None
