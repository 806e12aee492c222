"""A question and a network, put as a problem: fees, buffers, places, nights, what is fixed, and who may run what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from openitc.pathways.rules import GapPlan, RolePlan, StepPlan
from openitc.planner.problem import Problem, Resource
from openitc.planner.search import plan
from openitc.routes.rules.answers import answer, faults
from openitc.routes.rules.network import Kept, Means, Network
from openitc.routes.rules.places import FAR, deceives, fragments, throughout
from openitc.routes.rules.question import Fixed, Limits, Question
from openitc.routes.rules.translation import asked
from openitc.routes.tests.builders import FIRST, a_network, some_means
from openitc.shared import clock

NOW = clock.at(FIRST)
DAY = 1440


def a_step(key: str = "roast", *roles: RolePlan, after: tuple[GapPlan, ...] = (), **facts: object) -> StepPlan:
    roles = roles or (a_role(),)
    plain: dict[str, object] = {
        "key": key, "stage": "engineering", "name_th": key, "name_en": key, "attended": True, "through_night": False,
        "duration": max(role.offset + role.duration for role in roles), "roles": roles, "gaps": after,
    }  # fmt: skip
    return StepPlan(**{**plain, **facts})  # type: ignore[arg-type] # facts are checked by the dataclass's own users


def a_role(capability: str = "roast.coffee", duration: int = 120, units: int = 1, offset: int = 0) -> RolePlan:
    return RolePlan(capability=capability, units=units, offset=offset, duration=duration)


def a_question(*steps: StepPlan, **facts: object) -> Question:
    plain: dict[str, object] = {"steps": steps or (a_step(),), "home": (17.0, 99.0)}
    return Question(**{**plain, **facts})  # type: ignore[arg-type] # facts are checked by the dataclass's own users


def problem_of(question: Question, network: Network) -> Problem:
    return asked(question, network, now=NOW).problem


def the_resource(means: Means, *steps: StepPlan, kept: dict[int, Kept] | None = None) -> Resource:
    network = a_network(means, kept={means.key: kept or {}})
    return problem_of(a_question(*steps), network).resources[0]


def first_start(question: Question, network: Network) -> int:
    routes = plan(replace(problem_of(question, network), finish_unit="minute")).routes
    assert routes
    return routes[0].steps[-1].start


@pytest.mark.parametrize(
    ("basis", "duration", "units", "price"),
    [
        ("per_hour", 90, 2, 15_000),
        ("per_hour", 7, 1, 1_167),
        ("per_batch", 90, 2, 10_000),
        ("per_sample", 90, 3, 30_000),
        ("per_week", 14 * DAY, 2, 40_000),
        ("per_week", 8 * DAY, 1, 20_000),
        ("free", 90, 1, 0),
    ],
)
def test_every_basis_of_a_fee_becomes_the_price_of_the_use(basis: str, duration: int, units: int, price: int) -> None:
    means = some_means(fee_basis=basis, fee=10_000, places=(1, 2, 3))
    step = a_step("roast", a_role(duration=duration, units=units))
    assert the_resource(means, step).fee(duration, units) == price


def test_uses_leave_room_for_setup_and_cleaning_of_both() -> None:
    means = some_means(setup=30, cleaning=15, open=((570, 945), (DAY + 570, DAY + 945)))
    # Somebody's use from 11:00 to 12:00 blocks 10:30 to 12:15.
    kept = {1: Kept(7, 1, 630, 735)}
    assert the_resource(means, kept=kept).busy == ((615, 765, 1),)
    network = a_network(means, kept={1: kept})
    assert first_start(a_question(a_step("roast", a_role(duration=60))), network) == 765
    assert first_start(a_question(a_step("roast", a_role(duration=45))), network) == 570


def test_bookings_to_be_replaced_and_lapsed_holds_keep_nothing() -> None:
    lapsed = NOW - timedelta(minutes=1)
    kept = {
        1: Kept(7, 1, 540, 600),
        2: Kept(8, 1, 600, 660, lapsed),
        3: Kept(9, 1, 660, 720, NOW + timedelta(minutes=1)),
    }
    network = a_network(some_means(), kept={1: kept})
    assert problem_of(a_question(replaced=(7,)), network).resources[0].busy == ((660, 720, 1),)


def test_a_use_through_the_night_needs_only_its_beginning_within_the_hours() -> None:
    oven = some_means(1, overnight=True)
    clerk = some_means(2, capabilities=frozenset(["operator.lab"]))
    step = a_step(
        "fire", a_role(duration=2 * DAY), a_role("operator.lab", duration=120), attended=False, through_night=True
    )
    network = a_network(oven, clerk)
    # The clerk closes at four, so that a start after two does not do, although the oven could take it.
    assert first_start(a_question(step, limits=Limits(not_before=FIRST + timedelta(days=4))), network) == 4 * DAY + 540
    busy = a_network(oven, clerk, kept={2: {1: Kept(7, 2, 4 * DAY + 540, 4 * DAY + 900)}})
    # Friday is too short for the clerk: it is Monday then.
    assert first_start(a_question(step, limits=Limits(not_before=FIRST + timedelta(days=4))), busy) == 7 * DAY + 540


def test_a_day_step_on_a_resource_that_may_run_overnight_stays_within_the_hours() -> None:
    network = a_network(some_means(overnight=True), kept={1: {1: Kept(7, 1, 540, 900)}})
    assert first_start(a_question(), network) == DAY + 540


def test_places_are_counted_and_a_use_does_not_change_places_half_way() -> None:
    lab = some_means(places=(1, 2))
    kept = {1: Kept(7, 1, 540, 660), 2: Kept(8, 2, 660, 780)}
    network = a_network(lab, kept={1: kept})
    # One place is free at any time, but no one place for two hours from ten on.
    question = a_question(limits=Limits(not_before=FIRST))
    assert first_start(a_question(a_step("roast", a_role(duration=180))), network) == 660
    assert first_start(question, network) == 540
    assert first_start(a_question(a_step("roast", a_role(duration=121))), network) == 660
    assert first_start(a_question(a_step("roast", a_role(units=2))), network) == 780


def test_fragments_are_found_only_where_room_by_number_deceives() -> None:
    one_after_the_other = [[(0, 60)], [(60, 120)]]
    assert deceives(one_after_the_other, 60, 1) == [(1, 60)]
    assert throughout(one_after_the_other, 60, 1)[:2] == [(-FAR, 1), (60, FAR - 59)]
    assert fragments(one_after_the_other, {(90, 1)}) != []
    assert fragments([[(0, 60)], [(0, 60)]], {(90, 1)}) == []
    assert fragments([[], []], {(90, 2)}) == []


def test_where_a_step_brings_no_operator_what_needs_one_is_left_out() -> None:
    dryer = some_means(needs_operator=True, operated_by="operator.dryer")
    driver = some_means(2, capabilities=frozenset(["operator.dryer"]))
    network = a_network(dryer, driver)
    assert problem_of(a_question(), network).resources == ()
    both = a_step("dry", a_role(), a_role("operator.dryer", duration=30))
    assert [resource.id for resource in problem_of(a_question(both), network).resources] == ["1", "2"]


def test_training_lets_the_enterprise_run_a_machine_alone_while_it_is_valid() -> None:
    network = a_network(some_means(needs_training=True, operated_by="operator.dryer", type=5))
    assert problem_of(a_question(), network).resources == ()
    trained = a_question(trained={5: (date(2026, 1, 1), FIRST + timedelta(days=1))})
    opens = problem_of(trained, network).resources[0].open
    assert [end // DAY for _, end in opens] == [0, 1]


def test_what_is_too_small_too_short_or_not_wanted_is_left_out() -> None:
    network = a_network(some_means(1, longest=60), some_means(2, center=2), some_means(3, center=3), centers=3)
    question = a_question(limits=Limits(avoided=(2,)))
    assert [resource.id for resource in problem_of(question, network).resources] == ["3"]
    question = a_question(limits=Limits(only=(2,)))
    assert [resource.id for resource in problem_of(question, network).resources] == ["2"]
    assert problem_of(a_question(a_step("roast", a_role(units=2))), network).resources == ()


def test_centers_that_do_not_serve_are_left_out() -> None:
    network = a_network(some_means())
    suspended = replace(network, spots={1: replace(network.spots[1], serves=False)})
    assert problem_of(a_question(), suspended).resources == ()


def test_nothing_begins_within_the_hour_nor_without_the_notice_asked_for() -> None:
    at_ten = clock.at(FIRST, 10, 5)
    opens = asked(a_question(), a_network(some_means()), now=at_ten).problem.resources[0].open
    assert opens[0] == (675, 960)
    opens = asked(a_question(), a_network(some_means(notice=2 * DAY)), now=at_ten).problem.resources[0].open
    assert opens[0] == (2 * DAY + 615, 2 * DAY + 960)


def test_a_done_step_binds_those_after_it_from_where_it_was_done() -> None:
    done = Fixed(step="roast", center=2, start=NOW - timedelta(days=30), end=NOW, done=True)
    rest = GapPlan(after="roast", least=DAY, most=None, ships=True)
    question = a_question(a_step(), a_step("pack", after=(rest,)), fixed=(done,))
    network = a_network(some_means(), centers=2)
    found = answer(question, network, now=NOW, budget_ms=None)
    (route,) = found.routes
    packed = route.steps[1]
    assert route.steps[0].fixed
    assert packed.start == clock.at(FIRST + timedelta(days=2), 9)
    assert [way.minutes for way in packed.shipments] == [DAY]
    assert route.cost == 120_000 + packed.shipments[0].fee
    assert faults(question, network, route, now=NOW) == []


def test_a_pinned_step_keeps_its_time_and_the_enterprise_there() -> None:
    pinned = Fixed(step="talk", center=1, start=clock.at(FIRST, 9), end=clock.at(FIRST, 12), attended=True, fee=500)
    question = a_question(a_step("talk"), a_step(), fixed=(pinned,))
    network = a_network(some_means())
    (route,) = answer(question, network, now=NOW, budget_ms=None).routes
    assert route.steps[1].start == clock.at(FIRST, 12)
    assert route.cost == 120_500
    assert faults(question, network, route, now=NOW) == []


def test_two_fixed_steps_at_the_same_time_are_taken_as_the_facts_they_are() -> None:
    both = tuple(
        Fixed(step=key, center=1, start=clock.at(FIRST, 9), end=clock.at(FIRST, 12), attended=True) for key in "ab"
    )
    question = a_question(a_step("a"), a_step("b"), a_step(), fixed=both)
    assert answer(question, a_network(some_means()), now=NOW, budget_ms=None).routes


def test_a_route_that_the_calendars_no_longer_allow_is_found_out() -> None:
    question, network = a_question(), a_network(some_means())
    (route,) = answer(question, network, now=NOW, budget_ms=None).routes
    taken = replace(network, kept={1: {1: Kept(7, 1, 540, 600)}})
    assert faults(question, taken, route, now=NOW)


def test_the_mark_of_a_question_changes_with_what_is_asked_but_not_with_what_is_held() -> None:
    question = a_question()
    assert question.mark == a_question(held=(3,)).mark
    assert question.mark != a_question(replaced=(3,)).mark
    assert question.mark != a_question(limits=Limits(max_km=10)).mark


def test_travel_is_there_and_back_for_every_visit() -> None:
    question = a_question(a_step(), a_step("again"))
    problem = problem_of(question, a_network(some_means()))
    routes = plan(problem).routes
    assert routes[0].km == 2 * problem.home_km[0]
    assert problem.home_km[0] % 2 == 0


def test_changes_are_told_by_capability_and_by_the_transaction_that_made_them() -> None:
    bench = some_means(2, capabilities=frozenset(["test.taste"]))
    network = replace(a_network(some_means(), bench), begun_in=5, touched={2: 20})
    assert network.changed_since(20, {"test.taste"})
    assert not network.changed_since(21, {"test.taste"})
    assert not network.changed_since(20, {"roast.coffee"})
    assert network.changed_since(5, {"roast.coffee"})
