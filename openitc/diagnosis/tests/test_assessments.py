"""Filling in, finishing, giving up and claiming assessments."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer
from openitc.diagnosis.access.assessments import check_of_secret
from openitc.diagnosis.models import Answer, Assessment
from openitc.diagnosis.operations import assessments as operations
from openitc.diagnosis.operations.assessments import About, AssessmentRefused
from openitc.diagnosis.operations.tracks import TrackRefused, change_track
from openitc.diagnosis.operations.wholeness import AssessmentClosed
from openitc.diagnosis.queries.assessments import baseline_of, items_asked, items_of, next_place, progress_of
from openitc.diagnosis.queries.benchmarks import peers_of
from openitc.diagnosis.queries.results import result_of
from openitc.diagnosis.tests.builders.assessments import (
    A_MAKER,
    NOW,
    a_finished_check,
    a_small_one,
    an_open_check,
    answered,
)
from openitc.diagnosis.tests.builders.versions import the_version
from openitc.enterprises.models import Enterprise
from openitc.enterprises.tests.builders import a_member, an_enterprise
from openitc.history.queries import events_about
from openitc.notices.models import Notice
from openitc.people.models import User
from openitc.shared.ids import digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def center() -> Center:
    return a_center()


@pytest.fixture
def officer(center: Center) -> User:
    return an_officer(center)


@pytest.fixture
def enterprise(center: Center, officer: User) -> Enterprise:
    return an_enterprise("Mae Tha Coffee", center=center, by=officer)


def test_the_quick_check_asks_twelve_questions_and_the_full_form_thirty_six(
    enterprise: Enterprise, officer: User
) -> None:
    assert len(items_of(an_open_check(enterprise, by=officer))) == 12
    assert len(items_of(an_open_check(enterprise, form="full", by=officer))) == 36


def test_one_that_was_left_goes_on_where_an_answer_is_missing(enterprise: Enterprise, officer: User) -> None:
    check = an_open_check(enterprise, by=officer)
    for question in list(items_asked(check))[:7]:
        operations.answer(assessment=check, question=question, level=3, by=officer, now=NOW)
    items = items_of(check)
    assert (progress_of(items).answered, next_place(items), next_place(items, after=12)) == (7, 8, 8)


def test_the_later_word_stands_and_a_note_left_out_stays(enterprise: Enterprise, officer: User) -> None:
    check = an_open_check(enterprise, by=officer)
    question = items_asked(check)[0]
    operations.answer(assessment=check, question=question, level=1, note="On paper.", by=officer, now=NOW)
    operations.answer(assessment=check, question=question, level=None, by=officer, now=NOW)
    kept = Answer.objects.get(assessment=check)
    assert (kept.level, kept.note) == (None, "On paper.")
    assert events_about(enterprise).filter(verb="changed-answer").count() == 1


def test_a_quick_check_is_whole_or_not_finished(enterprise: Enterprise, officer: User) -> None:
    check = an_open_check(enterprise, by=officer)
    with pytest.raises(AssessmentRefused, match="0 of 12"):
        operations.finish(assessment=check, by=officer, now=NOW)


def test_the_last_missing_answer_finishes_the_quick_check(enterprise: Enterprise, officer: User) -> None:
    check = an_open_check(enterprise, by=officer)
    for question in items_asked(check):
        operations.answer_check(assessment=check, question=question, level=2, by=officer, now=NOW)
    assert check.finished_at == NOW
    assert check.index == pytest.approx(40)


def test_a_finished_one_keeps_every_term_and_nothing_of_it_changes(enterprise: Enterprise, officer: User) -> None:
    check = a_finished_check(enterprise, level=2, but={"D3": 0, "D5": 5, "D9": None}, by=officer)
    scores = {score.dimension.key: score for score in check.scores.select_related("dimension")}
    # Food: D3 aims at 3.5, so gap (3.5 - 0) / 5 = 0.7; D5 is over its target; D9 does not apply.
    assert (scores["D3"].gap, scores["D3"].rank) == (0.7, 1)
    assert (scores["D5"].gap, scores["D5"].priority, scores["D5"].rank) == (0, 0, None)
    assert (scores["D9"].score, scores["D9"].priority) == (None, 0)
    with pytest.raises(AssessmentClosed):
        operations.answer(assessment=check, question=items_asked(check)[0], level=5, by=officer, now=NOW)


def test_the_full_form_leaves_out_a_topic_with_fewer_than_two_answers(enterprise: Enterprise, officer: User) -> None:
    form = an_open_check(enterprise, form="full", by=officer)
    for question in items_asked(form):
        if question.dimension.key == "D1" and question.position < 3:
            operations.answer(assessment=form, question=question, level=4, by=officer, now=NOW)
        if question.dimension.key == "D2" and question.position == 1:
            operations.answer(assessment=form, question=question, level=4, by=officer, now=NOW)
    operations.finish(assessment=form, by=officer, now=NOW)
    scored = {score.dimension.key for score in form.scores.select_related("dimension") if score.score is not None}
    assert scored == {"D1"}
    assert form.index == pytest.approx(80)


def test_nothing_answered_is_not_finished(enterprise: Enterprise, officer: User) -> None:
    form = an_open_check(enterprise, form="full", by=officer)
    with pytest.raises(AssessmentRefused, match="Too little"):
        operations.finish(assessment=form, by=officer, now=NOW)


def test_one_of_a_kind_is_open_at_a_time(enterprise: Enterprise, officer: User) -> None:
    an_open_check(enterprise, by=officer)
    with pytest.raises(AssessmentRefused, match="filled in already"):
        an_open_check(enterprise, by=officer)


def test_one_given_up_makes_room_for_another(enterprise: Enterprise, officer: User) -> None:
    operations.withdraw(assessment=an_open_check(enterprise, by=officer), by=officer, now=NOW)
    assert an_open_check(enterprise, by=officer).pk


def test_after_support_is_compared_with_before_it_on_the_same_version(enterprise: Enterprise, officer: User) -> None:
    with pytest.raises(AssessmentRefused, match="before support"):
        an_open_check(enterprise, round="T1", by=officer)
    before = a_finished_check(enterprise, level=1, by=officer)
    after = a_finished_check(enterprise, level=3, round="T1", by=officer, now=NOW + timedelta(days=365))
    assert after.version == before.version
    assert baseline_of(after) == before
    result = result_of(after)
    assert {line.gain for line in result.lines} == {2.0}
    assert result.gain == pytest.approx(40)


def test_more_than_three_goals_are_refused(enterprise: Enterprise, officer: User) -> None:
    with pytest.raises(AssessmentRefused, match="three goals"):
        an_open_check(
            enterprise, about=About(sector="food", goals=("cost", "quality", "export", "finance")), by=officer
        )


def test_figures_that_are_said_become_those_of_the_enterprise(enterprise: Enterprise, officer: User) -> None:
    about = About(sector="food", employees=12, revenue=500_000_000)
    check = a_finished_check(enterprise, about=about, by=officer)
    assert enterprise.year_figures.get().employees == 12
    assert check.size == "small"


def test_peers_are_told_only_where_five_others_stand_behind_them(center: Center, officer: User) -> None:
    own = a_small_one(an_enterprise(center=center, by=officer), by=officer)
    for level in (1, 2, 3, 4):
        a_finished_check(a_small_one(an_enterprise(center=center, by=officer), by=officer), level=level, by=officer)
    twice = a_finished_check(own, level=0, by=officer)
    assert not peers_of(twice, size="small").enough
    a_finished_check(a_small_one(an_enterprise(center=center, by=officer), by=officer), level=5, by=officer)
    peers = peers_of(twice, size="small")
    assert (peers.enterprises, peers.dimensions["D1"].median, peers.dimensions["D1"].upper) == (5, 3, 4)
    assert not peers_of(twice, size="medium").enough
    again = a_finished_check(own, level=0, round="T1", by=officer, now=NOW + timedelta(days=400))
    score = again.scores.get(dimension__key="D1")
    assert (score.target, score.target_from_peers, score.gap, score.peer) == (4, True, 0.8, 0.8)


def test_one_enterprise_with_many_assessments_is_one_peer(center: Center, officer: User) -> None:
    other = a_small_one(an_enterprise(center=center, by=officer), by=officer)
    for number in range(5):
        a_finished_check(other, by=officer, now=NOW + timedelta(days=number))
    check = a_finished_check(a_small_one(an_enterprise(center=center, by=officer), by=officer), by=officer)
    assert peers_of(check, size="small").enterprises == 1


def test_a_strangers_check_is_found_by_its_secret_and_by_nothing_else() -> None:
    check = an_open_check(secret_hash=digest("a secret"))
    assert check_of_secret("a secret") == check
    assert check_of_secret("another") is None
    assert check_of_secret(None) is None
    assert not Assessment.objects.filter(secret_hash="a secret").exists()


def test_a_claimed_check_belongs_to_the_enterprise_and_its_secret_opens_nothing(
    enterprise: Enterprise, officer: User
) -> None:
    check = a_finished_check(secret_hash=digest("a secret"))
    operations.claim(assessment=check, enterprise=enterprise, by=officer, now=NOW)
    assert check.enterprise == enterprise
    assert check_of_secret("a secret") is None
    with pytest.raises(AssessmentRefused, match="already"):
        operations.claim(assessment=check, enterprise=enterprise, by=officer, now=NOW)


def test_what_is_known_of_the_enterprise_decides_the_track_of_a_claimed_check(center: Center, officer: User) -> None:
    a_team = an_enterprise("Mae Tha Beans", center=center, by=officer, kind=Enterprise.Kind.TEAM)
    about = replace(A_MAKER, sells_already=False, employees=4, revenue=100_000_000)
    check = a_finished_check(about=about, secret_hash=digest("s"))
    assert check.track_rule != "not_registered"
    operations.claim(assessment=check, enterprise=a_team, by=officer, now=NOW)
    check.refresh_from_db()
    assert (check.track, check.track_rule) == ("startup", "not_registered")
    assert [(row.year, row.employees) for row in a_team.year_figures.all()] == [(2025, 4)]


def test_a_claimed_check_leaves_the_figures_an_enterprise_has(enterprise: Enterprise, officer: User) -> None:
    a_small_one(enterprise, by=officer)
    about = replace(A_MAKER, employees=4, revenue=100_000_000)
    check = a_finished_check(about=about, secret_hash=digest("s"))
    assert check.size == "micro"
    operations.claim(assessment=check, enterprise=enterprise, by=officer, now=NOW)
    assert check.size == "small"
    assert [row.employees for row in enterprise.year_figures.all()] == [12]


def test_an_open_check_is_not_claimed_beside_another_open_one(enterprise: Enterprise, officer: User) -> None:
    an_open_check(enterprise, by=officer)
    with pytest.raises(AssessmentRefused, match="Another quick check"):
        operations.claim(assessment=an_open_check(secret_hash="x"), enterprise=enterprise, by=officer, now=NOW)


def test_the_enterprise_is_told_when_its_adviser_has_finished(enterprise: Enterprise, officer: User) -> None:
    member = a_member(enterprise)
    a_finished_check(enterprise, form="full", by=officer)
    assert Notice.objects.filter(to=member).count() == 1
    assert not Notice.objects.filter(to=officer).exists()


def test_an_advisers_word_on_the_track_stands_beside_the_rules(enterprise: Enterprise, officer: User) -> None:
    check = a_finished_check(enterprise, level=3, by=officer)
    with pytest.raises(TrackRefused, match="why"):
        change_track(assessment=check, track="startup", reason=" ", by=officer, now=NOW)
    change_track(assessment=check, track="startup", reason="A new company is planned.", by=officer, now=NOW)
    result = result_of(check)
    assert (result.track, check.track, check.track_rule) == ("startup", "scale_up", "ready")
    assert events_about(enterprise).filter(verb="changed-track").exists()


def test_a_whole_assessment_made_on_paper_is_taken_down_at_once(enterprise: Enterprise, officer: User) -> None:
    levels = {item.question: 3 for item in items_of(an_open_check(secret_hash="x"))}
    taken = operations.take_down(enterprise=enterprise, form="quick", about=A_MAKER, levels=levels, by=officer, now=NOW)
    assert taken.finished_at == NOW
    assert taken.index == pytest.approx(60)


@pytest.mark.django_db(transaction=True)
def test_people_who_answer_at_once_lose_nothing() -> None:
    the_version()
    center = a_center()
    officer = an_officer(center)
    form = an_open_check(an_enterprise(center=center, by=officer), form="full", by=officer)
    questions = list(items_asked(form))
    barrier = Barrier(3)

    def answer(level: int) -> None:
        own = Assessment.objects.get(pk=form.pk)
        barrier.wait()
        for question in questions[:8] + questions[8 + 8 * level : 16 + 8 * level]:
            operations.answer(assessment=own, question=question, level=level, by=officer, now=NOW)
        connection.close()

    threads = [Thread(target=answer, args=(level,)) for level in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = dict(Answer.objects.filter(assessment=form).values_list("question", "level"))
    assert len(kept) == 32
    assert [kept[question.pk] for question in questions[8:32]] == [0] * 8 + [1] * 8 + [2] * 8


def test_an_answered_form_is_reckoned_the_same_in_whatever_order_it_was_answered(
    enterprise: Enterprise, officer: User
) -> None:
    form = answered(an_open_check(enterprise, form="full", by=officer), level=2)
    operations.finish(assessment=form, by=officer, now=NOW)
    assert form.index == pytest.approx(40)
