"""What runs by the clock: lapsed holds are ended, visits are remembered."""

from datetime import timedelta

from procrastinate.contrib.django import app

from openitc.bookings import operations
from openitc.bookings.operations.reminders import remind_of
from openitc.shared import clock


@app.periodic(cron="* * * * *")
@app.task(queue="bookings", queueing_lock="end_lapsed_holds")
def end_lapsed_holds(timestamp: int) -> None:  # noqa: ARG001 - every periodic task is given when it was due
    """Give back what nobody confirmed."""
    operations.end_lapsed_holds()


@app.periodic(cron="0 10 * * *")  # 17:00 in Thailand
@app.task(queue="bookings")
def remind(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Remind those who have a visit tomorrow."""
    now = clock.now()
    remind_of(day=clock.local_day(now) + timedelta(days=1), by=None, now=now)
