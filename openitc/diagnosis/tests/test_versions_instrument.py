"""The instrument that comes with the program: whole, in both languages, and there from the first day."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from openitc.diagnosis.models import Dimension, Pillar, Question, Remedy, Sector, Version
from openitc.diagnosis.queries.versions import instrument_of, instrument_on_file, whole
from openitc.diagnosis.rules.changes import changes_between
from openitc.diagnosis.rules.faults import faults_of
from openitc.diagnosis.rules.instrument import COST_GROUPS, GOALS, LEVELS
from openitc.diagnosis.tests.builders.versions import a_draft, the_version
from openitc.sample import load

SAMPLE = Path(load.__file__).parent / "data"
THAI, LATIN = re.compile(r"[\u0e01-\u0e4e]"), re.compile(r"[A-Za-z]")
INSTRUMENT = instrument_on_file()


def test_nothing_keeps_it_from_being_asked() -> None:
    assert faults_of(INSTRUMENT) == []


def test_it_has_six_pillars_of_two_dimensions_of_three_questions() -> None:
    assert [plan.pillar for plan in INSTRUMENT.dimensions] == [pillar for pillar in Pillar.values for _ in range(2)]
    assert sum(len(plan.questions) for plan in INSTRUMENT.dimensions) == 36
    assert [table.sector for table in INSTRUMENT.sectors] == Sector.values


def test_the_quick_check_asks_the_first_question_of_each_dimension() -> None:
    assert [[question.quick for question in plan.questions] for plan in INSTRUMENT.dimensions] == [
        [True, False, False]
    ] * 12


def test_every_text_is_in_both_languages_and_fits_its_column() -> None:
    for plan in INSTRUMENT.dimensions:
        pairs = [(plan.name_th, plan.name_en, 200), (plan.about_th, plan.about_en, 300)]
        for question in plan.questions:
            pairs.append((question.text_th, question.text_en, 300))
            pairs += zip(question.levels_th, question.levels_en, [200] * LEVELS, strict=True)
        pairs += [(remedy.text_th, remedy.text_en, 200) for remedy in plan.remedies]
        for thai, english, longest in pairs:
            assert THAI.search(thai), thai
            assert LATIN.search(english), english
            assert not THAI.search(english), english
            assert max(len(thai), len(english)) <= longest


def test_no_two_questions_and_no_two_answers_say_the_same() -> None:
    questions = [question for plan in INSTRUMENT.dimensions for question in plan.questions]
    assert len({question.text_th for question in questions}) == 36
    assert all(len(set(question.levels_en)) == LEVELS for question in questions)


def test_relations_stand_in_the_order_of_costs_and_goals() -> None:
    for plan in INSTRUMENT.dimensions:
        assert (len(plan.cost_relations), len(plan.goal_relations)) == (COST_GROUPS, GOALS)
        assert any(plan.goal_relations)


def test_what_helps_is_of_two_kinds_at_least_and_can_be_found() -> None:
    with (SAMPLE / "capabilities.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["code"]: row["kind"] for row in csv.DictReader(file)}
    ways = {way["code"] for way in tomllib.loads((SAMPLE / "pathways.toml").read_text(encoding="utf-8"))["pathway"]}
    for plan in INSTRUMENT.dimensions:
        assert len({remedy.kind for remedy in plan.remedies}) >= 2
        for remedy in plan.remedies:
            found = {
                Remedy.Kind.CAPABILITY: all(kinds.get(code) not in {None, "expert"} for code in remedy.codes),
                Remedy.Kind.EXPERT: all(kinds.get(code) == "expert" for code in remedy.codes),
                Remedy.Kind.PATHWAY: set(remedy.codes) <= ways,
                Remedy.Kind.COURSE: not remedy.codes,
            }
            assert found[Remedy.Kind(remedy.kind)], remedy


@pytest.mark.django_db
def test_the_first_version_is_there_from_the_first_day() -> None:
    the_version()
    version = whole(Version.objects.filter(number=1)).get()
    assert changes_between(INSTRUMENT, instrument_of(version)) == []
    assert (version.drafted_by, version.published_by) == (None, None)
    assert version.published_at is not None


@pytest.mark.django_db
def test_it_is_not_written_twice() -> None:
    the_version()
    assert (Version.objects.count(), Dimension.objects.count(), Question.objects.count()) == (1, 12, 36)


@pytest.mark.django_db(transaction=True)
def test_where_the_tables_were_emptied_it_is_written_again() -> None:
    # What stands at the end of every test with real transactions: the tables are emptied, this data with them.
    version = whole(Version.objects.filter(pk=the_version().pk)).get()
    assert changes_between(INSTRUMENT, instrument_of(version)) == []


@pytest.mark.django_db
def test_a_draft_is_a_copy() -> None:
    draft = whole(Version.objects.filter(pk=a_draft().pk)).get()
    assert changes_between(INSTRUMENT, instrument_of(draft)) == []
