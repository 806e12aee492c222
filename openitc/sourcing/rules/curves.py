"""The total cost over the quantity: which offer is the cheapest from where to where, and where two of them cross.

Within a stretch in which nobody's unit price changes, a total is a straight line: what is paid once, and a price a
unit. Quantities are whole. Where two cost the same, the one with the lower price of one more unit counts as the
cheaper: it is the one that stays ahead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from openitc.sourcing.rules.quotations import Offer, total_at, unit_price_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Quantities from `first` to `last` (None: and all above) at which one offer is the cheapest."""

    first: int
    last: int | None
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """From this quantity on another offer is the cheaper one.

    `meets` is where the two totals are exactly equal; None where a new tier lets one of them drop below the other.
    """

    quantity: int
    before: int
    after: int
    meets: Fraction | None


def cheapest(offers: Sequence[Offer]) -> list[Stretch]:
    """The lower envelope: which offer costs least from where to where, from the smallest quantity anybody offers."""
    starts: list[tuple[int, int]] = []
    for first, end in _straight(offers):
        at: int | None = first
        while at is not None:
            here = at
            leader = min((offer for offer in offers if offer.least <= here), key=lambda offer: _rank(offer, here))
            if not starts or starts[-1][1] != leader.key:
                starts.append((at, leader.key))
            at = _overtaken(leader, offers, at, end)
    lasts = [first - 1 for first, _key in starts[1:]]
    return [
        Stretch(first=first, last=last, key=key) for (first, key), last in zip(starts, [*lasts, None], strict=False)
    ]


def crossings(offers: Sequence[Offer]) -> list[Crossing]:
    """Where the cheapest of the offers changes; of two offers, every point at which their order does.

    It is none where the cheaper one merely begins to be offered.
    """
    by_key = {offer.key: offer for offer in offers}
    found = []
    for before, after in pairwise(cheapest(offers)):
        old, new = by_key[before.key], by_key[after.key]
        if new.least < after.first:
            found.append(
                Crossing(quantity=after.first, before=old.key, after=new.key, meets=_meets(old, new, after.first))
            )
    return found


def _straight(offers: Sequence[Offer]) -> Iterator[tuple[int, int | None]]:
    """The stretches in which no unit price changes: first quantity, and the one after the last."""
    starts = sorted({quantity for offer in offers for quantity, _price in offer.prices})
    ends: list[int | None] = [*starts[1:], None]
    yield from zip(starts, ends, strict=False)  # of no offers there is no stretch


def _rank(offer: Offer, quantity: int) -> tuple[int, int, int]:
    return total_at(offer, quantity) or 0, unit_price_at(offer, quantity) or 0, offer.key


def _overtaken(leader: Offer, offers: Sequence[Offer], at: int, end: int | None) -> int | None:
    """The next quantity before `end` at which another offer costs as little as the leader, and less from there on."""
    price = unit_price_at(leader, at) or 0
    others = [(offer, unit_price_at(offer, at)) for offer in offers if offer.least <= at]
    found = [
        _rounded_up(offer.once - leader.once, price - other)
        for offer, other in others
        if other is not None and other < price
    ]
    ahead = [quantity for quantity in found if quantity > at and (end is None or quantity < end)]
    return min(ahead, default=None)


def _rounded_up(amount: int, by: int) -> int:
    return -(-amount // by)


def _meets(old: Offer, new: Offer, quantity: int) -> Fraction | None:
    """Where the two lines that are in force just before that quantity, and at it, are equal."""
    if total_at(old, quantity) == total_at(new, quantity):
        return Fraction(quantity)
    prices = [(unit_price_at(old, at), unit_price_at(new, at)) for at in (quantity - 1, quantity)]
    ours, theirs = prices[1]
    if prices[0] != prices[1] or ours is None or theirs is None or ours == theirs:
        return None
    return Fraction(new.once - old.once, ours - theirs)
