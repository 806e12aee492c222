"""What a quotation comes to: money is whole satang, and is rounded only where it is shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A maker's prices: of one unit from each quantity on (ascending), and what is paid once for an order."""

    key: int
    prices: tuple[tuple[int, int], ...]
    tooling: int = 0
    delivery: int = 0

    @property
    def once(self) -> int:
        """What is paid however many are ordered."""
        return self.tooling + self.delivery

    @property
    def least(self) -> int:
        """The smallest quantity that is offered."""
        return self.prices[0][0]


def unit_price_at(offer: Offer, quantity: int) -> int | None:
    """The price of one unit: that of the highest tier not above the quantity; None below the lowest."""
    return next((price for least, price in reversed(offer.prices) if least <= quantity), None)


def total_at(offer: Offer, quantity: int) -> int | None:
    """What an order of the quantity costs with all that comes with it; None where it is not offered."""
    price = unit_price_at(offer, quantity)
    return None if price is None else price * quantity + offer.once


def landed_exactly(offer: Offer, quantity: int) -> Fraction | None:
    """What one unit costs with its share of tooling and delivery, not rounded."""
    total = total_at(offer, quantity)
    return None if total is None else Fraction(total, quantity)


def landed_at(offer: Offer, quantity: int) -> int | None:
    """The same in whole satang, half a satang up."""
    exact = landed_exactly(offer, quantity)
    return None if exact is None else rounded(exact)


def rounded(amount: Fraction) -> int:
    """To whole satang; half a satang goes up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def cheaper_than(chosen: Offer, among: Sequence[Offer], quantity: int) -> list[Offer]:
    """The offers that cost less than the chosen one at that quantity, the cheapest first."""
    ours = total_at(chosen, quantity)
    totals = [(total_at(offer, quantity), offer) for offer in among if offer.key != chosen.key]
    less = [(total, offer) for total, offer in totals if total is not None and (ours is None or total < ours)]
    return [offer for _total, offer in sorted(less, key=lambda found: (found[0], found[1].key))]


def is_sealed(*, sealed: bool, deadline: datetime, now: datetime) -> bool:
    """Whether nobody may read a quotation yet; at the deadline itself all may."""
    return sealed and now < deadline


def is_late(deadline: datetime, now: datetime) -> bool:
    """Whether makers can answer no more; whoever answers at the deadline itself is late."""
    return now >= deadline


def tiers_left_out(asked: Sequence[int], priced: Collection[int]) -> list[int]:
    """The quantities asked for that have no price."""
    return [quantity for quantity in asked if quantity not in priced]


def has_a_hole(asked: Sequence[int], priced: Collection[int]) -> bool:
    """Whether a quantity is left out though a smaller one is priced: only what is below a minimum may be missing."""
    return any(min(priced, default=quantity) < quantity for quantity in tiers_left_out(asked, priced))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a delivery: how many days late (0 when in time), how many short, and the share rejected."""

    days_late: int
    rejected_share: Fraction
    is_overdue: bool


def outcome_of(*, due_on: date, delivered_on: date | None, quantity: int, rejected: int, today: date) -> Outcome:
    """How a delivery compares with what was promised; one that has not come counts its days until today."""
    late = ((delivered_on or today) - due_on).days
    return Outcome(
        days_late=max(late, 0),
        rejected_share=Fraction(rejected, quantity),
        is_overdue=delivered_on is None and late > 0,
    )


def short_of(ordered: int, delivered: Collection[tuple[int, int]]) -> int:
    """How many good pieces are still wanted, of deliveries told as pieces that came and pieces rejected."""
    return max(ordered - sum(came - rejected for came, rejected in delivered), 0)
