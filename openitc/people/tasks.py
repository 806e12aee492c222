"""What runs by the clock: tallies are thrown away when their time is over."""

from procrastinate.contrib.django import app

from openitc.people import operations
from openitc.shared import clock


@app.periodic(cron="*/15 * * * *")
@app.task(queue="people", queueing_lock="forget_tallies")
def forget_tallies(timestamp: int) -> None:  # noqa: ARG001 - every periodic task is given when it was due
    """Keep no count longer than it is looked at."""
    operations.forget_tallies(by=None, now=clock.now())
