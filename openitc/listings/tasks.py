"""What runs apart from any request: products that are ready no more."""

from procrastinate.contrib.django import app

from openitc.listings.operations.readiness import settle_readiness
from openitc.shared import clock


@app.periodic(cron="30 18 * * *")  # half past one in Thailand: when the day has changed, and with it what is in force
@app.task(queue="notices", queueing_lock="settle_readiness")
def look_at_readiness(timestamp: int) -> None:  # noqa: ARG001 - every periodic task is given when it was due
    """Tell whoever sells a product that it is ready no more, and why."""
    settle_readiness(by=None, now=clock.now())
