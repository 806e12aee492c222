"""What runs apart from any request: letters to laboratories without an account."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from openitc.certification.models import LabRequest
from openitc.certification.operations import telling
from openitc.shared import clock


class NotMailed(Exception):  # noqa: N818 - says what happened
    """The mail server did not take the letter; the task is tried again later."""


@app.task(queue="notices", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def mail_laboratory(*, request_id: int, sentence: str, values: dict[str, telling.Value], salt: str) -> None:
    """Write one letter to a laboratory."""
    request = LabRequest.objects.select_related("case").get(pk=request_id)
    if not telling.mail_letter(request=request, sentence=sentence, values=values, salt=salt, now=clock.now()):
        raise NotMailed(request_id)
