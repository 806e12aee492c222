"""Who fits a request: hard filters, a ranking with its reasons, and what loosening would bring."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from openitc.sourcing.rules.matching import (
    WEIGHTS,
    Candidate,
    Filter,
    Month,
    Skill,
    Wanted,
    failures,
    loosenings,
    matched,
)

TODAY = date(2026, 12, 1)
DRYING, PACKING = 1, 2


def wanted(**facts: object) -> Wanted:
    usual: dict[str, object] = {
        "processes": frozenset({DRYING}),
        "marks": frozenset({"gmp"}),
        "unit": "piece",
        "quantities": (500, 2000),
        "ordered_on": date(2026, 12, 16),
        "wanted_on": date(2027, 2, 15),
        "today": TODAY,
        "max_km": 300,
        "market": "japan",
    }
    return Wanted(**(usual | facts))  # type: ignore[arg-type]  # facts of a test


def a_skill(**facts: object) -> Skill:
    usual: dict[str, object] = {"unit": "piece", "minimum": 500, "usual": Month(free=4000, lead_days=30)}
    return Skill(**(usual | facts))  # type: ignore[arg-type]  # facts of a test


def a_candidate(key: int = 1, **facts: object) -> Candidate:
    usual: dict[str, object] = {
        "key": key,
        "verified": True,
        "invited": True,
        "skills": {DRYING: a_skill()},
        "marks": {"gmp": date(2027, 12, 31)},
        "km": 100,
    }
    return Candidate(**(usual | facts))  # type: ignore[arg-type]  # facts of a test


def test_a_maker_that_meets_every_condition_fits() -> None:
    assert failures(wanted(), a_candidate()) == frozenset()


def test_each_condition_excludes_by_itself_and_says_so() -> None:
    cases = {
        Filter.VERIFIED: a_candidate(verified=False),
        Filter.INVITED: a_candidate(invited=False),
        Filter.PROCESS: a_candidate(skills={PACKING: a_skill()}),
        Filter.MARK: a_candidate(marks={"haccp": date(2027, 12, 31)}),
        Filter.MINIMUM: a_candidate(skills={DRYING: a_skill(minimum=2001)}),
        Filter.CAPACITY: a_candidate(skills={DRYING: a_skill(usual=Month(free=100, lead_days=30))}),
        Filter.DISTANCE: a_candidate(km=301),
    }
    assert {condition: failures(wanted(), maker) for condition, maker in cases.items()} == {
        condition: frozenset({condition}) for condition in cases
    }


def test_a_maker_that_takes_too_long_is_excluded() -> None:
    slow = a_candidate(skills={DRYING: a_skill(usual=Month(free=4000, lead_days=62))})
    assert failures(wanted(), slow) == {Filter.CAPACITY}


def test_a_full_month_counts_as_full_and_the_months_before_the_date_count_together() -> None:
    months = {date(2026, 12, 1): Month(free=0, lead_days=30), date(2027, 1, 1): Month(free=300, lead_days=30)}
    months |= {date(2027, 2, 1): Month(free=200, lead_days=30)}
    assert failures(wanted(), a_candidate(skills={DRYING: a_skill(months=months)})) == frozenset()
    months[date(2027, 2, 1)] = Month(free=199, lead_days=30)
    assert failures(wanted(), a_candidate(skills={DRYING: a_skill(months=months)})) == {Filter.CAPACITY}


def test_quantities_in_another_unit_are_not_compared() -> None:
    by_weight = a_candidate(skills={DRYING: a_skill(unit="kg", minimum=9000, usual=Month(free=1, lead_days=30))})
    assert failures(wanted(), by_weight) == frozenset()


def test_nearer_quicker_and_roomier_makers_stand_first_with_points_of_a_hundred() -> None:
    near, far = a_candidate(1, km=10), a_candidate(2, km=290)
    quick = a_candidate(3, km=10, skills={DRYING: a_skill(usual=Month(free=9000, lead_days=5))}, record=1.0)
    quick = replace(quick, markets=frozenset({"japan"}))
    found = matched(wanted(), [far, near, quick])
    assert [match.key for match in found.matches] == [3, 1, 2]
    assert all(0 <= match.score <= 100 for match in found.matches)
    assert {reason.code for reason in found.matches[0].reasons} == set(WEIGHTS)
    assert sum(WEIGHTS.values()) == 100


def test_loosening_says_how_many_come_without_a_condition_and_how_far_to_go() -> None:
    makers = [
        a_candidate(1, km=340),
        a_candidate(2, km=420),
        a_candidate(3, skills={DRYING: a_skill(minimum=5000, usual=Month(free=9000, lead_days=30))}),
        a_candidate(4, marks={}),
        a_candidate(5, marks={}, km=900),
        a_candidate(6, verified=False),
    ]
    told = {(one.filter, one.to): one.more for one in loosenings(wanted(), makers)}
    assert told == {
        (Filter.DISTANCE, None): 2,
        (Filter.DISTANCE, 350): 1,
        (Filter.DISTANCE, 450): 2,
        (Filter.MINIMUM, None): 1,
        (Filter.MINIMUM, 5000): 1,
        (Filter.MARK, None): 1,
        (Filter.MARK, "gmp"): 1,
    }


def test_more_time_is_told_as_the_first_day_that_is_enough() -> None:
    slow = a_candidate(skills={DRYING: a_skill(usual=Month(free=4000, lead_days=70))})
    told = {(one.filter, one.to): one.more for one in loosenings(wanted(), [slow])}
    assert told == {(Filter.CAPACITY, None): 1, (Filter.CAPACITY, date(2027, 3, 1)): 1}


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
skills = st.builds(
    Skill,
    unit=st.sampled_from(["piece", "kg"]),
    minimum=st.integers(1, 5000),
    usual=st.builds(Month, free=st.integers(0, 9000), lead_days=st.integers(1, 120)),
)
candidates = st.builds(
    Candidate,
    key=st.integers(1, 10**6),
    verified=st.booleans(),
    invited=st.booleans(),
    skills=st.dictionaries(st.sampled_from([DRYING, PACKING]), skills),
    marks=st.dictionaries(st.sampled_from(["gmp", "halal"]), days),
    km=st.none() | st.integers(0, 1500),
    markets=st.frozensets(st.sampled_from(["japan", "home"])),
    record=st.none() | st.floats(0, 1),
)
requests = st.builds(
    Wanted,
    processes=st.frozensets(st.sampled_from([DRYING, PACKING]), min_size=1),
    marks=st.frozensets(st.sampled_from(["gmp", "halal"])),
    unit=st.just("piece"),
    quantities=st.sets(st.integers(1, 9000), min_size=1, max_size=6).map(lambda tiers: tuple(sorted(tiers))),
    ordered_on=st.just(TODAY + timedelta(days=15)),
    wanted_on=st.dates(TODAY + timedelta(days=16), TODAY + timedelta(days=300)),
    today=st.just(TODAY),
    max_km=st.none() | st.integers(0, 1000),
    market=st.sampled_from(["", "japan"]),
)
lists = st.lists(candidates, max_size=8, unique_by=lambda maker: maker.key)


@given(requests, lists)
def test_an_expired_certificate_never_passes(request: Wanted, makers: list[Candidate]) -> None:
    by_key = {maker.key: maker for maker in makers}
    for match in matched(request, makers).matches:
        assert all(by_key[match.key].marks[mark] >= TODAY for mark in request.marks)


@given(requests, lists, st.data())
def test_asking_for_less_never_loses_a_maker(request: Wanted, makers: list[Candidate], data: st.DataObject) -> None:
    before = {match.key for match in matched(request, makers).matches}
    fewer = request.processes
    if len(fewer) > 1:
        fewer = fewer - {data.draw(st.sampled_from(sorted(fewer)))}
    marks = request.marks - {data.draw(st.sampled_from(["gmp", "halal"]))}
    for less in (replace(request, processes=fewer), replace(request, marks=marks), replace(request, max_km=None)):
        assert before <= {match.key for match in matched(less, makers).matches}


@given(requests, lists, st.randoms())
def test_the_order_in_which_makers_come_changes_nothing(request: Wanted, makers: list[Candidate], dice: object) -> None:
    shuffled = list(makers)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    assert matched(request, shuffled) == matched(request, makers)
    assert loosenings(request, shuffled) == loosenings(request, makers)


@given(requests, lists)
def test_everyone_fits_or_is_told_why_not_and_a_loosening_keeps_its_word(
    request: Wanted, makers: list[Candidate]
) -> None:
    found = matched(request, makers)
    assert len(found.matches) + len(found.excluded) == len(makers)
    assert all(row.failed for row in found.excluded)
    for one in loosenings(request, makers):
        if one.filter is Filter.DISTANCE and isinstance(one.to, int):
            wider = matched(replace(request, max_km=one.to), makers)
            assert len(wider.matches) == len(found.matches) + one.more
