"""The search finds exactly what trying everything finds, on small problems of every kind."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from openitc.planner.output import to_json
from openitc.planner.problem import parse
from openitc.planner.search import Result, plan
from openitc.planner.tests.problems import EVERYTHING, EXTREME_FAMILIES, FAMILIES, Family, Json, problems
from openitc.planner.tests.reference import Answer, answer, grid
from openitc.planner.verify import violations

ALL_FAMILIES = {**FAMILIES, **EXTREME_FAMILIES}
EXACT = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)


def answered(result: Result) -> Answer:
    return Answer([route.point for route in result.routes], result.infeasible_step)


@pytest.mark.parametrize("family", [pytest.param(family, id=name) for name, family in ALL_FAMILIES.items()])
def test_the_search_finds_what_brute_force_finds(family: Family) -> None:
    @settings(EXACT, max_examples=100)
    @given(problems(family))
    def holds(stated: Json) -> None:
        problem = parse(json.dumps(stated))
        result = plan(problem)
        assert result.proved
        assert answered(result) == answer(problem)
        assert violations(problem, as_read(result)) == []

    holds()


@settings(EXACT, max_examples=150)
@given(stated=problems(EVERYTHING), budget_ms=st.sampled_from((0, 0.5, 2)))
def test_a_search_cut_short_says_nothing_wrong(stated: Json, budget_ms: float) -> None:
    problem = parse(stated)
    result = plan(problem, budget_ms=budget_ms)
    right = answer(problem)
    assert violations(problem, as_read(result)) == []
    for point in answered(result).points:
        assert any(all(best <= found for best, found in zip(known, point, strict=True)) for known in right.points)
    if result.proved:
        assert answered(result) == right


@settings(EXACT, max_examples=300)
@given(stated=problems(EVERYTHING), dice=st.randoms(use_true_random=False))
def test_with_its_own_way_to_go_the_enterprise_is_nowhere_too_soon(stated: Json, dice: Random) -> None:
    problem = parse(stated)
    slot, size = grid(problem)[1], len(problem.centers)
    ways = tuple(tuple(dice.randrange(5) * slot for _ in range(size)) for _ in range(size))
    problem = replace(problem, travel_minutes=ways)
    result = plan(problem)
    assert answered(result) == answer(problem)
    assert violations(problem, as_read(result)) == []


def as_read(result: Result) -> object:
    """The answer as someone else reads it from the file."""
    return json.loads(json.dumps(to_json(result)))
