"""What a use costs, what it blocks, and when a resource can be used. Plain arithmetic: no Django, no clock."""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

from openitc.centers.rules import Minute, Span, merged
from openitc.shared.money import Satang

MINUTES_A_WEEK = 7 * 1440


def fee(basis: str, amount: Satang, *, minutes: int, units: int) -> Satang:
    """What a use costs: hours to the minute and rounded up to a satang, weeks begun, batches and samples whole."""
    match basis:
        case "per_hour":
            return math.ceil(amount * minutes / 60)
        case "per_week":
            return amount * math.ceil(minutes / MINUTES_A_WEEK) * units
        case "per_sample":
            return amount * units
        case "per_batch":
            return amount
        case "free":
            return 0
    message = f"no such fee basis: {basis}"
    raise ValueError(message)


def blocked(start: datetime, end: datetime, *, setup: int, cleaning: int) -> tuple[datetime, datetime]:
    """The time a use keeps others away: the use itself with the minutes of setup before and of cleaning after."""
    return start - timedelta(minutes=setup), end + timedelta(minutes=cleaning)


def usable(open_spans: Iterable[Span], *, setup: int, cleaning: int, overnight: bool) -> list[Span]:
    """When a use may lie, of the time that the resource is open.

    Setup happens while the resource is open. So does cleaning, except where it runs through the night: there only the
    start is bound to the opening hours.
    """
    end_margin = 0 if overnight else cleaning
    return [(start + setup, end - end_margin) for start, end in open_spans if start + setup < end - end_margin]


def kept_away(busy: Iterable[Span], *, setup: int, cleaning: int) -> list[Span]:
    """When no use may lie, given what other uses block: a use must leave room for its own cleaning and setup too."""
    return [(start - cleaning, end + setup) for start, end in busy]


def crowded(blocks: Iterable[Span], *, places: int) -> list[Span]:
    """When every place of a resource is taken, given what each of its reservations blocks."""
    changes = sorted([(start, 1) for start, _ in blocks] + [(end, -1) for _, end in blocks])
    full: list[Span] = []
    taken, since = 0, None
    for minute, change in changes:
        taken += change
        if taken >= places and since is None:
            since = minute
        elif taken < places and since is not None:
            full.append((since, minute))
            since = None
    return merged(full)


def fits(start: Minute, end: Minute, spans: Iterable[Span], *, overnight: bool) -> bool:
    """Whether a use from `start` to `end` lies in one of the spans; overnight, whether its first minute does."""
    last = start + 1 if overnight else end
    return any(opens <= start and last <= closes for opens, closes in spans)
