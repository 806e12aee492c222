"""People are told things, once, in their language."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.utils.translation import gettext_noop
from procrastinate.contrib.django.models import ProcrastinateJob

from openitc.notices import operations
from openitc.notices.models import Notice
from openitc.notices.queries import notices_for, unread_count
from openitc.notices.tasks import NotDelivered, send_email
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.shared.db import operation

pytestmark = pytest.mark.django_db
NOW = clock.at(date(2026, 11, 23), 9)
SENTENCE = gettext_noop("%(person)s made you a member of %(enterprise)s.")
WORDS: dict[str, Any] = {"person": "Orn", "enterprise": {"th": "กาแฟแม่ทา", "en": "Mae Tha Coffee"}}


def a_notice(user: User) -> Notice:
    return operations.notify(to=[user], sentence=SENTENCE, link="/enterprises/1/", now=NOW, **WORDS)[0]


def test_everyone_is_told_once_and_a_mail_to_each_is_ordered() -> None:
    user, other = a_user(), a_user()
    notices = operations.notify(to=[user, other, user], sentence=SENTENCE, now=NOW, **WORDS)
    assert [notice.to for notice in notices] == [user, other]
    ordered = ProcrastinateJob.objects.filter(task_name="openitc.notices.tasks.send_email")
    assert sorted(job.args["notice_id"] for job in ordered) == sorted(notice.pk for notice in notices)


def test_somebody_who_left_is_not_told() -> None:
    gone = a_user()
    gone.is_active = False
    assert operations.notify(to=[gone], sentence=SENTENCE, now=NOW, **WORDS) == []


def test_nobody_is_told_of_what_did_not_happen() -> None:
    @operation
    def half() -> None:
        a_notice(a_user())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert not Notice.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_the_mail_is_in_the_language_of_its_reader_and_sent_once() -> None:
    notice = a_notice(a_user("สมชาย", language="th"))
    send_email(notice_id=notice.pk)
    send_email(notice_id=notice.pk)
    assert len(mail.outbox) == 1
    assert "กาแฟแม่ทา" in mail.outbox[0].subject
    assert "/enterprises/1/" in mail.outbox[0].body
    assert notice.deliveries.get().sent_at


def test_a_mail_that_is_not_taken_is_kept_as_failed_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    notice = a_notice(a_user())

    def refuse(*_args: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(operations, "send_mail", refuse)
    with pytest.raises(NotDelivered):
        send_email(notice_id=notice.pk)
    assert "refused" in notice.deliveries.get().failure


def test_the_unread_stand_first_and_are_counted() -> None:
    user = a_user()
    first, second = a_notice(user), a_notice(user)
    assert unread_count(user) == 2
    operations.read(notice=second, now=NOW)
    assert list(notices_for(user)) == [first, second]
    assert operations.read_all(by=user, now=NOW) == 1
    assert unread_count(user) == 0
