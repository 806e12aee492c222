"""In which order the requirements of a roadmap come, how long they take together, and what each waits for."""

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

LAW, BUYERS, USEFUL = "law", "buyers", "useful"
RANKS = {LAW: 0, BUYERS: 1, USEFUL: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One standard as far as its place on the roadmap asks: what it builds on, and where it is asked for."""

    key: str
    weight: str
    after: tuple[str, ...] = ()
    markets: frozenset[str] = frozenset()
    days: int | None = None  # the most that it usually takes
    conditional: bool = False  # asked for only if something is so


def ordered(asked: Sequence[Asked], *, home: str = "home") -> list[Asked]:
    """What is built on before what builds on it; what the law asks for first, and with it whatever that builds on.

    Those that wait for each other in a circle come last, in their order of weight: none is ever lost.
    """
    by_key = {each.key: each for each in asked}
    waiting = {key: set(each.after) & by_key.keys() - {key} for key, each in by_key.items()}
    ranks = _ranks(by_key, waiting)

    def turn(key: str) -> tuple[int, bool, bool, str]:
        return ranks[key], by_key[key].conditional, home not in by_key[key].markets, key

    ready = [turn(key) for key, before in waiting.items() if not before]
    heapq.heapify(ready)
    order: list[str] = []
    while ready:
        *_turn, key = heapq.heappop(ready)
        order.append(key)
        for other, before in waiting.items():
            if key in before:
                before.remove(key)
                if not before:
                    heapq.heappush(ready, turn(other))
    order += sorted(by_key.keys() - set(order), key=turn)
    return [by_key[key] for key in order]


def _ranks(by_key: Mapping[str, Asked], waiting: Mapping[str, Collection[str]]) -> dict[str, int]:
    """The weight of each, or of the weightiest that builds on it."""
    ranks = {key: RANKS[each.weight] for key, each in by_key.items()}
    for _round in by_key:
        for key, before in waiting.items():
            for other in before:
                ranks[other] = min(ranks[other], ranks[key])
    return ranks


def waits_for(each: Asked, *, left: Collection[str]) -> tuple[str, ...]:
    """The keys of what it builds on that is not there yet."""
    return tuple(key for key in each.after if key in left and key != each.key)


def days_together(asked: Sequence[Asked]) -> int:
    """The days until the last is there, if each begins as soon as what it builds on is; what is unknown takes none."""
    ends: dict[str, int] = {}
    for each in ordered(asked):  # so that what is built on is reckoned before
        ends[each.key] = (each.days or 0) + max((ends.get(key, 0) for key in each.after), default=0)
    return max(ends.values(), default=0)
