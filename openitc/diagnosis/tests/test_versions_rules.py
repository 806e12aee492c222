"""Faults, changes and effects, reckoned on plain values."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.diagnosis.queries.versions import instrument_on_file
from openitc.diagnosis.rules.changes import Part, brought_up_to, changes_between, fingerprint, parts_of
from openitc.diagnosis.rules.effects import Finished, effect_of, outcome_of
from openitc.diagnosis.rules.faults import Fault, FaultKind, faults_of
from openitc.diagnosis.rules.instrument import DIMENSIONS, Instrument, RemedyPlan

WHOLE = instrument_on_file()
TEXT = RemedyPlan(kind="course", text_th="เรียน", text_en="Learn")


def with_dimension(place: int = 0, **fields: Any) -> Instrument:  # noqa: ANN401 - each field has its own type
    """The instrument with other words or numbers in one dimension."""
    plans = list(WHOLE.dimensions)
    plans[place] = replace(plans[place], **fields)
    return replace(WHOLE, dimensions=tuple(plans))


def with_question(**fields: Any) -> Instrument:  # noqa: ANN401 - each field has its own type
    """The instrument with another first question."""
    questions = WHOLE.dimensions[0].questions
    return with_dimension(questions=(replace(questions[0], **fields), *questions[1:]))


def with_sector(place: int = 0, **fields: Any) -> Instrument:  # noqa: ANN401 - each field has its own type
    """The instrument with another table for food."""
    tables = list(WHOLE.sectors)
    tables[place] = replace(tables[place], **fields)
    return replace(WHOLE, sectors=tuple(tables))


LEVELS = WHOLE.dimensions[0].questions[0].levels_th
QUESTIONS = WHOLE.dimensions[0].questions


@pytest.mark.parametrize(
    ("instrument", "fault"),
    [
        (replace(WHOLE, dimensions=WHOLE.dimensions[1:]), Fault(FaultKind.DIMENSIONS_MISSING)),
        (replace(WHOLE, sectors=WHOLE.sectors[1:]), Fault(FaultKind.SECTORS_MISSING)),
        (with_dimension(name_th=" "), Fault(FaultKind.NAME_MISSING, "D1", language="th")),
        (with_dimension(questions=QUESTIONS[:2]), Fault(FaultKind.QUESTIONS_MISSING, "D1")),
        (with_question(quick=False), Fault(FaultKind.QUICK_NOT_ONE, "D1")),
        (
            with_dimension(questions=tuple(replace(question, quick=True) for question in QUESTIONS)),
            Fault(FaultKind.QUICK_NOT_ONE, "D1"),
        ),
        (with_question(text_th=""), Fault(FaultKind.TEXT_MISSING, "D1", 1, "th")),
        (with_question(text_en="\n"), Fault(FaultKind.TEXT_MISSING, "D1", 1, "en")),
        (with_question(levels_th=(*LEVELS[:5], "")), Fault(FaultKind.LEVEL_MISSING, "D1", 1, "th", 5)),
        (with_question(levels_th=LEVELS[:5]), Fault(FaultKind.LEVEL_MISSING, "D1", 1, "th", 5)),
        (with_question(levels_th=(*LEVELS[:5], LEVELS[0])), Fault(FaultKind.LEVEL_TWICE, "D1", 1, "th", 5)),
        (with_dimension(effort=1.1), Fault(FaultKind.EFFORT_OUTSIDE, "D1")),
        (with_dimension(effort=float("nan")), Fault(FaultKind.EFFORT_OUTSIDE, "D1")),
        (with_dimension(cost_relations=(0.3, 0.0, 0.0, 0.0, 0.0)), Fault(FaultKind.RELATION_UNKNOWN, "D1")),
        (with_dimension(goal_relations=(1.0,) * 7), Fault(FaultKind.RELATION_UNKNOWN, "D1")),
        (with_dimension(remedies=()), Fault(FaultKind.REMEDIES_MISSING, "D1")),
        (
            with_dimension(remedies=(replace(TEXT, text_en=""),)),
            Fault(FaultKind.REMEDY_TEXT_MISSING, "D1", language="en"),
        ),
        (with_dimension(remedies=(replace(TEXT, kind="expert"),)), Fault(FaultKind.REMEDY_CODES_MISSING, "D1")),
        (with_sector(weights=(1.0, 1.0, 0.0, 1.0, 1.0, 1.0)), Fault(FaultKind.WEIGHTS_NOT_POSITIVE, "food")),
        (with_sector(weights=(1.0, 1.0, float("nan"), 1.0, 1.0, 1.0)), Fault(FaultKind.WEIGHTS_NOT_POSITIVE, "food")),
        (with_sector(weights=(1.0,) * 5), Fault(FaultKind.WEIGHTS_NOT_POSITIVE, "food")),
        (with_sector(targets=(5.1, *(3.0,) * 11)), Fault(FaultKind.TARGETS_OUTSIDE, "food")),
        (with_sector(targets=(-0.1, *(3.0,) * 11)), Fault(FaultKind.TARGETS_OUTSIDE, "food")),
    ],
)
def test_each_fault_is_found_and_no_other(instrument: Instrument, fault: Fault) -> None:
    assert faults_of(instrument) == [fault]


def test_all_faults_are_told_at_once() -> None:
    broken = with_dimension(name_en="", effort=2.0, remedies=())
    assert [fault.kind for fault in faults_of(broken)] == [
        FaultKind.NAME_MISSING,
        FaultKind.EFFORT_OUTSIDE,
        FaultKind.REMEDIES_MISSING,
    ]


def test_a_change_names_its_part() -> None:
    [change] = changes_between(WHOLE, with_question(levels_th=(*LEVELS[:5], "ใหม่")))
    assert (change.part, change.before, change.after) == (Part("D1", 1, "levels_th", 5), LEVELS[5], "ใหม่")


def test_the_order_in_which_remedies_come_is_no_change() -> None:
    turned = with_dimension(remedies=WHOLE.dimensions[0].remedies[::-1])
    assert changes_between(WHOLE, turned) == []
    assert fingerprint(turned) == fingerprint(WHOLE)


def test_the_fingerprint_is_another_one_after_any_change() -> None:
    assert fingerprint(with_sector(targets=(2.6, *WHOLE.sectors[0].targets[1:]))) != fingerprint(WHOLE)


def test_two_lines_of_work_come_together_and_the_draft_has_the_last_word() -> None:
    newest = with_dimension(name_en="Theirs", effort=0.9)
    draft = with_dimension(effort=0.1, remedies=(TEXT,))
    merged = brought_up_to(newest, base=WHOLE, draft=draft).dimensions[0]
    assert (merged.name_en, merged.effort, merged.remedies) == ("Theirs", 0.1, (TEXT,))


numbers = st.floats(0, 5, allow_nan=False).map(lambda number: round(number, 1))


@given(theirs=st.tuples(*[numbers] * 12), ours=st.tuples(*[numbers] * 12))
def test_bringing_up_to_date_keeps_every_change_of_the_draft(
    theirs: tuple[float, ...], ours: tuple[float, ...]
) -> None:
    draft = with_sector(targets=ours)
    merged = brought_up_to(with_sector(targets=theirs), base=WHOLE, draft=draft)
    found = parts_of(merged)
    assert all(found[change.part] == change.after for change in changes_between(WHOLE, draft))
    assert brought_up_to(WHOLE, base=WHOLE, draft=draft) == draft


def one(level: float = 2.0, *, sector: str = "food", **scores: float) -> Finished:
    """An assessment with the same score everywhere, but for those given."""
    given = dict.fromkeys(DIMENSIONS, level) | scores
    return Finished(sector=sector, scores=given, uppers={}, picks=[1.0] * 8, shares=[20] * 5)


def test_of_fewer_than_five_enterprises_nothing_is_told() -> None:
    assert effect_of([one()] * 4, before=WHOLE, after=WHOLE) is None
    assert effect_of([one()] * 5, before=WHOLE, after=WHOLE) is not None


def test_the_same_tables_change_nothing() -> None:
    effect = effect_of([one(), one(3.2, D4=0), one(0.5), one(4.0), one(1, sector="craft")], before=WHOLE, after=WHOLE)
    assert effect is not None
    assert (effect.up, effect.down, effect.other_three, effect.other_first) == (0, 0, 0, 0)
    assert effect.mean_before == effect.mean_after


@given(factor=st.floats(0.1, 50))
def test_weights_that_all_grow_alike_change_nothing(factor: float) -> None:
    scaled = with_sector(weights=tuple(weight * factor for weight in WHOLE.sectors[0].weights))
    answers = one(1.0, D1=4, D5=3, D12=5)
    before, after = outcome_of(answers, WHOLE), outcome_of(answers, scaled)
    assert before is not None
    assert after is not None
    assert after.index == pytest.approx(before.index)


def test_a_worked_example() -> None:
    # Production counts alone: its two dimensions at 5 and 3 are a mean of 4 of 5, which is 80 of 100.
    only_production = with_sector(weights=(1e-9, 1.0, 1e-9, 1e-9, 1e-9, 1e-9))
    effect = effect_of([one(0.0, D3=5, D4=3)] * 6, before=WHOLE, after=only_production)
    assert effect is not None
    # 1.3 of 6.0 is the weight of production for food: 80 x 1.3 / 6.
    assert effect.mean_before == pytest.approx(80 * 1.3 / 6)
    assert effect.mean_after == pytest.approx(80, abs=1e-5)
    assert (effect.up, effect.down) == (6, 0)


def test_a_dimension_enters_the_first_three_when_its_target_rises() -> None:
    low = with_sector(targets=(0.0,) * 12)
    risen = with_sector(targets=(*(0.0,) * 8, 5.0, *(0.0,) * 3))
    effect = effect_of([one()] * 5, before=low, after=risen)
    assert effect is not None
    assert (effect.first_before, effect.first_after) == ({}, {"D9": 5})
    assert (effect.other_three, effect.other_first) == (5, 5)


def test_where_peers_set_the_target_the_table_does_not() -> None:
    answers = replace(one(), uppers=dict.fromkeys(DIMENSIONS, 4.0))
    low = with_sector(targets=(0.0,) * 12)
    before, after = outcome_of(answers, WHOLE), outcome_of(answers, low)
    assert before == after


def test_who_is_not_scored_is_not_counted() -> None:
    nothing = Finished(sector="food", scores={}, uppers={}, picks=[1.0] * 8, shares=[20] * 5)
    effect = effect_of([*[one()] * 5, nothing], before=WHOLE, after=WHOLE)
    assert effect is not None
    assert effect.enterprises == 5
