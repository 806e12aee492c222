"""The verifier believes nobody: right answers pass, and every way of spoiling one is seen."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import count, islice
from math import inf
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from openitc.planner.problem import parse
from openitc.planner.tests.builders import a_problem, a_resource, a_role, a_step
from openitc.planner.tests.problems import EVERYTHING, FAMILIES, Json, problem
from openitc.planner.tests.reference import answer_in_full
from openitc.planner.tests.spoils import SPOILS
from openitc.planner.verify import violations

BY_THE_HUNDRED = settings(max_examples=300, derandomize=True, deadline=None, database=None)


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


def test_a_step_keeps_to_the_centers_it_is_pinned_to() -> None:
    stated, answer = right_answers()[0]
    free = parse(stated)
    center = answer["routes"][0]["steps"][0]["center"]
    for pinned, kept in ((frozenset({center}), True), (frozenset({"elsewhere"}), False)):
        steps = tuple(replace(step, centers=pinned) for step in free.request.steps)
        sentences = violations(replace(free, request=replace(free.request, steps=steps)), answer)
        named = f"Route 0, step {answer['routes'][0]['steps'][0]['key']!r} may not take place at {center!r}."
        assert (named not in sentences) is kept


def test_a_tariff_comes_before_the_price_by_the_hour() -> None:
    stated, answer = next(pair for pair in right_answers() if pair[0]["request"]["steps"][0]["roles"])
    free = parse(stated)
    prices = {(role.duration, role.units): 10**6 for step in free.request.steps for role in step.roles}
    dear = replace(free, resources=tuple(replace(one, tariff=prices) for one in free.resources))
    assert any("cost is stated" in sentence for sentence in violations(dear, answer))


def test_a_step_alone_may_use_up_its_limits() -> None:
    saw = a_resource("saw", fee_per_hour=61, open=[[0, 20], [20, 40]], busy=[[0, 10, 9]])
    cut = a_step("cut", a_role("saw", 30), duration=35, attended=True)
    limits = {"not_before": 10, "deadline": 45, "max_cost": 31, "max_km": 10}
    nobody_to_blame = "The infeasible_step is 'cut', but should be None."
    assert violations(a_problem([saw], [cut], **limits), nothing(blame="cut")) == [nobody_to_blame]
    for limit, too_strict in (("deadline", 44), ("max_cost", 30), ("max_km", 9), ("not_before", 11)):
        assert violations(a_problem([saw], [cut], **limits | {limit: too_strict}), nothing(blame="cut")) == []


def nothing(*, blame: str | None) -> Json:
    return {"format": "openitc-routes/1", "proved": True, "elapsed_ms": 0, "infeasible_step": blame, "routes": []}


def test_what_overfills_a_resource_is_named() -> None:
    steps = [a_step(key, "saw", duration=10) for key in ("first", "second", "third")]
    stated = a_problem([a_resource("saw"), a_resource("knife", "saw")], [*steps, a_step("aside", "saw", duration=10)])
    placed = [("first", 0, "saw"), ("second", 10, "saw"), ("third", 15, "saw"), ("aside", 15, "knife")]
    route = [
        {"key": key, "center": "A", "start": start, "end": start + 10, "resources": [resource]}
        for key, start, resource in placed
    ]
    answer = nothing(blame=None) | {"routes": [{"finish": 25, "cost": 0, "km": 0, "steps": route}]}
    named = "Route 0, step 'second' and 'third': 'saw' is held beyond its capacity at 15."
    assert violations(stated, answer) == [named]


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
