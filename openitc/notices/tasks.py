"""What runs apart from any request."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from openitc.notices import operations
from openitc.notices.models import Notice
from openitc.shared import clock


class NotDelivered(Exception):  # noqa: N818 - says what happened
    """The mail server did not take the message; the task is tried again later."""


@app.task(queue="notices", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def send_email(*, notice_id: int) -> None:
    """Mail one notice."""
    notice = Notice.objects.select_related("to").get(pk=notice_id)
    if operations.send(notice=notice, now=clock.now()).failed_at:
        raise NotDelivered(notice_id)
