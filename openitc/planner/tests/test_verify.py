"""The verifier believes nobody: right answers pass, and every way of spoiling one is seen."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from itertools import combinations, count, islice
from math import inf
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from openitc.planner.problem import parse
from openitc.planner.tests.problems import EVERYTHING, FAMILIES, Json, problem
from openitc.planner.tests.reference import answer_in_full
from openitc.planner.verify import violations

BY_THE_HUNDRED = settings(max_examples=300, derandomize=True, deadline=None, database=None)
SPOILS: dict[str, tuple[Callable[[Json, Json, Random], bool], str]] = {}


def spoils(saying: str) -> Callable[[Callable[[Json, Json, Random], bool]], Callable[[Json, Json, Random], bool]]:
    """Marks a function that spoils a right answer, or makes its problem stricter; it returns whether it found a way."""

    def keep(spoil: Callable[[Json, Json, Random], bool]) -> Callable[[Json, Json, Random], bool]:
        SPOILS[spoil.__name__] = spoil, saying
        return spoil

    return keep


def any_step(problem: Json, answer: Json, dice: Random) -> tuple[Json, Json]:
    """Some step of some route, as asked for and as answered."""
    placed = dice.choice(dice.choice(answer["routes"])["steps"])
    return next(step for step in problem["request"]["steps"] if step["key"] == placed["key"]), placed


def any_hold(problem: Json, answer: Json, dice: Random) -> tuple[Json, Json, int, int] | None:
    """Some role with its resource, and from when to when it holds it."""
    step, placed = any_step(problem, answer, dice)
    if not step["roles"]:
        return None
    index = dice.randrange(len(step["roles"]))
    role = step["roles"][index]
    resource = next(one for one in problem["resources"] if one["id"] == placed["resources"][index])
    start = placed["start"] + role["offset"]
    return role, resource, start, start + role["duration"]


def any_link(problem: Json, answer: Json, dice: Random) -> tuple[Json, Json, int] | None:
    """Some link, the step that has it as answered, and the minute at which the other step ends."""
    route = dice.choice(answer["routes"])
    placed = {entry["key"]: entry for entry in route["steps"]}
    links = [(link, placed[step["key"]]) for step in problem["request"]["steps"] for link in step["after"]]
    if not links:
        return None
    link, entry = dice.choice(links)
    return link, entry, placed[link["step"]]["end"]


@spoils("but")
def an_end_off_by_one(problem: Json, answer: Json, dice: Random) -> bool:
    any_step(problem, answer, dice)[1]["end"] += dice.choice((-1, 1))
    return True


@spoils("but")
def a_start_moved_alone(problem: Json, answer: Json, dice: Random) -> bool:
    any_step(problem, answer, dice)[1]["start"] += dice.choice((-1, 1, 60))
    return True


@spoils("finish is stated")
def the_last_step_moved_later(problem: Json, answer: Json, dice: Random) -> bool:
    last = max(dice.choice(answer["routes"])["steps"], key=lambda entry: int(entry["end"]))
    last["start"] += 1440
    last["end"] += 1440
    return True


@spoils("before not_before")
def a_step_moved_before_the_first_minute(problem: Json, answer: Json, dice: Random) -> bool:
    step, placed = any_step(problem, answer, dice)
    placed["start"] = problem["request"]["not_before"] - 1
    placed["end"] = placed["start"] + step["duration"]
    return True


@spoils("finish is stated")
def another_finish(problem: Json, answer: Json, dice: Random) -> bool:
    dice.choice(answer["routes"])["finish"] += dice.choice((-1, 1))
    return True


@spoils("cost is stated")
def another_cost(problem: Json, answer: Json, dice: Random) -> bool:
    dice.choice(answer["routes"])["cost"] += dice.choice((-1, 1))
    return True


@spoils("km is stated")
def another_distance(problem: Json, answer: Json, dice: Random) -> bool:
    dice.choice(answer["routes"])["km"] += dice.choice((-1, 1))
    return True


@spoils("is no resource")
def an_unknown_resource(problem: Json, answer: Json, dice: Random) -> bool:
    resources = any_step(problem, answer, dice)[1]["resources"]
    if resources:
        resources[0] = "nobody"
    return bool(resources)


@spoils("not at")
def a_resource_of_another_center(problem: Json, answer: Json, dice: Random) -> bool:
    placed = any_step(problem, answer, dice)[1]
    elsewhere = [one["id"] for one in problem["resources"] if one["center"] != placed["center"]]
    if not elsewhere or not placed["resources"]:
        return False
    placed["resources"][-1] = dice.choice(elsewhere)
    return True


@spoils("lacks the capability")
def a_resource_that_cannot_do_it(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    if hold is not None:
        hold[1]["capabilities"].remove(hold[0]["capability"])
    return hold is not None


@spoils("to 2 roles")
def one_resource_for_two_roles(problem: Json, answer: Json, dice: Random) -> bool:
    resources = any_step(problem, answer, dice)[1]["resources"]
    if len(resources) == 2:
        resources[0] = resources[1]
    return len(resources) == 2


@spoils("resources for")
def one_resource_too_many(problem: Json, answer: Json, dice: Random) -> bool:
    any_step(problem, answer, dice)[1]["resources"].append(problem["resources"][0]["id"])
    return True


@spoils("resources for")
def one_resource_too_few(problem: Json, answer: Json, dice: Random) -> bool:
    resources = any_step(problem, answer, dice)[1]["resources"]
    return bool(resources and resources.pop())


@spoils("is no center")
def an_unknown_center(problem: Json, answer: Json, dice: Random) -> bool:
    any_step(problem, answer, dice)[1]["center"] = "nowhere"
    return True


@spoils("not at")
def another_center(problem: Json, answer: Json, dice: Random) -> bool:
    placed = any_step(problem, answer, dice)[1]
    others = [center for center in problem["centers"] if center != placed["center"]]
    if not others or not placed["resources"]:
        return False
    placed["center"] = dice.choice(others)
    return True


@spoils("is missing")
def a_step_left_out(problem: Json, answer: Json, dice: Random) -> bool:
    steps = dice.choice(answer["routes"])["steps"]
    steps.pop(dice.randrange(len(steps)))
    return True


@spoils("2 times")
def a_step_twice(problem: Json, answer: Json, dice: Random) -> bool:
    steps = dice.choice(answer["routes"])["steps"]
    steps.append(dice.choice(steps))
    return True


@spoils("is no step of the request")
def a_step_nobody_asked_for(problem: Json, answer: Json, dice: Random) -> bool:
    any_step(problem, answer, dice)[1]["key"] = "holiday"
    return True


@spoils("not sorted")
def routes_out_of_order(problem: Json, answer: Json, dice: Random) -> bool:
    answer["routes"].reverse()
    return len(answer["routes"]) > 1


@spoils("are the same point")
def a_route_twice(problem: Json, answer: Json, dice: Random) -> bool:
    answer["routes"].append(answer["routes"][-1])
    return True


@spoils("is dominated by")
def a_route_that_only_costs_more(problem: Json, answer: Json, dice: Random) -> bool:
    worse = deepcopy(answer["routes"][-1])
    worse["cost"] += 1
    answer["routes"].append(worse)
    return True


@spoils("although there are routes")
def blame_with_routes(problem: Json, answer: Json, dice: Random) -> bool:
    answer["infeasible_step"] = problem["request"]["steps"][0]["key"]
    return True


@spoils("The infeasible_step is")
def blame_without_reason(problem: Json, answer: Json, dice: Random) -> bool:
    answer["routes"] = []
    answer["infeasible_step"] = dice.choice(problem["request"]["steps"])["key"]
    return True


@spoils("The format is not")
def another_format(problem: Json, answer: Json, dice: Random) -> bool:
    answer["format"] = "openitc-routes/2"
    return True


@spoils("beyond its capacity")
def a_booking_that_came_first(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    if hold is not None:
        role, resource, start, end = hold
        minute = dice.randrange(start, end)
        resource["busy"].append([minute, minute + 1, resource["capacity"] - role["units"] + 1])
    return hold is not None


@spoils("beyond its capacity")
def a_role_that_wants_more(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    if hold is not None:
        hold[0]["units"] = hold[1]["capacity"] + 1
    return hold is not None


@spoils("is not open as needed")
def a_resource_that_closes_for_a_minute(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    step = next((step for step in problem["request"]["steps"] if hold is not None and hold[0] in step["roles"]), None)
    if hold is None or step is None:
        return False
    _, resource, start, end = hold
    minute = start if step["continuous"] else dice.randrange(start, end)
    cut = [[opens, min(closes, minute)] for opens, closes in resource["open"]]
    cut += [[max(opens, minute + 1), closes] for opens, closes in resource["open"]]
    resource["open"] = [[opens, closes] for opens, closes in cut if opens < closes]
    return True


@spoils("after the deadline")
def a_deadline_just_missed(problem: Json, answer: Json, dice: Random) -> bool:
    problem["request"]["deadline"] = any_step(problem, answer, dice)[1]["end"] - 1
    return True


@spoils("after the horizon")
def a_horizon_too_near_for_a_role(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    if hold is not None:
        problem["horizon"] = hold[3] - 1
    return hold is not None


@spoils("before not_before")
def a_role_that_begins_too_early(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    if hold is not None:
        problem["request"]["not_before"] = hold[2] + 1
    return hold is not None


@spoils("above max_cost")
def a_budget_missed_by_a_satang(problem: Json, answer: Json, dice: Random) -> bool:
    problem["request"]["max_cost"] = dice.choice(answer["routes"])["cost"] - 1
    return True


@spoils("above max_km")
def a_kilometre_too_far(problem: Json, answer: Json, dice: Random) -> bool:
    problem["request"]["max_km"] = dice.choice(answer["routes"])["km"] - 1
    return True


@spoils("allows it from")
def a_longer_gap(problem: Json, answer: Json, dice: Random) -> bool:
    found = any_link(problem, answer, dice)
    if found is not None:
        link, placed, end = found
        link["min_gap"] = placed["start"] - end + 1
        link["ships"] = False
    return found is not None


@spoils("allows it until")
def a_gap_too_long(problem: Json, answer: Json, dice: Random) -> bool:
    found = any_link(problem, answer, dice)
    if found is not None:
        link, placed, end = found
        link["max_gap"] = placed["start"] - end - 1
    return found is not None


@spoils("allows it from")
def a_slower_parcel(problem: Json, answer: Json, dice: Random) -> bool:
    found = any_link(problem, answer, dice)
    if found is not None:
        link, placed, end = found
        link["ships"] = True
        size = range(len(problem["centers"]))
        problem["ship_minutes"] = [[placed["start"] - end - link["min_gap"] + 1 for _ in size] for _ in size]
    return found is not None


@spoils("cost is stated")
def a_dearer_parcel(problem: Json, answer: Json, dice: Random) -> bool:
    problem["ship_fee"] = [[fee + 1 for fee in row] for row in problem["ship_fee"]]
    return any(link["ships"] for step in problem["request"]["steps"] for link in step["after"])


@spoils("at the same time")
def attendance_by_two_steps_at_once(problem: Json, answer: Json, dice: Random) -> bool:
    route = dice.choice(answer["routes"])
    pairs = combinations(route["steps"], 2)
    at_once = [(one, other) for one, other in pairs if one["start"] < other["end"] and other["start"] < one["end"]]
    if at_once:
        keys = [entry["key"] for entry in dice.choice(at_once)]
        for step in problem["request"]["steps"]:
            step["attended"] = step["attended"] or step["key"] in keys
    return bool(at_once)


@cache
def right_answers() -> list[tuple[Json, Json]]:
    """A hundred problems with the right answer to each, worked out once."""
    stated = (problem(EVERYTHING, Random(seed)) for seed in count())
    answered = ((one, answer_in_full(parse(one))) for one in stated)
    return list(islice((pair for pair in answered if pair[1]["routes"]), 100))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_right_answer_breaks_no_rule(family: str) -> None:
    for seed in range(20):
        stated = parse(problem(FAMILIES[family], Random(f"{family} {seed}")))
        assert violations(stated, answer_in_full(stated)) == []


@pytest.mark.parametrize("kind", SPOILS)
def test_a_spoiled_answer_is_seen(kind: str) -> None:
    spoil, saying = SPOILS[kind]
    dice = Random(kind)
    spoiled = 0
    for pair in right_answers():
        stated, answer = deepcopy(pair)
        if spoil(stated, answer, dice):
            spoiled += 1
            assert any(saying in sentence for sentence in violations(parse(stated), answer))
    assert spoiled >= 10


NUMBERS = st.integers() | st.floats() | st.integers(min_value=10**30)
JUNK = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@BY_THE_HUNDRED
@given(seed=st.integers(0, 99), junk=JUNK)
def test_junk_is_refused_in_words(seed: int, junk: object) -> None:
    stated = parse(right_answers()[seed][0])
    for answer in (junk, {"routes": junk}, {"routes": [junk]}, {"routes": [{"steps": junk}]}):
        assert violations(stated, answer)


@BY_THE_HUNDRED
@given(seed=st.integers(0, 99), place=st.randoms(use_true_random=False), junk=JUNK)
def test_one_wrong_value_anywhere_is_seen(seed: int, place: Random, junk: object) -> None:
    stated, answer = deepcopy(right_answers()[seed])
    holder, key = place.choice(list(_places(answer)))
    assume(not _may_stand(key, junk, instead_of=holder[key]))
    holder[key] = junk
    assert violations(parse(stated), answer)


def _may_stand(key: object, junk: object, *, instead_of: object) -> bool:
    """Whether the contract leaves it open, rather than the problem."""
    same = type(junk) is type(instead_of) and junk == instead_of
    duration = isinstance(junk, int | float) and not isinstance(junk, bool) and 0 <= junk < inf
    # Whether there are routes at all is for the search to say.
    empty = key == "routes" and junk == []
    return same or empty or (key == "proved" and junk is False) or (key == "elapsed_ms" and duration)


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every place in a document that holds a value: its container and the key there."""
    pairs: list[tuple[Any, object]] = list(value.items()) if isinstance(value, dict) else []
    pairs += enumerate(value) if isinstance(value, list) else []
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)
