"""Every write to notices."""

from collections.abc import Collection
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from openitc.notices.models import Delivery, Notice
from openitc.people.models import User
from openitc.shared.db import operation, write_at_the_end

EMAIL = "email"
BATCH = 1_000
LONGEST_FAILURE = 200  # letters the table keeps of it


@operation
def notify(  # house: who asked is in the sentence
    *,
    to: Collection[User],
    sentence: str,
    link: str = "",
    now: datetime,
    **values: str | int | dict[str, str],
) -> list[Notice]:
    """Tell people something, here and by e-mail; neither happens if the transaction it belongs to does not.

    `sentence` and `values` are as in `history.operations.record`; `link` is a path on this site.
    """
    people = {user.pk: user for user in to if user.is_active}
    if not people:
        return []
    notices = [Notice(to=user, sentence=sentence, values=values, link=link, raised_at=now) for user in people.values()]
    write_at_the_end(_write, notices)
    return notices


def _write(notices: list[Notice]) -> None:
    Notice.objects.bulk_create(notices, batch_size=BATCH)
    # By name, for the task stands above: it runs an operation of this module.
    mail = app.configure_task("openitc.notices.tasks.send_email", queue="notices")
    jobs: list[JSONDict] = [{"notice_id": notice.pk} for notice in notices]
    for first in range(0, len(jobs), BATCH):
        mail.batch_defer(*jobs[first : first + BATCH])


@operation
def read(*, notice: Notice, now: datetime) -> Notice:  # house: only the notice's own person reads it
    """Keep that the person opened the notice."""
    if notice.read_at is None:
        notice.read_at = now
        notice.save(update_fields=["read_at"])
    return notice


@operation
def read_all(*, by: User, now: datetime) -> int:
    """Keep that the person has seen all there is; say how many notices that were."""
    return by.notices.filter(read_at=None).update(read_at=now)


@operation
def send(*, notice: Notice, now: datetime) -> Delivery:  # house: a task asks, for nobody
    """Mail the notice to its person in the language they read, once; what came of it is kept."""
    sent = notice.deliveries.filter(channel=EMAIL, sent_at__isnull=False).first()
    if sent:
        return sent
    delivery = Delivery(notice=notice, channel=EMAIL)
    with translation.override(notice.to.language):
        subject, text = (
            str(notice),
            render_to_string("notices/email.txt", {"notice": notice, "site": settings.SITE_URL}),
        )
        try:
            send_mail(_("OpenITC: %(notice)s") % {"notice": subject}, text, None, [notice.to.email])
        except (OSError, SMTPException) as error:
            delivery.failed_at, delivery.failure = now, str(error)[:LONGEST_FAILURE]
        else:
            delivery.sent_at = now
    delivery.save()
    return delivery
