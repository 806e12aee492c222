"""What runs apart from any request: letters to laboratories without an account, and what falls due."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from openitc.certification.models import LabRequest
from openitc.certification.operations import telling, warnings
from openitc.shared import clock


class NotMailed(Exception):  # noqa: N818 - says what happened
    """The mail server did not take the letter; the task is tried again later."""


@app.task(queue="notices", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def mail_laboratory(*, request_id: int, sentence: str, values: dict[str, telling.Value], salt: str) -> None:
    """Write one letter to a laboratory."""
    request = LabRequest.objects.select_related("case").get(pk=request_id)
    if not telling.mail_letter(request=request, sentence=sentence, values=values, salt=salt, now=clock.now()):
        raise NotMailed(request_id)


@app.periodic(cron="30 23 * * *")  # 06:30 in Thailand
@app.task(queue="notices", queueing_lock="settle_certified")
def settle_certified(timestamp: int) -> None:  # noqa: ARG001 - every periodic task is given when it was due
    """Open and close the gates of cases by the certificates of the day."""
    warnings.settle_all_certified(by=None, now=clock.now())


@app.periodic(cron="15 1 * * *")  # 08:15 in Thailand
@app.task(queue="notices", queueing_lock="warn_of_certificates")
def warn_of_certificates(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Warn holders and officers of certificates that end soon, and of those that have."""
    warnings.warn_of_expiry(by=None, now=clock.now())
