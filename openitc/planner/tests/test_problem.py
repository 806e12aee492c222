"""The problem file is read strictly, and whatever departs from it is refused by name."""

import json
from typing import Any

import pytest

from openitc.planner.problem import Malformed, Problem, parse
from openitc.planner.tests.builders import Json, a_file, a_resource, a_role, a_step, after


def a_good_file() -> Json:
    resources = [a_resource("lathe", open=[[0, 400], [600, 1000]], busy=[[10, 20, 1]]), a_resource("lab")]
    steps = [a_step("turn", "lathe"), a_step("test", "lab", after=[after("turn", max_gap=60)])]
    return a_file(resources, steps)


def changed(path: str, value: object) -> Json:
    """The good file with one place changed, such as `resources.0.open.1`; `...` takes the field away."""
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    file = a_good_file()
    place: Any = file
    for part in parents:
        place = place[part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return file


def refusal(file: Json | str | bytes) -> str:
    with pytest.raises(Malformed) as caught:
        parse(file)
    return str(caught.value)


def test_a_good_file_is_read() -> None:
    problem = parse(json.dumps(a_good_file()))
    assert isinstance(problem, Problem)
    assert problem.resources[0].open == ((0, 400), (600, 1000))
    assert problem.request.steps[1].after[0].max_gap == 60


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("format", "openitc-problem/2", "format: "),
        ("epoch", ..., "epoch: is missing"),
        ("epoch", "soon", "epoch: "),
        ("horizon", 1.5, "horizon: must be a whole number"),
        ("horizon", 1.0, "horizon: must be a whole number"),
        ("horizon", True, "horizon: must be a whole number"),
        ("horizon", "1000", "horizon: must be a whole number"),
        ("horizon", float("nan"), "horizon: must be a whole number"),
        ("horizon", 2**53 + 1, "horizon: is beyond 2^53"),
        ("finish_unit", "week", "finish_unit: "),
        ("finish_unit", [], "finish_unit: "),
        ("centers", ["A", "A"], "centers[1]: 'A' stands twice"),
        ("centers", "AB", "centers: must be a list"),
        ("home_km", [10], "home_km: must have 2 entries, has 1"),
        ("ship_minutes", [[0, 1], [1]], "ship_minutes[1]: must have 2 entries, has 1"),
        ("ship_fee.0.1", None, "ship_fee[0][1]: must be a whole number"),
        ("resources.1.id", "lathe", "resources[1].id: 'lathe' stands twice"),
        ("resources.0.center", "C", "resources[0].center: no center is called 'C'"),
        ("resources.0.capacity", 0, "resources[0].capacity: must be at least 1"),
        ("resources.0.open.1", [700, 700], "resources[0].open[1]: starts at or after its end"),
        ("resources.0.open.1", [399, 700], "resources[0].open[1]: overlaps another opening interval"),
        ("resources.0.open.1", [600, 700, 800], "resources[0].open[1]: must have 2 entries, has 3"),
        ("resources.0.open.1.0", 600.0, "resources[0].open[1][0]: must be a whole number"),
        ("resources.0.busy.0", [20, 10, 1], "resources[0].busy[0]: starts at or after its end"),
        ("resources.0.busy.0.2", -1, "resources[0].busy[0][2]: must be at least 0"),
        ("resources.0.capabilities", [1], "resources[0].capabilities[0]: must be text"),
        ("request", ..., "request: is missing"),
        ("request", None, "request: must be an object"),
        ("request.deadline", ..., "request.deadline: is missing"),
        ("request.steps", [], "request.steps: must hold at least one step"),
        ("request.steps.0.key", "test", "request.steps[1].key: 'test' stands twice"),
        ("request.steps.0.duration", 0, "request.steps[0].duration: must be at least 1"),
        ("request.steps.0.attended", 0, "request.steps[0].attended: must be true or false"),
        ("request.steps.0.roles.0.duration", 0, "request.steps[0].roles[0].duration: must be at least 1"),
        ("request.steps.0.roles.0.units", 0, "request.steps[0].roles[0].units: must be at least 1"),
        ("request.steps.1.after.0.step", "saw", "request.steps[1].after[0].step: no step is called 'saw'"),
        ("request.steps.1.after.0.step", "test", "request.steps[1].after: step 'test' waits for itself"),
        ("request.steps.0.after", [after("test")], "request.steps[0].after: step 'turn' waits for itself"),
    ],
)
def test_a_departure_is_refused_by_its_path(path: str, value: object, named: str) -> None:
    assert refusal(changed(path, value)).startswith(named)


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"format": NaN}', b"\xff\xfe{", "[" * 100_000])
def test_what_is_not_a_json_object_is_refused(text: str | bytes) -> None:
    assert "\n" not in refusal(text)


def test_a_field_given_twice_is_refused() -> None:
    assert refusal('{"horizon": 1, "horizon": 2}') == "horizon: stands twice in one object"


def test_abutting_opening_hours_become_one_in_whatever_order_they_stand() -> None:
    assert parse(changed("resources.0.open", [[500, 900], [0, 500]])).resources[0].open == ((0, 900),)


def test_unknown_fields_are_ignored() -> None:
    assert parse(a_good_file() | {"note": 1.5}) == parse(a_good_file())


def test_what_is_unusual_but_clear_is_accepted() -> None:
    odd = a_step("odd", a_role("lathe", 90, offset=-30), after=[after("turn", min_gap=-5), after("turn", ships=True)])
    file = changed("request.steps.1", odd)
    file["resources"][0]["busy"] = [[0, 50, 3], [10, 20, 1]]
    assert parse(file).request.steps[1].roles[0].offset == -30


def test_each_role_takes_its_steps_word_on_closures() -> None:
    steps = parse(changed("request.steps.0.continuous", value=True)).request.steps
    assert [step.roles[0].continuous for step in steps] == [True, False]


def test_a_fee_is_rounded_up_to_a_satang_and_does_not_grow_with_units() -> None:
    resource = parse(changed("resources.0.fee_per_hour", 100)).resources[0]
    assert resource.fee(duration=61, units=2) == 102
