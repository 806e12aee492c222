"""Where a resource of several places has room enough by number, but no place is free throughout."""

from collections.abc import Collection, Iterable, Sequence

from openitc.centers.rules import Minute, Span, merged, without

FAR = 1 << 40


def throughout(by_place: Sequence[Sequence[Span]], duration: Minute, units: int) -> list[Span]:
    """The starts from which so many places are free for the whole of the use."""
    return _shared([_starts(without([(-FAR, FAR)], busy), duration) for busy in by_place], units)


def deceives(by_place: Sequence[Sequence[Span]], duration: Minute, units: int) -> list[Span]:
    """The starts at which there is room by number, but not in any places throughout."""
    by_number = _starts(_with_room(by_place, units), duration)
    return without(by_number, throughout(by_place, duration, units))


def fragments(by_place: Sequence[Sequence[Span]], uses: Collection[tuple[Minute, int]]) -> list[tuple[int, int, int]]:
    """Minutes to be called full, so that no use is planned which would have to change places half-way.

    `by_place` is what keeps others away from each place, `uses` the lengths and numbers of places asked for. The
    planner counts places; two of them taken one after the other leave it room, but no one place is free throughout.
    Some uses that would be possible are called full with them: this is safe, not exact.
    """
    full: set[Minute] = set()
    for duration, units in uses:
        for start, end in deceives(by_place, duration, units):
            full.update(_piercing(start, end, duration))
    return [(minute, minute + 1, len(by_place)) for minute in sorted(full)]


def _starts(free: Iterable[Span], duration: Minute) -> list[Span]:
    """The starts from which a use fits into the free time."""
    return [(start, end - duration + 1) for start, end in free if end - duration >= start]


def _with_room(by_place: Sequence[Sequence[Span]], units: int) -> list[Span]:
    """When at most so many places are taken that `units` are left."""
    taken = [span for busy in by_place for span in busy]
    return without([(-FAR, FAR)], _shared([[span] for span in taken], len(by_place) - units + 1))


def _shared(lists: Sequence[Sequence[Span]], least: int) -> list[Span]:
    """The time that lies in at least so many of the lists."""
    changes = sorted(
        [(start, 1) for spans in lists for start, _ in spans] + [(end, -1) for spans in lists for _, end in spans]
    )
    found: list[Span] = []
    count, since = 0, 0
    for minute, change in changes:
        before, count = count, count + change
        if before < least <= count:
            since = minute
        elif count < least <= before and minute > since:
            found.append((since, minute))
    return merged(found)


def _piercing(start: Minute, end: Minute, duration: Minute) -> list[Minute]:
    """Minutes of which every use that starts in the stretch covers at least one."""
    return [min(first + duration, end) - 1 for first in range(start, end, duration)]


def shared(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """The time in both."""
    return _shared([list(one), list(other)], 2)
