"""What quotations come to, where they cross, and what could go wrong with them."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from openitc.sourcing.rules import curves, quotations, risks
from openitc.sourcing.rules.curves import Crossing, Stretch
from openitc.sourcing.rules.quotations import Offer

# Worked by hand. A asks 42 baht a piece and nothing else; B asks 36 baht and once 12,000 baht for a mould.
# 42 q = 36 q + 12,000 where q = 2,000: both 84,000 baht. Below, A is cheaper; above, B.
A = Offer(key=1, prices=((500, 4_200), (5_000, 4_100)))
B = Offer(key=2, prices=((500, 3_600),), tooling=1_000_000, delivery=200_000)
TODAY = date(2026, 11, 23)


def an_offer(key: int) -> some.SearchStrategy[Offer]:
    """Tiers as makers give them: any, of any price."""
    tiers = some.dictionaries(some.integers(1, 400), some.integers(1, 2_000), min_size=1, max_size=4)
    return some.builds(
        lambda prices, tooling, delivery: Offer(
            key=key, prices=tuple(sorted(prices.items())), tooling=tooling, delivery=delivery
        ),
        tiers,
        some.integers(0, 60_000),
        some.integers(0, 9_000),
    )


some_offers = some.integers(1, 5).flatmap(lambda count: some.tuples(*(an_offer(key) for key in range(count))))
two_offers = some.tuples(an_offer(0), an_offer(1))


@pytest.mark.parametrize(
    ("quantity", "price", "total", "landed"),
    [
        (499, None, None, None),  # below the lowest tier nothing is offered
        (500, 3_600, 3_000_000, 6_000),
        (1_999, 3_600, 8_396_400, 4_200),  # 4,200.30…
        (2_000, 3_600, 8_400_000, 4_200),
        (7_000, 3_600, 26_400_000, 3_771),  # 3,771.43…
    ],
)
def test_a_landed_unit_carries_its_share_of_what_is_paid_once(
    quantity: int, price: int | None, total: int | None, landed: int | None
) -> None:
    assert quotations.unit_price_at(B, quantity) == price
    assert quotations.total_at(B, quantity) == total
    assert quotations.landed_at(B, quantity) == landed


def test_the_highest_tier_not_above_the_quantity_counts() -> None:
    assert [quotations.unit_price_at(A, quantity) for quantity in (500, 4_999, 5_000)] == [4_200, 4_200, 4_100]


def test_half_a_satang_goes_up() -> None:
    assert [quotations.rounded(Fraction(n, 2)) for n in (1, 2, 3, 5)] == [1, 1, 2, 3]
    assert quotations.rounded(Fraction(1, 3)) == 0


def test_the_curves_of_the_worked_example_cross_at_exactly_two_thousand() -> None:
    assert curves.cheapest([A, B]) == [Stretch(first=500, last=1_999, key=1), Stretch(first=2_000, last=None, key=2)]
    assert curves.crossings([A, B]) == [Crossing(quantity=2_000, before=1, after=2, meets=Fraction(2_000))]
    assert quotations.total_at(A, 2_000) == quotations.total_at(B, 2_000) == 8_400_000


def test_a_drop_of_price_crosses_without_meeting() -> None:
    steady = Offer(key=1, prices=((100, 1_000),))
    cheaper_in_bulk = Offer(key=2, prices=((100, 1_100), (300, 900)))
    assert curves.crossings([steady, cheaper_in_bulk]) == [Crossing(quantity=300, before=1, after=2, meets=None)]


def test_curves_may_meet_between_two_pieces() -> None:
    other = Offer(key=2, prices=((500, 3_600),), tooling=1_000_100)
    [crossing] = curves.crossings([A, other])
    assert (crossing.quantity, crossing.meets) == (1_667, Fraction(1_000_100, 600))


def test_who_merely_begins_to_offer_crosses_nothing() -> None:
    late = Offer(key=2, prices=((1_000, 100),))
    assert curves.crossings([A, late]) == []
    assert [stretch.key for stretch in curves.cheapest([A, late])] == [1, 2]


def test_nobody_is_cheapest_of_none() -> None:
    assert curves.cheapest([]) == []
    assert curves.crossings([]) == []


@given(some_offers, some.lists(some.integers(1, 900), max_size=20))
def test_the_envelope_is_the_minimum_at_every_quantity(offers: tuple[Offer, ...], sampled: list[int]) -> None:
    stretches = curves.cheapest(offers)
    for quantity in {*sampled, *(stretch.first for stretch in stretches), 10_000}:
        totals = [total for offer in offers if (total := quotations.total_at(offer, quantity)) is not None]
        here = [s for s in stretches if s.first <= quantity and (s.last is None or quantity <= s.last)]
        assert len(here) == bool(totals)
        if here:
            assert quotations.total_at(offers[here[0].key], quantity) == min(totals)


@given(some_offers)
def test_the_stretches_touch_and_go_on_for_ever(offers: tuple[Offer, ...]) -> None:
    stretches = curves.cheapest(offers)
    assert stretches[0].first == min(offer.least for offer in offers)
    assert stretches[-1].last is None
    assert all(one.last == other.first - 1 and one.key != other.key for one, other in pairwise(stretches))


@given(two_offers)
def test_at_a_crossing_totals_are_equal_or_change_order(offers: tuple[Offer, ...]) -> None:
    for crossing in curves.crossings(offers):
        old, new = offers[crossing.before], offers[crossing.after]
        before = [quotations.total_at(offer, crossing.quantity - 1) or 0 for offer in (old, new)]
        after = [quotations.total_at(offer, crossing.quantity) or 0 for offer in (old, new)]
        assert before[0] <= before[1]
        assert after[0] >= after[1]
        if crossing.meets is not None:
            assert crossing.quantity - 1 < crossing.meets <= crossing.quantity
            price = [Fraction(quotations.unit_price_at(offer, crossing.quantity) or 0) for offer in (old, new)]
            assert old.once + price[0] * crossing.meets == new.once + price[1] * crossing.meets


@given(some_offers, some.integers(2, 50))
def test_the_measure_of_money_moves_no_crossing(offers: tuple[Offer, ...], by: int) -> None:
    dearer = [
        Offer(
            key=offer.key,
            prices=tuple((quantity, price * by) for quantity, price in offer.prices),
            tooling=offer.tooling * by,
            delivery=offer.delivery * by,
        )
        for offer in offers
    ]
    assert curves.cheapest(dearer) == curves.cheapest(offers)
    assert curves.crossings(dearer) == curves.crossings(offers)


@given(some_offers, some.integers(1, 900))
def test_a_landed_unit_is_within_half_a_satang_of_the_truth(offers: tuple[Offer, ...], quantity: int) -> None:
    for offer in offers:
        exact, shown = quotations.landed_exactly(offer, quantity), quotations.landed_at(offer, quantity)
        assert (exact is None) == (shown is None)
        assert exact is None or shown is None or abs(exact - shown) <= Fraction(1, 2)


def test_those_who_cost_less_are_named_cheapest_first() -> None:
    third = Offer(key=3, prices=((500, 3_000),))
    assert quotations.cheaper_than(A, [A, B, third], 2_000) == [third]
    assert quotations.cheaper_than(A, [A, B, third], 3_000) == [third, B]
    assert quotations.cheaper_than(third, [A, B, third], 3_000) == []


def test_only_what_is_below_a_minimum_may_be_left_out() -> None:
    asked = (500, 1_000, 2_000)
    assert quotations.tiers_left_out(asked, {1_000, 2_000}) == [500]
    assert not quotations.has_a_hole(asked, {1_000, 2_000})
    assert quotations.has_a_hole(asked, {500, 2_000})
    assert quotations.has_a_hole(asked, {500, 1_000})


def test_the_seal_breaks_at_the_deadline_and_so_does_the_time_to_answer() -> None:
    deadline = datetime(2026, 11, 23, 9, tzinfo=UTC)
    before = deadline - timedelta(microseconds=1)
    assert quotations.is_sealed(sealed=True, deadline=deadline, now=before)
    assert not quotations.is_sealed(sealed=True, deadline=deadline, now=deadline)
    assert not quotations.is_sealed(sealed=False, deadline=deadline, now=before)
    assert (quotations.is_late(deadline, before), quotations.is_late(deadline, deadline)) == (False, True)


def a_prospect(**known: object) -> risks.Prospect:
    """A quotation with nothing against it, but for what is told."""
    facts: dict[str, object] = {
        "today": TODAY,
        "valid_until": TODAY + timedelta(days=30),
        "lead_days": 30,
        "wanted_on": TODAY + timedelta(days=40),
        "marks": ("gmp",),
        "in_force_until": {"gmp": TODAY + timedelta(days=365)},
        "deliveries": 3,
        "monthly": 20_000,
        "quantity": 5_000,
    }
    return risks.Prospect(**(facts | known))  # type: ignore[arg-type]  # the test names the facts it changes


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({}, []),
        ({"deliveries": 0}, ["no_history"]),
        ({"is_warned": True}, ["warned"]),
        ({"is_warned": True, "is_stopped": True}, ["stopped"]),
        ({"in_force_until": {}}, ["certificate_missing"]),
        ({"in_force_until": {"gmp": TODAY - timedelta(days=1)}}, ["certificate_missing"]),
        ({"in_force_until": {"gmp": TODAY + timedelta(days=29)}}, ["certificate_expires"]),
        ({"in_force_until": {"gmp": TODAY + timedelta(days=30)}}, []),
        ({"valid_until": TODAY}, []),
        ({"valid_until": TODAY - timedelta(days=1)}, ["no_longer_valid"]),
        ({"lead_days": 40}, []),
        ({"lead_days": 41}, ["late"]),
        ({"free_in_month": 4_999}, ["month_full"]),
        ({"free_in_month": 5_000, "monthly": 10}, []),
        ({"monthly": 4_999}, ["above_capacity"]),
        ({"deliveries": 0, "in_force_until": {}, "lead_days": 99}, ["certificate_missing", "late", "no_history"]),
    ],
)
def test_every_risk_is_named_the_gravest_first(known: dict[str, object], found: list[str]) -> None:
    assert [risk.kind.value for risk in risks.risks_of(a_prospect(**known))] == found


def test_a_delivery_is_late_short_or_partly_rejected() -> None:
    late = quotations.outcome_of(
        due_on=TODAY - timedelta(days=9), delivered_on=TODAY - timedelta(days=2), quantity=500, rejected=20, today=TODAY
    )
    assert (late.days_late, late.rejected_share, late.is_overdue) == (7, Fraction(1, 25), False)
    missing = quotations.outcome_of(
        due_on=TODAY - timedelta(days=1), delivered_on=None, quantity=500, rejected=0, today=TODAY
    )
    assert (missing.days_late, missing.is_overdue) == (1, True)
    assert quotations.short_of(2_000, [(1_500, 20), (400, 0)]) == 120
    assert quotations.short_of(100, [(150, 0)]) == 0
