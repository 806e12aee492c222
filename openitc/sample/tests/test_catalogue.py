"""The catalogue of the sample network is whole, refers only to itself, and can be planned on."""

import math
import re
from collections import Counter
from dataclasses import fields
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from openitc.sample import catalogue, files, pathways, stories
from openitc.sample.catalogue import Center, Resource
from openitc.sample.pathways import Pathway, Step

THAI = re.compile("[\u0e00-\u0e7f]")
OFFICE_DAY = 480
NORTH = {"ITC-R01", "ITC-R02", "ITC-E02", *(f"MINI-{code}" for code in (51, 52, 54, 55, 56, 57, 58))}

# The north has no machine for these: their routes go to the institutes and the other regions.
ELSEWHERE = {("brocade-silk-souvenir", "fastness"), ("electronic-part", "emc"), ("retort-ready-meal", "sterilize")}


def of_center(code: str) -> list[Resource]:
    return [resource for resource in catalogue.resources() if resource.center == code]


def can_do(center: Center, step: Step) -> bool:
    """Whether one center fills every role of the step with a resource of its own, none of them twice."""
    able = [
        [r for r in of_center(center.code) if role.capability in r.type.capabilities and r.type.capacity >= role.units]
        for role in step.roles
    ]
    few = {resource.code for candidates in able for resource in candidates}
    return all(able) and any(
        all(code in {r.code for r in candidates} for code, candidates in zip(chosen, able, strict=True))
        for chosen in permutations(sorted(few), len(able))
    )


def steps() -> list[tuple[Pathway, Step]]:
    return [(pathway, step) for pathway in pathways.pathways() for step in pathway.steps]


def test_the_network_has_the_announced_numbers() -> None:
    kinds = Counter(center.kind for center in catalogue.centers())
    assert kinds == {
        "regional_promotion_center": 12,
        "network_institute": 9,
        "industrial_estate": 2,
        "mini_itc": 20,
    }
    assert len(catalogue.provinces()) == len(catalogue.hubs()) == 77
    assert sum(province.upper_north for province in catalogue.provinces()) == 8


def test_only_public_opening_dates_are_given() -> None:
    opened = {center.code: center.opened_on for center in catalogue.centers() if center.opened_on}
    assert opened == {"ITC-E02": date(2018, 11, 23), "ITC-R10": date(2019, 3, 14)}


def test_the_resources_are_as_many_as_planned() -> None:
    assert 42 <= sum(kind.kind == "machine" for kind in catalogue.resource_types()) <= 52
    assert 340 <= len(catalogue.resources()) <= 400
    assert {resource.type.code for resource in catalogue.resources()} == {t.code for t in catalogue.resource_types()}


@pytest.mark.parametrize("center", catalogue.centers(), ids=lambda center: center.code)
def test_a_center_has_as_many_machines_as_its_kind(center: Center) -> None:
    equipment = sum(resource.type.kind in {"machine", "laboratory"} for resource in of_center(center.code))
    fewest, most = {
        "regional_promotion_center": (6, 18),
        "industrial_estate": (5, 14),
        "network_institute": (1, 10),  # two of the institutes lend people more than machines
        "mini_itc": (2, 6),
    }[center.kind]
    assert equipment == 0 if center.status == "planned" else fewest <= equipment <= most


def test_a_center_stands_within_its_province() -> None:
    capitals = {province.iso: province for province in catalogue.provinces()}
    for center in catalogue.centers():
        capital = capitals[center.province]
        assert math.dist((center.lat, center.lon), (capital.lat, capital.lon)) < 0.3, center.code


def test_every_capability_is_offered_by_some_resource() -> None:
    offered = {capability for resource in catalogue.resources() for capability in resource.type.capabilities}
    assert offered == {capability.code for capability in catalogue.capabilities()}


def test_a_week_of_a_laboratory_chamber_costs_whole_satang_an_hour() -> None:
    weekly = [resource for resource in catalogue.resources() if resource.type.fee_basis == "per_week"]
    assert weekly
    assert all(resource.fee % (7 * 24) == 0 for resource in weekly)


def test_every_thai_name_is_thai() -> None:
    rows: list[Any] = [
        *catalogue.provinces(),
        *catalogue.districts(),
        *catalogue.centers(),
        *catalogue.capabilities(),
        *catalogue.resource_types(),
        *pathways.pathways(),
        *(step for _, step in steps()),
    ]
    for row in rows:
        thai = [getattr(row, field.name) for field in fields(row) if field.name.endswith("_th")]
        assert all(THAI.search(text) for text in thai if text), row


def test_every_english_name_is_without_thai() -> None:
    rows: list[Any] = [
        *catalogue.centers(),
        *catalogue.capabilities(),
        *catalogue.resource_types(),
        *pathways.pathways(),
    ]
    for row in rows:
        english = [getattr(row, field.name) for field in fields(row) if field.name.endswith("_en")]
        assert all(text and not THAI.search(text) for text in english), row


def test_there_are_at_least_eight_pathways_through_all_five_stages() -> None:
    assert len(pathways.pathways()) >= 8
    for pathway in pathways.pathways():
        assert {step.stage for step in pathway.steps} == set(pathways.STAGES), pathway.code
        assert 5 <= len(pathway.steps) <= 9, pathway.code


def test_half_of_the_pathways_branch() -> None:
    branching = [
        pathway
        for pathway in pathways.pathways()
        if max(Counter(after.step for step in pathway.steps for after in step.after).values()) > 1
    ]
    assert len(branching) * 2 >= len(pathways.pathways())


@pytest.mark.parametrize(("pathway", "step"), steps(), ids=lambda value: getattr(value, "code", None) or value.key)
def test_a_step_can_be_done_in_three_centers_and_one_of_them_in_the_north(pathway: Pathway, step: Step) -> None:
    able = {center.code for center in catalogue.centers() if can_do(center, step)}
    assert len(able) >= 3
    assert able & NORTH or (pathway.code, step.key) in ELSEWHERE


@pytest.mark.parametrize(("pathway", "step"), steps(), ids=lambda value: getattr(value, "code", None) or value.key)
def test_a_step_keeps_to_the_rules_of_the_machines_it_needs(pathway: Pathway, step: Step) -> None:
    for role in step.roles:
        for kind in catalogue.resource_types():
            if role.capability in kind.capabilities:
                assert role.minutes <= kind.max_hours * 60, (pathway.code, step.key, kind.code)
                held = kind.setup_minutes + role.minutes + kind.cleaning_minutes
                assert step.continuous or held <= OFFICE_DAY, (pathway.code, step.key, kind.code)


def test_a_machine_that_needs_an_operator_never_runs_without_one_in_the_step() -> None:
    for pathway, step in steps():
        asked = {role.capability for role in step.roles}
        for role in step.roles:
            kinds = [kind for kind in catalogue.resource_types() if role.capability in kind.capabilities]
            operators = {kind.operator_capability for kind in kinds if kind.operation == "operator_required"}
            assert not operators or operators & asked, (pathway.code, step.key, role.key)


def test_a_story_is_told_in_centers_that_can_do_its_steps() -> None:
    centers = {center.code: center for center in catalogue.centers()}
    for story in stories.stories():
        known = {step.key: step for pathway, step in steps() if pathway.code == story.pathway}
        for visit in story.visits:
            assert can_do(centers[visit.center], known[visit.step]), (story.code, visit.step, visit.center)


def test_a_story_keeps_the_gaps_of_its_pathway() -> None:
    for story in stories.stories():
        known = {step.key: step for pathway, step in steps() if pathway.code == story.pathway}
        days: dict[str, int] = {}
        for visit in story.visits:
            for after in known[visit.step].after:
                if after.step in days:
                    gap = (visit.day - days[after.step]) * 1440
                    earliest = known[after.step].minutes // 1440 * 1440 + after.min_gap
                    assert earliest <= gap <= (after.max_gap or gap) + 1440, (story.code, visit.step)
            days[visit.step] = visit.day


def test_there_are_seven_stories_two_demonstrations_and_one_to_plan_at_the_start() -> None:
    told = stories.stories()
    assert (len(told), sum(s.demonstration for s in told), sum(s.plan_at_start for s in told)) == (9, 2, 1)
    assert not any(story.visits for story in told if story.demonstration)


def test_registrations_are_valid_and_of_a_province_that_does_not_exist() -> None:
    numbers = [story.enterprise.registration for story in stories.stories() if story.enterprise.registration]
    assert len(set(numbers)) == len(numbers) == 3
    assert all(stories.checked_registration(number) and number.startswith("099") for number in numbers)
    assert not stories.checked_registration("0994000617723")


def test_every_role_has_someone_to_sign_in() -> None:
    assert {person.role for person in stories.people()} == stories.ROLES


def test_there_are_enough_words_for_three_hundred_enterprises() -> None:
    assert len(stories.enterprise_words()) * len(stories.trades()) >= 400
    assert sum(kind.percent for kind in stories.enterprise_kinds()) == 100
    covered = {pathway.code for pathway in pathways.pathways()}
    assert {trade.pathway for trade in stories.trades()} == covered
    assert {product.pathway for product in stories.products()} == covered
    assert stories.notes()
    assert stories.closure_reasons()


def test_a_code_given_twice_names_its_line(tmp_path: Path) -> None:
    twice = tmp_path / "twice.csv"
    twice.write_text("code\na\na\n", encoding="utf-8")
    with pytest.raises(files.CatalogueError, match=r"twice\.csv, line 3: a is there twice"):
        catalogue.unique(files.csv_rows(twice), lambda row: row.text("code"), lambda code: code)
