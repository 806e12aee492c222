"""How ideas stand when several judge, who may read it, and how many queries that takes."""

import pytest
from pytest_django import DjangoAssertNumQueries

from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case, a_member_of, an_officer
from openitc.centers.access import standing_of
from openitc.pathways.tests.builders import NOW, TODAY, a_center
from openitc.people.models import User
from openitc.selection.models import Judge
from openitc.selection.operations.decisions import decide
from openitc.selection.queries.comparisons import ideas_of
from openitc.selection.queries.panels import of_case, to_dos, to_dos_of_case
from openitc.selection.queries.standings import standings_of
from openitc.selection.tests.builders.comparisons import (
    a_comparison,
    a_complete_judge,
    a_judge,
    an_advisor,
    give_pairs,
    give_points,
    give_ratings,
)
from openitc.ui.shapes import ToDo

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return a_case(a_center())


def test_weights_of_all_judges_meet_in_the_geometric_mean(case: Case) -> None:
    comparison = a_comparison(case, keys=("market", "margin"))
    by_points, in_pairs = a_judge(comparison, name="ก"), a_judge(comparison, name="ข", way=Judge.Way.PAIRS)
    give_points(by_points, 80, 20)  # four times
    give_pairs(in_pairs, {(0, 1): 9})
    for judge in (by_points, in_pairs):
        give_ratings(judge, [5, 1], [3, 3], [1, 5])
    weights = {weight.criterion.key: weight.percent for weight in standings_of(comparison).weights}
    assert weights["market"] == pytest.approx(100 * 6 / 7)  # the root of four times nine is six
    assert weights["margin"] == pytest.approx(100 / 7)


def test_the_sheet_says_how_little_would_change_the_winner(case: Case) -> None:
    comparison = a_comparison(case, ideas=("ก", "ข"), keys=("market", "margin"))
    judge = a_judge(comparison)
    give_points(judge, 60, 40)
    give_ratings(judge, [4, 3], [3, 4])
    found = standings_of(comparison)
    assert found.first is not None
    assert found.first.idea.product.name_th == "ก"
    assert found.tightest is not None
    assert found.tightest.points == pytest.approx(10)
    assert found.tightest.rival.product.name_th == "ข"


def test_a_burden_counts_against_an_idea(case: Case) -> None:
    comparison = a_comparison(case, ideas=("ก", "ข"), keys=("market", "standards"))
    judge = a_judge(comparison)
    give_points(judge, 50, 50)
    give_ratings(judge, [3, 5], [3, 1])
    assert [line.idea.product.name_th for line in standings_of(comparison).lines] == ["ข", "ก"]


def test_only_judges_who_are_done_count(case: Case) -> None:
    comparison = a_comparison(case)
    a_complete_judge(comparison)
    half = a_judge(comparison, name="ข")
    give_points(half, *[10] * 7)
    found = standings_of(comparison)
    assert len(found.complete) == 1
    assert not found.all_are_done
    assert found.concord is None


def test_a_judge_reads_the_others_only_after_giving_their_own_word(case: Case) -> None:
    comparison, member, officer = a_comparison(case), a_member_of(case.enterprise), an_officer(case.center)
    a_complete_judge(comparison)
    own = a_judge(comparison, user=member)
    assert not standings_of(comparison).is_read_by(member, staff=False)
    assert standings_of(comparison).is_read_by(officer, staff=True)
    give_points(own, *[10] * 7)
    give_ratings(own, *[[3] * 7] * 3)
    assert standings_of(comparison).is_read_by(member, staff=False)


def test_a_member_who_is_no_judge_reads_once_nobody_is_waited_for(case: Case) -> None:
    comparison, member = a_comparison(case), a_member_of(case.enterprise)
    waited_for = a_judge(comparison, name="ข")
    a_complete_judge(comparison)
    assert not standings_of(comparison).is_read_by(member, staff=False)
    give_points(waited_for, *[10] * 7)
    give_ratings(waited_for, *[[3] * 7] * 3)
    assert standings_of(comparison).is_read_by(member, staff=False)


def test_a_sheet_takes_as_many_queries_for_two_as_for_six(
    case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    small, large = a_comparison(case, ideas=("ก", "ข")), a_comparison(a_case(a_center()), ideas=tuple("กขคงจฉ"))
    a_complete_judge(small)
    for name in "กขคง":
        a_complete_judge(large, name=name)
    for comparison in (small, large):
        with django_assert_num_queries(6):
            found = standings_of(comparison)
            assert found.lines
            assert found.weights


def test_the_panel_of_a_case_tells_where_it_stands_and_what_comes_next(case: Case) -> None:
    officer = an_officer(case.center)
    assert of_case(case, reader=officer, staff=True, now=NOW).comparison is None
    comparison = a_comparison(case)
    assert of_case(case, reader=officer, staff=True, now=NOW).url.endswith("/judges/")
    a_complete_judge(comparison)
    found = of_case(case, reader=officer, staff=True, now=NOW)
    assert [bar.rank for bar in found.bars] == [1, 2, 3]
    assert found.url.endswith("/decision/")
    decide(comparison=comparison, idea=ideas_of(comparison)[0], by=an_advisor(case), now=NOW)
    found = of_case(case, reader=officer, staff=True, now=NOW)
    assert found.comparison == comparison
    assert found.action == ""


def test_on_a_case_each_sees_what_waits_for_them(case: Case) -> None:
    officer, member = an_officer(case.center), a_member_of(case.enterprise)
    [first] = to_dos_of_case(case, reader=member, staff=False, now=NOW)
    assert first.url.endswith("/opening/")
    comparison = a_comparison(case)
    own, written = a_judge(comparison, user=member), a_judge(comparison)
    [theirs] = to_dos_of_case(case, reader=member, staff=False, now=NOW)
    assert f"/judges/{own.pk}/" in theirs.url
    [staffs] = to_dos_of_case(case, reader=officer, staff=True, now=NOW)
    assert f"/judges/{written.pk}/" in staffs.url


def test_the_desk_asks_judges_officers_and_who_may_choose(case: Case) -> None:
    officer, member = an_officer(case.center), a_member_of(case.enterprise)
    case.officer = officer
    case.save()
    comparison = a_comparison(case)
    own, written = a_judge(comparison, user=member), a_judge(comparison)
    assert [row.url.split("/judges/")[1] for row in desk_of(member)] == [f"{own.pk}/weights/"]
    assert [row.url.split("/judges/")[1] for row in desk_of(officer)] == [f"{written.pk}/weights/"]
    for judge in (own, written):
        give_points(judge, *[10] * 7)
        give_ratings(judge, [5] * 7, [3] * 7, [1] * 7)
    assert [row.url.endswith("/decision/") for row in desk_of(member)] == [True]
    assert [row.url.endswith("/decision/") for row in desk_of(officer)] == [True]


def test_a_desk_takes_as_many_queries_for_one_case_as_for_five(
    case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = an_officer(case.center)
    for count in (1, 4):
        for _case in range(count):
            another = a_case(case.center, officer=officer)
            a_judge(a_comparison(another))
        standing = standing_of(officer, on=TODAY)
        with django_assert_num_queries(1):
            assert to_dos(officer, standing=standing, now=NOW)


def desk_of(user: User) -> list[ToDo]:
    return to_dos(user, standing=standing_of(user, on=TODAY), now=NOW)
