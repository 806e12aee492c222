"""Worked examples: one small problem for each way in which planning a journey goes wrong."""

from dataclasses import replace

import pytest

from openitc.planner.network import Network
from openitc.planner.search import plan
from openitc.planner.tests.builders import (
    a_problem,
    a_resource,
    a_role,
    a_step,
    after,
    planned,
    points,
    starts,
)


def test_every_tradeoff_is_offered_once_in_order() -> None:
    quick = a_resource("quick", "turn", fee_per_hour=900)
    late = a_resource("late", "turn", fee_per_hour=100, open=[[500, 900]])
    worse = a_resource("worse", "turn", fee_per_hour=900, open=[[600, 900]])
    result = planned([worse, late, quick], [a_step("turn", "turn")])
    assert points(result) == [(60, 900, 0), (560, 100, 0)]
    assert result.proved


def test_a_hold_fits_within_one_opening() -> None:
    assert starts(planned([a_resource("lathe", open=[[0, 50], [100, 200]])], [a_step("turn", "lathe")])) == {
        "turn": 100
    }


def test_abutting_openings_count_as_one() -> None:
    assert starts(planned([a_resource("lathe", open=[[0, 30], [30, 200]])], [a_step("turn", "lathe")])) == {"turn": 0}


def test_a_continuous_hold_begins_when_open_and_runs_on() -> None:
    step = a_step("soak", "lab", duration=300, continuous=True)
    assert starts(planned([a_resource("lab", open=[[50, 60]])], [step])) == {"soak": 50}
    assert starts(planned([a_resource("lab", open=[[50, 60], [400, 500]], busy=[[300, 301, 1]])], [step])) == {
        "soak": 400
    }


def test_each_role_of_a_continuous_step_begins_within_its_own_resources_hours() -> None:
    step = a_step("soak", "lab", a_role("clerk", 10, offset=100), duration=300, continuous=True)
    assert starts(planned([a_resource("lab"), a_resource("clerk", open=[[150, 160]])], [step])) == {"soak": 50}


def test_simultaneous_roles_keep_their_offsets_before_and_after_the_start() -> None:
    step = a_step("dry", "dryer", a_role("setter", 30, offset=-30), a_role("packer", 30, offset=45))
    resources = [a_resource("dryer"), a_resource("setter", open=[[100, 200]]), a_resource("packer", open=[[200, 240]])]
    assert starts(planned(resources, [step])) == {"dry": 155}


def test_nothing_is_held_before_the_first_minute_or_after_the_last() -> None:
    early = a_step("dry", a_role("dryer", 30, offset=-30))
    assert starts(planned([a_resource("dryer")], [early])) == {"dry": 30}
    long = a_step("dry", a_role("dryer", 90))
    assert points(planned([a_resource("dryer")], [long], deadline=90)) == [(60, 0, 0)]
    assert points(planned([a_resource("dryer")], [long], deadline=89)) == []


def test_two_roles_of_a_step_never_share_a_resource_whatever_its_capacity() -> None:
    step = a_step("pair", "hand", "hand")
    assert points(planned([a_resource("ann", "hand", capacity=5)], [step])) == []
    assert points(planned([a_resource("ann", "hand"), a_resource("bob", "hand")], [step])) == [(60, 0, 0)]


def test_all_roles_of_a_step_are_at_one_center() -> None:
    step = a_step("pair", "lathe", "hand")
    assert points(planned([a_resource("lathe"), a_resource("hand", center="B")], [step])) == []


def test_capacity_counts_bookings_and_own_units() -> None:
    lab = a_resource("lab", capacity=3, busy=[[0, 100, 2]])
    assert starts(planned([lab], [a_step("test", a_role("lab", units=1))])) == {"test": 0}
    assert starts(planned([lab], [a_step("test", a_role("lab", units=2))])) == {"test": 100}
    assert points(planned([lab], [a_step("test", a_role("lab", units=4))])) == []


def test_a_resource_booked_beyond_its_capacity_is_merely_full() -> None:
    lab = a_resource("lab", busy=[[0, 100, 2], [50, 70, 1]])
    assert starts(planned([lab], [a_step("test", "lab")])) == {"test": 100}


def test_parallel_steps_do_not_hold_one_resource_at_once() -> None:
    steps = [a_step("one", "expert"), a_step("two", "expert")]
    assert points(planned([a_resource("ann", "expert")], steps)) == [(120, 0, 0)]
    dearer = a_resource("bob", "expert", fee_per_hour=100)
    assert points(planned([a_resource("ann", "expert"), dearer], steps)) == [(60, 100, 0), (120, 0, 0)]


def test_parallel_steps_share_a_resource_up_to_its_capacity() -> None:
    steps = [a_step(key, "lab") for key in ("one", "two", "three")]
    assert points(planned([a_resource("lab", capacity=2)], steps)) == [(120, 0, 0)]
    assert points(planned([a_resource("lab", capacity=3)], steps)) == [(60, 0, 0)]


def test_own_units_and_bookings_together_exceed_a_capacity_that_either_keeps() -> None:
    steps = [a_step("one", "lab"), a_step("two", "lab")]
    assert points(planned([a_resource("lab", capacity=2, busy=[[0, 50, 1]])], steps)) == [(110, 0, 0)]


def test_a_role_that_outlasts_its_step_keeps_its_resource_from_the_next() -> None:
    steps = [a_step("bake", a_role("oven", 100)), a_step("next", "oven", after=[after("bake")])]
    assert starts(planned([a_resource("oven")], steps)) == {"bake": 0, "next": 100}


def test_the_enterprise_is_in_one_place_at_a_time() -> None:
    steps = [a_step("one", "ann", attended=True), a_step("two", "bob", attended=True), a_step("three", "eve")]
    resources = [a_resource("ann"), a_resource("bob"), a_resource("eve")]
    assert points(planned(resources, steps)) == [(120, 0, 20)]


def test_the_order_that_suits_the_calendars_is_found() -> None:
    steps = [a_step("one", "ann", attended=True), a_step("two", "bob", attended=True)]
    resources = [a_resource("ann", open=[[0, 300]]), a_resource("bob", open=[[0, 80], [500, 600]])]
    assert starts(planned(resources, steps)) == {"one": 60, "two": 0}


def test_shipping_takes_time_and_money_between_centers() -> None:
    steps = [a_step("make", "lathe"), a_step("test", "lab", after=[after("make", ships=True, min_gap=5)])]
    resources = [a_resource("lathe"), a_resource("far", "lab", center="B"), a_resource("near", "lab", fee_per_hour=700)]
    assert points(planned(resources, steps)) == [(125, 700, 0), (225, 500, 0)]


def test_shipping_within_a_center_is_taken_as_given() -> None:
    steps = [a_step("make", "lathe"), a_step("test", "lab", after=[after("make", ships=True)])]
    same = {"ship_minutes": [[30, 100], [100, 0]], "ship_fee": [[7, 500], [500, 0]]}
    assert points(planned([a_resource("lathe"), a_resource("lab")], steps, **same)) == [(150, 7, 0)]


def test_a_doubled_link_ships_twice_and_keeps_both_gaps() -> None:
    links = [after("make", ships=True), after("make", ships=True, min_gap=30)]
    steps = [a_step("make", "lathe"), a_step("test", "lab", after=links)]
    assert points(planned([a_resource("lathe"), a_resource("lab", center="B")], steps)) == [(250, 1000, 0)]


def test_no_center_is_ruled_out_by_another_where_detours_pay() -> None:
    # From A to C is slow and dear, so the dearer, later start at B is the one that leads on.
    ways = [[0, 500, 500], [500, 0, 10], [500, 10, 0]]
    resources = [
        a_resource("a", "make"),
        a_resource("b", "make", center="B", fee_per_hour=100, open=[[50, 400]]),
        a_resource("c", "test", center="C"),
    ]
    steps = [a_step("make", "make"), a_step("test", "test", after=[after("make", ships=True)])]
    network = {"centers": ["A", "B", "C"], "home_km": [0, 0, 0], "ship_minutes": ways, "ship_fee": ways}
    assert points(planned(resources, steps, **network)) == [(180, 110, 0)]


def test_an_earlier_step_waits_so_that_a_maximum_gap_is_kept() -> None:
    steps = [a_step("make", "lathe"), a_step("test", "lab", after=[after("make", max_gap=30)])]
    resources = [a_resource("lathe", open=[[0, 200], [250, 380]]), a_resource("lab", open=[[400, 500]])]
    result = planned(resources, steps)
    assert starts(result) == {"make": 310, "test": 400}
    assert points(planned([resources[0], a_resource("lab", open=[[700, 800]])], steps)) == []


def test_without_waiting_both_calendars_must_meet() -> None:
    steps = [a_step("make", "lathe"), a_step("test", "lab", after=[after("make", max_gap=0)])]
    resources = [a_resource("lathe", open=[[0, 70], [200, 280]]), a_resource("lab", open=[[80, 150], [265, 400]])]
    assert starts(planned(resources, steps)) == {"make": 205, "test": 265}


def test_a_maximum_gap_counts_the_time_of_shipping() -> None:
    steps = [a_step("make", "lathe"), a_step("test", "lab", after=[after("make", max_gap=100, ships=True)])]
    resources = [a_resource("lathe"), a_resource("lab", center="B")]
    assert points(planned(resources, steps)) == [(220, 500, 0)]
    steps[1]["after"][0]["max_gap"] = 99
    assert points(planned(resources, steps)) == []


def test_the_resource_that_can_wait_wins_over_the_one_that_is_first() -> None:
    steps = [a_step("make", "make"), a_step("test", "lab", after=[after("make", max_gap=20)])]
    early, patient = a_resource("early", "make", open=[[0, 60]]), a_resource("patient", "make", fee_per_hour=50)
    route = planned([early, patient, a_resource("lab", open=[[300, 400]])], steps).routes[0]
    assert route.steps[0].resources == ("patient",)
    assert (route.steps[0].start, route.cost) == (220, 50)


def test_a_maximum_gap_reaches_back_through_several_steps() -> None:
    steps = [
        a_step("one", "a"),
        a_step("two", "b", after=[after("one", max_gap=10)]),
        a_step("three", "c", after=[after("two", max_gap=10)]),
    ]
    resources = [a_resource("a"), a_resource("b"), a_resource("c", open=[[500, 600]])]
    assert starts(planned(resources, steps)) == {"one": 360, "two": 430, "three": 500}


def test_limits_are_inclusive() -> None:
    step = a_step("turn", "lathe", attended=True)
    resources = [a_resource("lathe", fee_per_hour=100)]
    assert points(planned(resources, [step], deadline=60, max_cost=100, max_km=10)) == [(60, 100, 10)]
    for limit in ({"deadline": 59}, {"max_cost": 99}, {"max_km": 9}, {"horizon": 59}):
        result = planned(resources, [step], **limit)
        assert (points(result), result.proved, result.infeasible_step) == ([], True, "turn")


def test_days_make_routes_of_one_day_equal() -> None:
    resources = [a_resource("quick", "turn", fee_per_hour=900), a_resource("late", "turn", open=[[500, 900]])]
    step = a_step("turn", "turn")
    assert points(planned(resources, [step], finish_unit="day")) == [(0, 0, 0)]
    whole_day = [a_resource("lathe", open=[[0, 3000]])]
    long = a_step("turn", "lathe", duration=1440)
    assert points(planned(whole_day, [long], finish_unit="day", horizon=3000)) == [(1, 0, 0)]


def test_a_step_that_holds_nothing_still_takes_place_somewhere() -> None:
    steps = [a_step("read", attended=True), a_step("turn", "lathe", after=[after("read")])]
    assert points(planned([a_resource("lathe")], steps)) == [(120, 0, 10)]


def test_the_first_step_that_cannot_stand_alone_is_named() -> None:
    steps = [a_step("fine", "lathe", after=[after("lost")]), a_step("lost", "saw"), a_step("worse", "saw")]
    assert planned([a_resource("lathe")], steps).infeasible_step == "lost"


def test_no_step_is_named_where_only_the_combination_fails() -> None:
    steps = [a_step("one", "lathe"), a_step("two", "lathe", after=[after("one")])]
    result = planned([a_resource("lathe", open=[[0, 100]])], steps)
    assert (points(result), result.proved, result.infeasible_step) == ([], True, None)


def test_refunds_do_not_confuse_the_bounds() -> None:
    steps = [a_step("one", "one"), a_step("two", "two", after=[after("one", ships=True)])]
    resources = [
        a_resource("a", "one", fee_per_hour=100),
        a_resource("b", "one", center="B", fee_per_hour=300),
        a_resource("c", "two", center="B"),
    ]
    fees = [[0, 500], [500, -400]]
    assert points(planned(resources, steps, ship_fee=fees)) == [(120, -100, 0)]


def test_a_pinned_step_stays_at_its_centers() -> None:
    problem = a_problem(
        [a_resource("lathe"), a_resource("far", "lathe", center="B", open=[[500, 900]])], [a_step("turn", "lathe")]
    )
    pinned = replace(problem.request.steps[0], centers=frozenset({"B"}))
    result = plan(replace(problem, request=replace(problem.request, steps=(pinned,))))
    assert [route.steps[0].center for route in result.routes] == ["B"]


def test_a_tariff_replaces_the_hourly_fee() -> None:
    problem = a_problem([a_resource("lathe", fee_per_hour=100)], [a_step("turn", "lathe")])
    resource = replace(problem.resources[0], tariff={(60, 1): 777})
    assert points(plan(replace(problem, resources=(resource,)))) == [(60, 777, 0)]


def test_the_same_problem_always_has_the_same_answer() -> None:
    resources = [a_resource(name, "turn", "test") for name in "edcba"]
    steps = [a_step("one", "turn"), a_step("two", "test"), a_step("three", "turn", after=[after("one")])]
    assert planned(resources, steps).routes == planned(resources, steps).routes


def test_a_kept_network_answers_like_a_new_one_after_bookings_change() -> None:
    problem = a_problem([a_resource("lathe"), a_resource("lab")], [a_step("turn", "lathe"), a_step("test", "lab")])
    network = Network.of(problem)
    assert points(plan(problem, network=network)) == [(60, 0, 0)]
    taken = replace(problem.resources[0], busy=((0, 300, 1),))
    changed = replace(problem, resources=(taken, problem.resources[1]))
    assert points(plan(changed, network=network.with_changed([taken]))) == [(360, 0, 0)]
    assert points(plan(problem, network=network)) == [(60, 0, 0)]


@pytest.mark.parametrize("budget", [0, 0.0, -1])
def test_out_of_time_the_answer_admits_that_it_is_not_proved(budget: float) -> None:
    result = plan(a_problem([a_resource("lathe")], [a_step("turn", "lathe")]), budget_ms=budget)
    assert not result.proved
    assert points(result) == [(60, 0, 0)]


def test_too_many_partial_routes_leave_a_sound_answer_that_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openitc.planner.labels.MOST_LABELS", -1)
    monkeypatch.setattr("openitc.planner.search.BEAM", 1)
    cheap = a_resource("cheap", "turn", open=[[500, 900]])
    result = planned([a_resource("quick", "turn", fee_per_hour=900), cheap], [a_step("turn", "turn")])
    assert not result.proved
    assert points(result) == [(60, 900, 0), (560, 0, 0)]
