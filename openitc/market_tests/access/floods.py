"""How much one address, and all of them together, may send to a test.

Nothing of a person is kept: an address is counted under a keyed hash of the day, in the cache alone, and for a day at
most. A market crowd is many phones behind one address, because a carrier puts thousands of subscribers behind one
gateway. Of 300 visitors answering within a quarter of an hour, all with one carrier, 20 come in a minute. The numbers
leave six times as many, with repetitions on a weak signal, and stop a script within a minute; what all addresses send
is held below what the database takes beside its other work. A cache of each process counts on its own, so that a flood
gets as many times the numbers through as processes answer; the most answers of a test (rules.answers) end it all.
"""

import hmac
from datetime import datetime
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from openitc.shared import clock

ADDRESS_A_MINUTE = 120
ADDRESS_A_DAY = 3_000  # the largest test wants a few hundred
TEST_A_MINUTE = 600
_MINUTE, _DAY = 60, 24 * 3600
_NETWORK_OF_A_SUBSCRIBER = 64  # bits: within it a subscriber draws addresses as they like


def is_flooding(request: HttpRequest, code: str, *, now: datetime) -> bool:
    """Whether too much came from there, or to that test, within the minute or the day; counts what comes now."""
    day, minute = clock.local_day(now).isoformat(), f"{clock.local(now):%Y-%m-%dT%H:%M}"
    sender = _unnamed(_address(request), day)
    counted = (
        (f"answers:{minute}:{sender}", ADDRESS_A_MINUTE, _MINUTE),
        (f"answers:{day}:{sender}", ADDRESS_A_DAY, _DAY),
        (f"answers:{minute}:{code}", TEST_A_MINUTE, _MINUTE),
    )
    over = [_counted(key, seconds) > most for key, most, seconds in counted]  # all of them are counted
    return any(over)


def _counted(key: str, seconds: int) -> int:
    """How often the key was counted, this time included."""
    cache.add(key, 0, timeout=seconds)
    try:
        return int(cache.incr(key))
    except ValueError:  # it was dropped in between
        return 1


def _unnamed(address: str, day: str) -> str:
    """What stands for an address on one day: without this installation's key nobody finds the address again."""
    return hmac.new(f"{settings.SECRET_KEY}:{day}".encode(), address.encode(), sha256).hexdigest()[:24]


def _address(request: HttpRequest) -> str:
    """The network address that sends; behind a balancer the one that the balancer saw, which nobody can make up."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip() or seen
    try:
        address = ip_address(seen)
    except ValueError:
        return seen
    if isinstance(address, IPv6Address):
        return str(int(address) >> (128 - _NETWORK_OF_A_SUBSCRIBER))
    return seen
