"""What editions say as plain values."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from openitc.standards.rules.editions import (
    EditionPlan,
    MethodPlan,
    differences,
    fingerprint,
    fits,
    goes_stale_on,
    is_stale,
)

KINDS = st.sampled_from(["1030", "1073", "1079", "2023", "2393"])
PLACES = st.sampled_from(["home", "japan", "eu", "us", "china", "asean"])
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))

methods = st.builds(
    MethodPlan,
    key=st.sampled_from(["a", "b", "c", "d"]),
    name_th=st.just("ก"),
    name_en=st.sampled_from(["One", "Two"]),
    capability=st.just("test.micro"),
    most=st.none() | st.decimals(0, 1000, places=2),
    minutes=st.integers(1, 10_000),
)
plans = st.builds(
    EditionPlan,
    weight=st.sampled_from(["law", "buyers", "useful"]),
    subject=st.just("product"),
    authority_th=st.just("ก"),
    authority_en=st.sampled_from(["A", "B"]),
    about_th=st.just("ก"),
    about_en=st.text(max_size=5),
    isic=st.lists(KINDS, unique=True).map(tuple),
    markets=st.lists(PLACES, min_size=1, unique=True).map(tuple),
    least_cost=st.none() | st.integers(0, 10**9),
    valid_months=st.none() | st.integers(1, 120),
    source=st.just("https://example.org"),
    checked_on=DAYS,
    methods=st.lists(methods, max_size=3, unique_by=lambda row: row.key).map(tuple),
)


@given(DAYS, st.integers(-4_000, 4_000))
def test_what_is_stale_stays_stale_and_begins_to_be_on_the_day_named(checked_on: date, after: int) -> None:
    on = checked_on + timedelta(days=after)
    assert is_stale(checked_on, on) == (on >= goes_stale_on(checked_on)) == (after > 365)


@given(st.lists(KINDS), st.lists(PLACES), KINDS | st.just(""), st.lists(PLACES))
def test_it_fits_a_kind_it_names_or_every_kind_and_only_where_it_is_asked(
    kinds: list[str], places: list[str], isic: str, markets: list[str]
) -> None:
    found = fits(kinds, places, isic=isic, markets=markets)
    assert found == ((kinds == [] or isic in kinds) and bool(set(places) & set(markets)))
    assert not fits(kinds, places, isic=isic, markets=[])
    assert not fits(kinds, [], isic=isic, markets=markets)
    if found:  # a further market or kind takes nothing away
        assert fits([*kinds, isic] if kinds else [], places, isic=isic, markets=[*markets, "home"])


@given(plans, plans)
def test_editions_differ_just_where_their_values_do(one: EditionPlan, other: EditionPlan) -> None:
    assert differences(one, one) == []
    found = differences(one, other)
    told = {(row.part, str(row.before), str(row.after)) for row in found}
    assert told == {(row.part, str(row.after), str(row.before)) for row in differences(other, one)}
    parts = {row.part for row in found}
    assert ("weight" in parts) == (one.weight != other.weight)
    assert ("markets" in parts) == (set(one.markets) != set(other.markets))
    methods_differ = {row.key: row for row in one.methods} != {row.key: row for row in other.methods}
    assert ("method" in parts) == methods_differ
    if fingerprint(one) == fingerprint(other):
        assert found == []


@given(plans)
def test_a_limit_written_with_more_noughts_is_the_same_limit(plan: EditionPlan) -> None:
    longer = tuple(
        replace(row, most=None if row.most is None else row.most.quantize(Decimal("1.0000"))) for row in plan.methods
    )
    same = replace(plan, methods=longer)
    assert differences(plan, same) == []
    assert fingerprint(plan) == fingerprint(same)


@given(plans)
def test_the_order_of_kinds_and_markets_says_nothing(plan: EditionPlan) -> None:
    turned = replace(plan, isic=plan.isic[::-1], markets=plan.markets[::-1])
    assert differences(plan, turned) == []
