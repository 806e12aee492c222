"""What runs apart from any request: letters to makers, reminders, and what falls due."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from openitc.shared import clock
from openitc.sourcing.models import Invitation
from openitc.sourcing.operations import certificates, reminders, telling


class NotMailed(Exception):  # noqa: N818 - says what happened
    """The mail server did not take the letter; the task is tried again later."""


@app.task(queue="notices", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def mail_letter(*, invitation_id: int, sentence: str, values: dict[str, telling.Value], salt: str) -> None:
    """Write one letter to a maker."""
    invitation = Invitation.objects.select_related("rfq", "maker").get(pk=invitation_id)
    if not telling.mail_letter(invitation=invitation, sentence=sentence, values=values, salt=salt, now=clock.now()):
        raise NotMailed(invitation_id)


@app.periodic(cron="0 2 * * *")  # 09:00 in Thailand
@app.task(queue="notices", queueing_lock="remind_makers")
def remind_makers(timestamp: int) -> None:  # noqa: ARG001 - every periodic task is given when it was due
    """Remind makers that have not answered, and tell staff of deadlines that passed."""
    reminders.remind(by=None, now=clock.now())


@app.periodic(cron="0 1 * * *")  # 08:00 in Thailand
@app.task(queue="notices", queueing_lock="warn_of_expiry")
def warn_of_expiry(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Warn makers of certificates that expire soon, and of those that have."""
    certificates.warn_of_expiry(by=None, now=clock.now())
