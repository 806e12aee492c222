"""What a unit costs and when it pays, against an example worked out by hand and by property."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from openitc.selection.rules.costing import Costing, Line, profit_of, reckon, share_of_unit, to_satang, what_if

BAHT = 100


def baht(amount: str) -> Fraction:
    return Fraction(amount) * BAHT


# Freeze-dried longan in bags of 30 g, one batch of the freeze dryer making 400 bags:
#   fruit           120 kg of fresh longan at 35.00 a batch              4,200.00 a batch   10.50 a bag
#   freeze dryer    36 hours at 140.00 a batch                           5,040.00 a batch   12.60 a bag
#   labour          16 hours at 60.00 a batch                              960.00 a batch    2.40 a bag
#   bag and label   1 at 3.50 a bag                                                          3.50 a bag
#   shelf-life test 1 at 6,000.00 once, licence of the place 9,000.00 once
#   unit cost 29.00; price 49.00; margin 20.00, 40.816… per cent
#   fixed costs 12,000.00 a month: 600 bags to bear them; at 1,000 bags 8,000.00 are left: 15,000 / 8,000 = 1.875 months
LONGAN = Costing(
    lines=(
        Line("material", "batch", Fraction(120), baht("35")),
        Line("machine", "batch", Fraction(36), baht("140")),
        Line("labour", "batch", Fraction(16), baht("60")),
        Line("packaging", "unit", Fraction(1), baht("3.5")),
        Line("test", "once", Fraction(1), baht("6000")),
        Line("other", "once", Fraction(1), baht("9000")),
    ),
    price=baht("49"),
    batch_units=400,
    monthly_units=1_000,
    monthly_fixed=baht("12000"),
)


def test_the_example_worked_out_by_hand() -> None:
    result = reckon(LONGAN)
    assert result is not None
    assert result.parts == {
        "material": baht("10.5"),
        "machine": baht("12.6"),
        "labour": baht("2.4"),
        "packaging": baht("3.5"),
    }
    assert (result.unit_cost, result.margin) == (baht("29"), baht("20"))
    assert result.margin_percent == Fraction(2000, 49)
    assert (result.break_even, result.monthly_profit) == (600, baht("8000"))
    assert (result.once, result.payback_months) == (baht("15000"), Fraction(15, 8))


def test_what_if_fruit_grows_dearer_and_the_batch_smaller() -> None:
    changed = reckon(what_if(LONGAN, batch_units=300, percent={"material": 20}))
    # (4,200 x 1.2 + 5,040 + 960) / 300 + 3.50 = 40.30
    assert changed is not None
    assert changed.unit_cost == baht("40.3")
    assert changed.break_even == 1_380  # 12,000 / 8.70 = 1,379.3…
    assert changed.payback_months is None  # 1,000 bags a month do not bear the fixed costs
    assert what_if(LONGAN) == LONGAN


def test_a_price_at_or_below_the_cost_never_breaks_even() -> None:
    for price in ("29", "20", "0"):
        result = reckon(what_if(LONGAN, price=baht(price)))
        assert result is not None
        assert (result.break_even, result.payback_months) == (None, None)


def test_without_the_units_of_a_batch_nothing_is_pretended() -> None:
    assert reckon(replace(LONGAN, batch_units=0)) is None
    assert share_of_unit(LONGAN.lines[0], 0) is None
    assert share_of_unit(LONGAN.lines[4], 400) is None


def test_an_idea_that_costs_nothing_leaves_its_whole_price() -> None:
    result = reckon(Costing(price=baht("10"), monthly_units=5))
    assert result is not None
    assert result.unit_cost == 0
    assert result.margin_percent == 100
    assert result.break_even == 0
    assert result.payback_months == 0
    empty = reckon(Costing())
    assert empty is not None
    assert (empty.margin_percent, empty.break_even) == (None, None)


def test_satang_are_rounded_by_halves_away_from_zero() -> None:
    assert [to_satang(Fraction(part, 2)) for part in (1, 3, -1, -3, 4)] == [1, 2, -1, -2, 2]


MONEY = st.integers(0, 10_000_000).map(Fraction)
LINES = st.builds(
    Line,
    st.sampled_from(["material", "machine", "labour"]),
    st.sampled_from(["unit", "batch", "once"]),
    st.decimals("0.001", "1000", places=3).map(Fraction),
    MONEY,
)
COSTINGS = st.builds(
    Costing, st.lists(LINES, max_size=6).map(tuple), MONEY, st.integers(1, 5_000), st.integers(0, 5_000), MONEY
)


@given(COSTINGS, st.integers(1, 1_000), st.integers(1, 1_000))
def test_where_all_prices_grow_alike_nothing_but_the_amounts_changes(costing: Costing, over: int, under: int) -> None:
    factor = Fraction(over, under)
    scaled = Costing(
        lines=tuple(replace(line, price=line.price * factor) for line in costing.lines),
        price=costing.price * factor,
        batch_units=costing.batch_units,
        monthly_units=costing.monthly_units,
        monthly_fixed=costing.monthly_fixed * factor,
    )
    before, after = reckon(costing), reckon(scaled)
    assert before is not None
    assert after is not None
    assert after.unit_cost == before.unit_cost * factor
    assert after.margin_percent == before.margin_percent
    assert (after.break_even, after.payback_months) == (before.break_even, before.payback_months)


@given(COSTINGS)
def test_break_even_is_the_least_quantity_that_loses_nothing(costing: Costing) -> None:
    result = reckon(costing)
    assert result is not None
    if result.break_even is None:
        assert result.margin <= 0
        return
    fixed = costing.monthly_fixed
    assert profit_of(result.break_even, margin=result.margin, fixed=fixed) >= 0
    if result.break_even:
        assert profit_of(result.break_even - 1, margin=result.margin, fixed=fixed) < 0


@given(COSTINGS)
def test_the_parts_make_the_whole(costing: Costing) -> None:
    result = reckon(costing)
    assert result is not None
    assert sum(result.parts.values()) == result.unit_cost == costing.price - result.margin


@given(COSTINGS)
def test_what_pays_back_pays_back_all_of_it(costing: Costing) -> None:
    result = reckon(costing)
    assert result is not None
    if result.payback_months:
        assert result.payback_months * result.monthly_profit == result.once
