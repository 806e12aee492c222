"""The search, the constraint solver and brute force agree; the first two also on problems beyond the third's reach."""

import json
from random import Random

import pytest

from openitc.planner.output import to_json
from openitc.planner.problem import parse
from openitc.planner.search import plan
from openitc.planner.tests import reference
from openitc.planner.tests.problems import FAMILIES, LARGER_FAMILIES, problem
from openitc.planner.verify import violations

reference_cpsat = pytest.importorskip("openitc.planner.tests.reference_cpsat", reason="OR-Tools is an optional extra")


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("family", LARGER_FAMILIES)
def test_the_search_finds_what_the_solver_finds(family: str, seed: int) -> None:
    stated = parse(json.dumps(problem(LARGER_FAMILIES[family], Random(f"{family} {seed}"))))
    result = plan(stated)
    assert result.proved
    found = reference.Answer([route.point for route in result.routes], result.infeasible_step)
    assert found == reference_cpsat.answer(stated)
    assert violations(stated, json.loads(json.dumps(to_json(result)))) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_the_two_references_agree(family: str) -> None:
    for seed in range(10):
        stated = parse(problem(FAMILIES[family], Random(f"{family} {seed}")))
        assert reference_cpsat.answer(stated) == reference.answer(stated)
