"""Statistics against published worked examples; each names its source."""

import csv
from pathlib import Path

import pytest

from openitc.market_tests.rules import intervals, planning
from openitc.market_tests.rules.demand import demand_of
from openitc.market_tests.rules.liking import penalty_of, scale_of
from openitc.market_tests.rules.prices import meter_of

PUBLISHED = Path(__file__).parent / "published"


def rows_of(name: str) -> list[dict[str, int]]:
    """The published answers, whole numbers under English headings."""
    with (PUBLISHED / name).open() as file:
        return [{key: int(value) for key, value in row.items()} for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("some", "of_all", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_shares_have_wilson_s_interval(some: int, of_all: int, low: float, high: float) -> None:
    """Newcombe, Two-sided confidence intervals for the single proportion, Stat. Med. 17 (1998) 857-872, Table I, 3."""
    found = intervals.share(some, of_all, level=0.95)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_differences_of_shares_have_newcombe_s_interval(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe, Interval estimation for the difference ..., Stat. Med. 17 (1998) 873-890, Table II, method 10."""
    found = intervals.difference_of_shares(one, other, level=0.95)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_means_have_student_s_interval() -> None:
    """NIST/SEMATECH e-Handbook 1.3.5.2, ZARR13.DAT: n 195, mean 9.261460, sd 0.022789, 95 % 9.258242 to 9.264679.

    Ninety-seven values one spread below and above, and one at the mean, have the same three numbers.
    """
    mean, spread, half = 9.261460, 0.022789, 97
    step = spread * (2 * half / (2 * half)) ** 0.5
    found = intervals.mean([mean - step] * half + [mean] + [mean + step] * half, level=0.95)
    assert (found.at, found.low, found.high) == pytest.approx((mean, 9.258242, 9.264679), abs=2e-6)


def test_differences_of_means_have_welch_s_interval() -> None:
    """R Core Team, help of t.test: the sleep data of Student (1908), extra ~ group: -3.3654832 to 0.2054832."""
    one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = intervals.difference_of_means(one, other, level=0.95)
    assert (found.low, found.high) == pytest.approx((-3.3654832, 0.2054832), abs=5e-8)


def test_a_preference_is_tested_exactly() -> None:
    """By definition: of the 32 ways in which five people choose between two, two are as clear as five of five."""
    assert intervals.chance_of_preference(5, 5) == pytest.approx(0.0625)
    assert intervals.chance_of_preference(5, 10) == pytest.approx(1)


def test_four_prices_cross_where_the_published_example_says() -> None:
    """The 36 answers of the price analysis course of Miyagi prefecture (pref.miyagi.jp, documents/20321/617766.pdf).

    Tabulated by 50 yen, its prices are 293, 279, 265 and 247 yen, each rounded up; so computed by github.com/nmq/psm,
    the answers as kept by github.com/zaidanyahya/price-sensitivity-measurement-analyzer (MIT).
    """
    found = meter_of(rows_of("miyagi_prices.csv"), grid=range(0, 701, 50))
    assert found.n == 36
    points = (found.pme.at, found.idp.at, found.opp.at, found.pmc.at)
    assert points == pytest.approx((292.105, 278.571, 265, 246.875), abs=5e-4)


def test_what_is_too_little_or_too_much_costs_what_the_published_example_says() -> None:
    """XLSTAT's tutorial of penalty analysis (help.xlstat.com, 6651): 150 people taste potato chips, liking of ten.

    The answers as kept by github.com/aleva85/Projects, whose chart shows for each side who names it and its mean drop:
    the mean liking of those who find it just right less that of those who find it too little, or too much.
    """
    rows = rows_of("xlstat_chips.csv")

    def of(name: str) -> tuple[tuple[int, ...], list[float | None]]:
        found = penalty_of([(row[name], row["liking"]) for row in rows])
        drops = [round(side.drop.at, 3) if side.drop else None for side in (found.little, found.much)]
        return (found.little.n, found.counts[2], found.much.n), drops

    assert of("saltiness") == ((59, 56, 35), [2.187, 1.189])
    assert of("crunchiness") == ((58, 76, 16), [2.137, None])  # sixteen of 150 are fewer than a fifth
    assert of("sweetness") == ((37, 55, 58), [0.641, 0.371])
    assert of("acidity") == ((42, 61, 47), [0.835, 0.631])


def test_a_drop_within_chance_is_not_held_against_the_recipe() -> None:
    rows = rows_of("xlstat_chips.csv")
    salt, sweet = (penalty_of([(row[name], row["liking"]) for row in rows]) for name in ("saltiness", "sweetness"))
    assert salt.little.matters
    assert not sweet.much.matters


@pytest.mark.parametrize(
    ("found", "published"),
    [
        # Cochran, Sampling Techniques (1977), 4.3: 1.96 squared times a quarter, over 0.05 squared: 384.16.
        (planning.for_share(0.05, level=95), 385),
        (planning.for_share(0.03, level=95), 1068),
        # R Core Team, help of power.prop.test: .50 against .75 with power .90 takes 76.7 in each group.
        (planning.for_difference(0.75, 0.50, level=95, power=90), 77),
        # Fleiss, Levin and Paik (2003), Table A.4 without correction: .50 against .60 with power .80.
        (planning.for_difference(0.60, 0.50, level=95, power=80), 388),
        # NIST/SEMATECH e-Handbook 7.2.2.2 by its formula: one spread is known to a third either way with 95 %.
        (planning.for_mean(1 / 3, spread=1, level=95), 35),
    ],
)
def test_the_number_of_answers_follows_from_the_precision(found: int, published: int) -> None:
    assert found == published


def test_never_fewer_than_the_least_are_asked() -> None:
    assert planning.wanted_for("liking", {}, 0.5) == planning.computed_for("mean", 0.5) == 36
    assert planning.wanted_for("price", {}, 15) == 31
    assert planning.wanted_for("pilot", {}, 15) == planning.LEAST_UNITS
    assert planning.wanted_for("choice", {"how": "monadic"}, 20) == 2 * 77


def test_the_ladder_finds_the_price_that_earns_most() -> None:
    """Gabor and Granger (1966): the demand is counted at each price, and price times demand has its peak."""
    yes = {50: 90, 80: 70, 100: 50, 150: 15}
    answers = [{price: turn < count for price, count in yes.items()} for turn in range(100)]
    found = demand_of(answers, list(yes))
    assert [rung.would.at for rung in found.rungs] == [0.9, 0.7, 0.5, 0.15]
    assert (found.best, found.low, found.high) == (80, 80, 100)
    assert sum(rung.best_in for rung in found.rungs) == pytest.approx(1)


def test_answers_that_all_agree_are_told_without_breaking() -> None:
    same = scale_of([7] * 40, most=9, top_from=7)
    assert (same.mean.at, same.mean.low) == (7, 7)
    assert same.top.high == pytest.approx(1)
    price = dict.fromkeys(("too_cheap", "cheap", "dear", "too_dear"), 10_000)
    found = meter_of([price] * 40)
    assert found.pmc.at == found.pme.at == 10_000
