"""The exact pass is right too where the narrow one before it leaves nearly everything to it."""

from random import Random

import pytest

from openitc.planner.problem import parse
from openitc.planner.search import plan
from openitc.planner.tests.problems import FAMILIES, problem
from openitc.planner.tests.reference import answer


@pytest.mark.parametrize("family", FAMILIES)
def test_what_a_narrow_pass_leaves_out_the_exact_one_finds(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openitc.planner.search.BEAM", 1)
    monkeypatch.setattr("openitc.planner.skyline.MANY", 2)
    for seed in range(20):
        stated = parse(problem(FAMILIES[family], Random(f"passes {family} {seed}")))
        result = plan(stated)
        assert result.proved
        assert [route.point for route in result.routes] == answer(stated).points
