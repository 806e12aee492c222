"""How much one address, and all of them together, may send to a test.

Nothing of a person is kept: an address is counted under a keyed hash of the day, and for a day at most. A market crowd
is many phones behind one address, because a carrier puts thousands of subscribers behind one gateway. Of 300 visitors
answering within a quarter of an hour, all with one carrier, 20 come in a minute. The numbers leave six times as many,
with repetitions on a weak signal, and stop a script within a minute; what all addresses send is held below what the
database takes beside its other work. All processes count together, in the database.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from openitc.people.access import sender_of
from openitc.people.operations import count
from openitc.shared import clock

ADDRESS_A_MINUTE = 120
ADDRESS_A_DAY = 3_000  # the largest test wants a few hundred
TEST_A_MINUTE = 600
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)


def is_flooding(request: HttpRequest, code: str, *, now: datetime) -> bool:
    """Whether too much came from there, or to that test, within the minute or the day; counts what comes now."""
    sender = sender_of(request, on=clock.local_day(now))
    limits = {
        f"answers:minute:{sender}": (ADDRESS_A_MINUTE, _MINUTE),
        f"answers:day:{sender}": (ADDRESS_A_DAY, _DAY),
        f"answers:test:{code}": (TEST_A_MINUTE, _MINUTE),
    }
    counted = count(keys={key: span for key, (_most, span) in limits.items()}, now=now)
    return any(counted[key] > most for key, (most, _span) in limits.items())
