"""A route says what each of its steps waited for, and a request without routes what would help."""

from dataclasses import replace

from openitc.planner.choice import pick
from openitc.planner.explain import Kind, Reason, why
from openitc.planner.obstacles import Way, obstacles
from openitc.planner.search import plan
from openitc.planner.tests.builders import Json, a_problem, a_resource, a_step, after, planned, points


def reasons(resources: list[Json], steps: list[Json], **changes: object) -> dict[str, Reason]:
    """Why each step of the first route starts when it does."""
    problem = a_problem(resources, steps, **changes)
    return {reason.step: reason for reason in why(problem, plan(problem).routes[0])}


def test_a_step_that_waits_for_nothing_starts_when_the_request_allows() -> None:
    found = reasons([a_resource("lathe")], [a_step("turn", "lathe")], not_before=30)
    assert found["turn"] == Reason("turn", Kind.NOT_BEFORE, start=30, wanted=30)


def test_a_step_follows_the_one_before_it_with_its_gap_and_shipping() -> None:
    steps = [a_step("make", "lathe"), a_step("test", "lab", after=[after("make", min_gap=15, ships=True)])]
    found = reasons([a_resource("lathe"), a_resource("lab", center="B")], steps)
    assert found["test"] == Reason("test", Kind.AFTER_STEP, start=175, wanted=60, other="make", gap=15, shipping=100)


def test_a_step_waits_for_a_resource_to_open() -> None:
    found = reasons([a_resource("lathe", open=[[200, 400]])], [a_step("turn", "lathe")])
    assert found["turn"] == Reason("turn", Kind.OPENING, start=200, wanted=0, resource="lathe")


def test_a_step_waits_for_the_resource_that_is_free_last() -> None:
    resources = [a_resource("lathe", busy=[[0, 50, 1]]), a_resource("hand", busy=[[20, 120, 1]])]
    found = reasons(resources, [a_step("turn", "lathe", "hand")])
    assert found["turn"] == Reason("turn", Kind.RESOURCE_FREE, start=120, wanted=0, resource="hand")


def test_a_step_waits_until_the_enterprise_is_done_elsewhere() -> None:
    steps = [a_step("one", "ann", attended=True), a_step("two", "bob", attended=True)]
    found = reasons([a_resource("ann", open=[[0, 100]]), a_resource("bob")], steps)
    assert found["two"] == Reason("two", Kind.ENTERPRISE_BUSY, start=60, wanted=0, other="one")


def test_a_step_waits_for_a_resource_its_own_route_holds() -> None:
    steps = [a_step("one", "ann", after=[]), a_step("two", "ann"), a_step("end", "lab", after=[after("one")])]
    found = reasons([a_resource("ann"), a_resource("lab")], steps)
    assert found["two"] == Reason("two", Kind.RESOURCE_FREE, start=60, wanted=0, resource="ann", other="one")


def test_a_step_is_held_back_for_one_that_must_follow_soon() -> None:
    steps = [a_step("make", "lathe"), a_step("test", "lab", after=[after("make", max_gap=30)])]
    found = reasons([a_resource("lathe"), a_resource("lab", open=[[400, 500]])], steps)
    assert found["make"] == Reason("make", Kind.HELD_BACK, start=310, wanted=0, other="test")


def test_obstacles_say_how_far_one_limit_alone_would_have_to_give_way() -> None:
    resources = [a_resource("near", "turn", fee_per_hour=900), a_resource("far", "turn", center="B", open=[[500, 900]])]
    step = a_step("turn", "turn", attended=True)
    found = obstacles(a_problem(resources, [step], max_cost=100, deadline=100))
    assert (found.step, found.deadline, found.max_cost, found.max_km) == ("turn", 560, 900, None)
    assert found.ways == (Way(60, 900, 10), Way(560, 0, 20))
    assert found.proved


def test_obstacles_say_when_nothing_alone_would_help() -> None:
    step = a_step("turn", "lathe", attended=True)
    found = obstacles(a_problem([a_resource("lathe", fee_per_hour=60)], [step], max_cost=10, deadline=10, max_km=5))
    assert (found.deadline, found.max_cost, found.max_km) == (None, None, None)
    assert found.ways == (Way(60, 60, 10),)


def test_obstacles_say_whether_other_centers_would_help() -> None:
    problem = a_problem([a_resource("lathe")], [a_step("turn", "lathe")])
    pinned = replace(problem.request.steps[0], centers=frozenset({"B"}))
    found = obstacles(replace(problem, request=replace(problem.request, steps=(pinned,))))
    assert (found.step, found.ways, found.unpinned) == ("turn", (), (Way(60, 0, 0),))


def test_four_routes_are_picked() -> None:
    resources = [
        a_resource("fast", "turn", fee_per_hour=1000, center="B"),
        a_resource("fair", "turn", fee_per_hour=100, center="B", open=[[100, 300]]),
        a_resource("cheap", "turn", center="B", open=[[900, 1000]]),
        a_resource("near", "turn", fee_per_hour=900, open=[[800, 1000]]),
    ]
    result = planned(resources, [a_step("turn", "turn", attended=True)])
    assert len(points(result)) == 4
    picked = {name: route.steps[0].resources for name, route in pick(result).items()}
    assert picked == {"fastest": ("fast",), "cheapest": ("cheap",), "nearest": ("near",), "balanced": ("fair",)}


def test_of_no_routes_none_is_picked() -> None:
    assert pick(planned([], [a_step("turn", "lathe")])) == {}
