"""Opening comparisons, judging them and choosing: what is written, what is refused, what stays."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from openitc.cases.models import Case, Milestone
from openitc.cases.operations import close_case, name_advisor
from openitc.cases.tests.builders import a_case, a_member_of, a_product, an_officer
from openitc.history.queries import events_about
from openitc.notices.models import Notice
from openitc.pathways.tests.builders import NOW, a_center, a_user
from openitc.selection.models import Judge, Rating
from openitc.selection.operations.comparisons import (
    Contents,
    OwnCriterion,
    change_comparison,
    open_comparison,
    withdraw_comparison,
)
from openitc.selection.operations.decisions import decide
from openitc.selection.operations.judging import Rated, add_judge, change_way, rate, weigh_pair, withdraw_judge
from openitc.selection.queries.comparisons import criteria_of, ideas_of, open_comparison_of
from openitc.selection.queries.judgements import judgements_of
from openitc.selection.queries.standings import standings_of
from openitc.selection.tests.builders.comparisons import (
    KEYS,
    a_comparison,
    a_complete_judge,
    a_judge,
    an_advisor,
    give_pairs,
    give_points,
    give_ratings,
)
from openitc.shared.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return a_case(a_center())


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def give_one(judge: Judge, rated: Rated) -> None:
    rate(judge=judge, ratings=[rated], by=a_user(), now=NOW)


def test_ideas_there_are_and_new_ones_stand_side_by_side(case: Case) -> None:
    contents = Contents(products=[case.product], new_products=["ชาดอกลำไย"], keys=KEYS)
    comparison = open_comparison(case=case, contents=contents, by=a_user(), now=NOW)
    assert [idea.product.name_th for idea in ideas_of(comparison)] == [case.product.name_th, "ชาดอกลำไย"]
    assert [row.key for row in criteria_of(comparison)] == list(KEYS)
    assert case.enterprise.products.filter(name_th="ชาดอกลำไย").exists()
    assert "opened-comparison" in set(events_about(case).values_list("verb", flat=True))


def test_everything_that_is_wrong_with_a_comparison_is_said_at_once(case: Case) -> None:
    theirs = a_product(a_case(a_center()).enterprise)
    with pytest.raises(Refused) as refused:
        open_comparison(case=case, contents=Contents(products=[theirs], keys=["market"]), by=a_user(), now=NOW)
    assert codes(refused) == {"too_few", "not_theirs", "few"}


def test_of_a_case_one_comparison_is_under_way_at_a_time(case: Case) -> None:
    a_comparison(case)
    with pytest.raises(Refused) as refused:
        a_comparison(case)
    assert codes(refused) == {"open_already"}


def test_a_closed_case_compares_nothing(case: Case) -> None:
    close_case(case=case, reason="ไม่ทำแล้ว", by=a_user(), now=NOW)
    with pytest.raises(Refused) as refused:
        a_comparison(case)
    assert codes(refused) == {"case_closed"}


def test_what_is_left_out_and_taken_in_again_keeps_what_was_judged(case: Case) -> None:
    comparison = a_comparison(case)
    judge = a_complete_judge(comparison)
    products = [idea.product for idea in ideas_of(comparison)]
    for chosen in (products[:2], products):
        contents = Contents(products=chosen, keys=KEYS)
        change_comparison(comparison=comparison, contents=contents, by=a_user(), now=NOW)
    assert judgements_of(comparison, only=judge)[0].complete
    assert Rating.objects.filter(judge=judge).count() == 3 * len(KEYS)


def test_a_criterion_of_one_s_own_stands_after_the_usual_ones(case: Case) -> None:
    comparison = a_comparison(case, keys=KEYS[:2])
    products = [idea.product for idea in ideas_of(comparison)]
    own = OwnCriterion(name="ความสุขของสมาชิก", burden=True)
    contents = Contents(products=products, keys=KEYS[:2], own=[own])
    change_comparison(comparison=comparison, contents=contents, by=a_user(), now=NOW)
    last = criteria_of(comparison).last()
    assert last is not None
    assert (last.key, last.name_th, last.burden) == ("own-1", "ความสุขของสมาชิก", True)


def test_a_comparison_that_was_given_up_makes_room_for_another(case: Case) -> None:
    comparison = a_comparison(case)
    withdraw_comparison(comparison=comparison, by=a_user(), now=NOW)
    assert open_comparison_of(case) is None
    with pytest.raises(Refused):
        a_judge(comparison)
    a_comparison(case)


def test_a_person_judges_once_and_is_asked_by_notice(case: Case) -> None:
    comparison, member = a_comparison(case), a_member_of(case.enterprise)
    a_judge(comparison, user=member, name="")
    assert Notice.objects.filter(to=member, sentence__startswith="You are asked to judge").exists()
    with pytest.raises(Refused) as refused:
        a_judge(comparison, user=member)
    assert codes(refused) == {"judges_already"}


def test_somebody_without_a_name_cannot_judge(case: Case) -> None:
    with pytest.raises(Refused) as refused:
        a_judge(a_comparison(case), name=" ")
    assert codes(refused) == {"nobody"}


def test_a_pair_said_the_other_way_round_is_the_same_pair(case: Case) -> None:
    judge = a_judge(a_comparison(case), way=Judge.Way.PAIRS)
    first, second = criteria_of(judge.comparison)[:2]
    weigh_pair(judge=judge, first=first, second=second, strength=5, by=a_user(), now=NOW)
    weigh_pair(judge=judge, first=second, second=first, strength=3, by=a_user(), now=NOW)
    assert judgements_of(judge.comparison)[0].strengths == {(0, 1): -3}


def test_steps_beyond_the_scale_are_refused(case: Case) -> None:
    judge = a_judge(a_comparison(case), way=Judge.Way.PAIRS)
    with pytest.raises(Refused):
        give_pairs(judge, {(0, 1): 10})
    with pytest.raises(Refused):
        give_points(judge, 0, *[1] * 6)
    with pytest.raises(Refused):
        give_ratings(judge, [6] * 7, [1] * 7, [1] * 7)


def test_what_is_no_longer_compared_cannot_be_rated(case: Case) -> None:
    comparison = a_comparison(case)
    judge, gone = a_judge(comparison), ideas_of(comparison)[2]
    products = [idea.product for idea in ideas_of(comparison)[:2]]
    change_comparison(comparison=comparison, contents=Contents(products=products, keys=KEYS), by=a_user(), now=NOW)
    with pytest.raises(Refused) as refused:
        rate(
            judge=judge, ratings=[Rated(idea=gone, criterion=criteria_of(comparison)[0], level=3)], by=a_user(), now=NOW
        )
    assert codes(refused) == {"changed_meanwhile"}


def test_weighing_the_other_way_keeps_what_was_given(case: Case) -> None:
    judge = a_judge(a_comparison(case), way=Judge.Way.POINTS)
    give_points(judge, *[10] * 7)
    change_way(judge=judge, way=Judge.Way.PAIRS, by=a_user(), now=NOW)
    assert not judgements_of(judge.comparison)[0].has_weighed
    change_way(judge=judge, way=Judge.Way.POINTS, by=a_user(), now=NOW)
    assert judgements_of(judge.comparison)[0].has_weighed


def test_who_may_choose_is_told_once_all_judges_are_done(case: Case) -> None:
    comparison, officer = a_comparison(case), an_officer(case.center)
    name_advisor(case=case, advisor=officer, by=a_user(), now=NOW)
    first, second = a_judge(comparison, name="ก"), a_judge(comparison, name="ข")
    for judge in (first, second):
        give_points(judge, *[10] * 7)
        assert not Notice.objects.filter(to=officer, sentence__startswith="All judges").exists()
        give_ratings(judge, [5] * 7, [3] * 7, [1] * 7)
    assert Notice.objects.filter(to=officer, sentence__startswith="All judges").count() == 1


def test_a_judge_who_left_no_longer_counts(case: Case) -> None:
    comparison = a_comparison(case)
    judge = a_complete_judge(comparison)
    withdraw_judge(judge=judge, by=a_user(), now=NOW)
    assert standings_of(comparison).lines == []
    back = add_judge(comparison=comparison, role=judge.role, name="ป้าบัว", by=a_user(), now=NOW)
    assert back.pk != judge.pk


def test_everything_that_is_missing_for_a_choice_is_said_at_once(case: Case) -> None:
    comparison = a_comparison(case)
    with pytest.raises(Refused) as refused:
        decide(comparison=comparison, idea=ideas_of(comparison)[0], by=a_user(), now=NOW)
    assert codes(refused) == {"no_advisor", "no_judge"}
    a_judge(comparison)
    with pytest.raises(Refused) as refused:
        decide(comparison=comparison, idea=ideas_of(comparison)[0], by=a_user(), now=NOW)
    assert codes(refused) == {"no_advisor", "no_judge_complete"}


def test_the_case_goes_on_with_the_product_that_was_chosen(case: Case) -> None:
    comparison = a_comparison(case)
    a_complete_judge(comparison)
    advisor, member = an_advisor(case), a_member_of(case.enterprise)
    idea = ideas_of(comparison)[0]
    decide(comparison=comparison, idea=idea, by=advisor, now=NOW)
    case.refresh_from_db()
    assert case.product == idea.product
    milestone = case.milestones.get(kind=Milestone.Kind.PRODUCT_SELECTED, withdrawn_at=None)
    assert milestone.link == comparison.get_absolute_url()
    assert Notice.objects.filter(to=member, sentence__contains="it was chosen among").exists()


def test_an_idea_that_is_not_first_is_chosen_only_for_a_reason(case: Case) -> None:
    comparison = a_comparison(case)
    a_complete_judge(comparison)
    advisor, last = an_advisor(case), ideas_of(comparison)[2]
    with pytest.raises(Refused) as refused:
        decide(comparison=comparison, idea=last, reason="  ", by=advisor, now=NOW)
    assert codes(refused) == {"no_reason"}
    decide(comparison=comparison, idea=last, reason="มีผู้ซื้อรออยู่", by=advisor, now=NOW)
    comparison.refresh_from_db()
    assert comparison.chosen == last


def test_what_is_decided_stays_and_the_tables_see_to_it(case: Case) -> None:
    comparison = a_comparison(case)
    judge = a_complete_judge(comparison)
    decide(comparison=comparison, idea=ideas_of(comparison)[0], by=an_advisor(case), now=NOW)
    with pytest.raises(Refused):
        give_points(judge, *[20] * 7)
    for rows in (comparison.ideas, comparison.criteria, comparison.judges, judge.points, judge.ratings):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            rows.update(id=F("id"))
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        type(comparison).objects.filter(pk=comparison.pk).update(reason="อื่น")
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Judge.objects.create(comparison=comparison, name="มาทีหลัง", role=Judge.Role.ADVISOR, joined_at=NOW)


def test_a_new_round_follows_a_decision(case: Case) -> None:
    comparison = a_comparison(case)
    a_complete_judge(comparison)
    decide(comparison=comparison, idea=ideas_of(comparison)[0], by=an_advisor(case), now=NOW)
    contents = Contents(products=[idea.product for idea in ideas_of(comparison)], keys=KEYS)
    assert open_comparison(case=case, contents=contents, by=a_user(), now=NOW) != comparison
