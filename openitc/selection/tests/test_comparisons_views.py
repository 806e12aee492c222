"""Comparing product ideas through the front door: on the pages, as enterprise, officer, judge and neighbour."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case, a_member_of, a_product, an_enterprise, an_officer
from openitc.pathways.tests.builders import NOW, a_center, a_user
from openitc.people.models import User
from openitc.selection.models import Comparison, Judge
from openitc.selection.operations.comparisons import withdraw_comparison
from openitc.selection.operations.decisions import decide
from openitc.selection.queries.comparisons import criteria_of, ideas_of, open_comparison_of
from openitc.selection.queries.judgements import judgements_of
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

pytestmark = pytest.mark.django_db
FOUR = KEYS[:4]


@pytest.fixture
def case() -> Case:
    return a_case(a_center())


@pytest.fixture
def member(case: Case, client: Client) -> User:
    """Somebody of the enterprise, signed in."""
    user = a_member_of(case.enterprise)
    client.force_login(user)
    return user


def at(name: str, case: Case, *more: Any) -> str:  # noqa: ANN401 - keys and numbers
    return reverse(f"selection:{name}", args=[case.number, *more])


def words(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def test_a_case_without_a_comparison_says_what_it_is_good_for(case: Case, member: User, client: Client) -> None:
    answer = client.get(at("ideas", case))
    assert answer.status_code == 200
    assert at("opening", case) in words(answer)


def test_the_enterprise_puts_its_ideas_side_by_side(case: Case, member: User, client: Client) -> None:
    typed = {"products": [case.product.pk], "new": "ชาดอกลำไย\n\nลำไยอบแห้ง", "keys": FOUR}
    answer = client.post(at("opening", case), typed, follow=True)
    assert answer.status_code == 200
    comparison = open_comparison_of(case)
    assert comparison is not None
    assert ideas_of(comparison).count() == 3
    assert criteria_of(comparison).count() == 4
    assert at("judges", case) in words(answer)


def test_what_is_wrong_is_said_at_once_and_nothing_typed_is_lost(case: Case, member: User, client: Client) -> None:
    typed = {"new": "ชาดอกลำไย", "keys": ["market"], "own_about": "ความสุข"}
    answer = client.post(at("opening", case), typed)
    assert answer.status_code == 422
    assert "ชาดอกลำไย" in words(answer)
    assert "ความสุข" in words(answer)
    assert client.post(at("opening", case), {"products": ["nonsense"], "keys": ["nonsense"]}).status_code == 422


def test_a_second_comparison_leads_to_the_one_under_way(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case)
    assert comparison.get_absolute_url() in words(client.get(at("opening", case)))
    typed = {"products": [idea.product_id for idea in ideas_of(comparison)], "keys": FOUR}
    assert client.post(at("opening", case), typed).status_code == 422


def test_ideas_and_criteria_can_be_changed_until_one_is_chosen(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case)
    products = [idea.product_id for idea in ideas_of(comparison)]
    typed = {"products": products[:2], "keys": FOUR, "own_name": "ความสุข", "own_burden": "on"}
    assert client.get(at("change", case)).status_code == 200
    assert client.post(at("change", case), typed).status_code == 302
    assert ideas_of(comparison).count() == 2
    assert [row.key for row in criteria_of(comparison)] == [*FOUR, "own-1"]
    assert "own-1" in words(client.get(at("change", case)))


def test_a_comparison_is_given_up_after_a_question(case: Case, member: User, client: Client) -> None:
    a_comparison(case)
    assert client.get(at("withdrawal", case)).status_code == 200
    client.post(at("withdrawal", case))
    assert open_comparison_of(case) is None
    assert client.get(at("change", case)).status_code == 404


def test_who_names_themself_begins_to_judge(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case)
    assert client.get(at("judges", case)).status_code == 200
    typed = {"user": member.pk, "role": "enterprise", "way": "pairs"}
    answer = client.post(at("judges", case), typed)
    judge = comparison.judges.get()
    assert answer["Location"] == at("weights", case, judge.pk)
    assert client.post(at("judges", case), {"role": "advisor", "way": "points"}).status_code == 422


def test_an_expert_named_as_advisor_judges_too(case: Case, client: Client) -> None:
    expert = a_user()
    Case.objects.filter(pk=case.pk).update(advisor=expert)
    a_comparison(case)
    client.force_login(expert)
    answer = client.post(at("judges", case), {"user": expert.pk, "role": Judge.Role.ADVISOR, "way": "pairs"})
    judge = Judge.objects.get(user=expert)
    assert answer["Location"] == at("weights", case, judge.pk)
    assert client.get(at("ratings", case, judge.pk)).status_code == 200


def test_a_stranger_to_the_case_cannot_be_named(case: Case, member: User, client: Client) -> None:
    a_comparison(case)
    typed = {"user": a_user().pk, "role": "enterprise", "way": "pairs"}
    assert client.post(at("judges", case), typed).status_code == 422


def test_one_pair_follows_the_other_until_all_are_answered(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case, keys=FOUR)
    judge = a_judge(comparison, user=member, way=Judge.Way.PAIRS)
    start = words(client.get(at("weights", case, judge.pk)))
    address = at("pair", case, judge.pk, "market", "standards")
    assert address in start
    for _pair in range(6):
        assert client.get(address).status_code == 200
        address = client.post(address, {"strength": "3"})["Location"]
    assert address == at("weights", case, judge.pk)
    assert judgements_of(comparison)[0].has_weighed
    assert at("ratings", case, judge.pk) in words(client.get(address))


def test_a_pair_without_an_answer_is_asked_again(case: Case, member: User, client: Client) -> None:
    judge = a_judge(a_comparison(case), user=member, way=Judge.Way.PAIRS)
    address = at("pair", case, judge.pk, "market", "margin")
    for typed in ({"csrfmiddlewaretoken": "a"}, {"strength": "17"}, {"strength": "many"}, {"strength": "-1"}):
        assert client.post(address, typed).status_code == 422


def test_pairs_that_there_are_not_are_not_found(case: Case, member: User, client: Client) -> None:
    judge = a_judge(a_comparison(case), user=member, way=Judge.Way.PAIRS)
    for pair in (("margin", "market"), ("market", "market"), ("market", "nonsense")):
        assert client.get(at("pair", case, judge.pk, *pair)).status_code == 404


def test_the_consistency_ratio_objects_and_asks_for_a_second_thought(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case, keys=FOUR)
    judge = a_judge(comparison, user=member, way=Judge.Way.PAIRS)
    give_pairs(judge, {(0, 1): 2, (1, 2): 2, (2, 3): 2, (0, 2): 4, (1, 3): 4, (0, 3): -8})
    doubted = at("pair", case, judge.pk, "market", "standards")
    page = words(client.get(at("weights", case, judge.pk)))
    assert "objection" in page
    assert f'class="button small" href="{doubted}"' in page
    assert "step towards-first between fits" in words(client.get(doubted))
    client.post(doubted, {"strength": "8"})
    assert "objection" not in words(client.get(at("weights", case, judge.pk)))


def test_points_are_given_instead_and_back(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case, keys=FOUR)
    judge = a_judge(comparison, user=member, way=Judge.Way.PAIRS)
    client.post(at("way", case, judge.pk))
    page = at("weights", case, judge.pk)
    names = [f"points-{row.pk}" for row in criteria_of(comparison)]
    refused = client.post(page, dict.fromkeys(names[:3], "7") | {names[3]: "101"})
    assert refused.status_code == 422
    assert 'value="101"' in words(refused)
    assert client.post(page, dict.fromkeys(names, "25"))["Location"] == at("ratings", case, judge.pk)
    assert judgements_of(comparison)[0].has_weighed
    client.post(at("way", case, judge.pk))
    assert at("pair", case, judge.pk, "market", "standards") in words(client.get(page))


def test_ratings_are_kept_a_few_at_a_time(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case, ideas=("ก", "ข"), keys=FOUR)
    judge = a_judge(comparison, user=member)
    page = at("ratings", case, judge.pk)
    assert client.get(page).status_code == 200
    names = [f"{idea.pk}-{row.pk}" for idea in ideas_of(comparison) for row in criteria_of(comparison)]
    first = {f"level-{names[0]}": "4", f"source-{names[0]}": "ร้านค้าสามร้านถามหา"}
    assert client.post(page, first)["Location"] == page
    assert "ร้านค้าสามร้านถามหา" in words(client.get(page))
    everything = {f"level-{name}": "3" for name in names} | first
    assert client.post(page, everything)["Location"] == comparison.get_absolute_url()
    assert judgements_of(comparison)[0].rated == 8


def test_a_source_without_a_rating_asks_for_the_rating(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case, ideas=("ก", "ข"), keys=FOUR)
    judge = a_judge(comparison, user=member)
    name = f"{ideas_of(comparison)[0].pk}-{criteria_of(comparison)[0].pk}"
    answer = client.post(at("ratings", case, judge.pk), {f"source-{name}": "ตลาดนัด"})
    assert answer.status_code == 422
    assert "ตลาดนัด" in words(answer)
    assert client.post(at("ratings", case, judge.pk), {f"level-{name}": "9"}).status_code == 422


def test_nobody_gives_the_word_of_a_judge_with_an_account(case: Case, client: Client) -> None:
    judge = a_judge(a_comparison(case), user=a_member_of(case.enterprise), way=Judge.Way.PAIRS)
    pages = [at(name, case, judge.pk) for name in ("weights", "ratings")]
    pages.append(at("pair", case, judge.pk, "market", "margin"))
    for other in (an_officer(case.center), a_member_of(case.enterprise)):
        client.force_login(other)
        assert [client.get(page).status_code for page in pages] == [403] * 3
        assert client.post(at("way", case, judge.pk)).status_code == 403


def test_staff_writes_down_what_somebody_without_an_account_says(case: Case, client: Client) -> None:
    judge = a_judge(a_comparison(case), name="ป้าบัว", way=Judge.Way.PAIRS)
    client.force_login(an_officer(case.center))
    assert "ป้าบัว" in words(client.get(at("weights", case, judge.pk)))
    client.force_login(a_member_of(case.enterprise))
    assert client.get(at("weights", case, judge.pk)).status_code == 403


def test_the_sheet_hides_what_others_gave_until_one_has_given_one_s_own(
    case: Case, member: User, client: Client
) -> None:
    comparison = a_comparison(case)
    a_complete_judge(comparison, name="ป้าบัว")
    own = a_judge(comparison, user=member)
    assert 'id="ranking"' not in words(client.get(comparison.get_absolute_url()))
    assert 'class="rank"' not in words(client.get(at("decision", case)))
    give_points(own, *[10] * 7)
    give_ratings(own, *[[3] * 7] * 3)
    page = words(client.get(comparison.get_absolute_url()))
    assert 'id="ranking"' in page
    assert 'id="agreement"' in page


def test_a_judge_is_let_go_after_a_question(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case)
    judge = a_judge(comparison)
    assert client.get(at("judge-withdrawal", case, judge.pk)).status_code == 200
    client.post(at("judge-withdrawal", case, judge.pk))
    assert client.get(at("judge-withdrawal", case, judge.pk)).status_code == 404


def test_what_is_missing_for_a_choice_stands_on_its_page(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case)
    assert words(client.get(at("decision", case))).count("<li>") >= 2
    answer = client.post(at("decision", case), {"idea": ideas_of(comparison)[0].pk})
    assert answer.status_code == 422


def test_the_enterprise_chooses_once_there_is_an_advisor(case: Case, member: User, client: Client) -> None:
    comparison = a_comparison(case)
    a_complete_judge(comparison)
    an_advisor(case)
    first, last = ideas_of(comparison)[0], ideas_of(comparison)[2]
    refused = client.post(at("decision", case), {"idea": last.pk})
    assert refused.status_code == 422
    assert f'value="{last.pk}" checked' in words(refused)
    answer = client.post(at("decision", case), {"idea": first.pk}, follow=True)
    assert 'id="chosen"' in words(answer)
    assert at("opening", case) in words(answer)
    case.refresh_from_db()
    assert case.product == first.product


def test_earlier_rounds_can_be_read_again(case: Case, member: User, client: Client) -> None:
    earlier = a_comparison(case)
    a_complete_judge(earlier)
    decide(comparison=earlier, idea=ideas_of(earlier)[0], by=an_advisor(case), now=NOW)
    later = a_comparison(case, ideas=("ก", "ข"))
    assert client.get(at("ideas", case))["Location"] == later.get_absolute_url()
    assert earlier.get_absolute_url() in words(client.get(later.get_absolute_url()))
    withdraw_comparison(comparison=later, by=a_user(), now=NOW)
    assert client.get(at("ideas", case))["Location"] == earlier.get_absolute_url()


def test_a_product_of_another_enterprise_is_not_on_offer(case: Case, member: User, client: Client) -> None:
    theirs = a_product(an_enterprise(case.center), "ของเพื่อนบ้าน")
    assert "ของเพื่อนบ้าน" not in words(client.get(at("opening", case)))
    typed = {"products": [theirs.pk, case.product.pk], "keys": FOUR}
    assert client.post(at("opening", case), typed).status_code == 422


def test_the_pages_of_a_comparison_take_as_many_queries_for_two_as_for_six(case: Case, client: Client) -> None:
    client.force_login(an_officer(case.center))
    small, large = a_comparison(case, ideas=("ก", "ข")), a_comparison(a_case(case.center), ideas=tuple("กขคงจฉ"))
    assert queries_of(client, large, judges="กขคง") == queries_of(client, small, judges="ก")


def queries_of(client: Client, comparison: Comparison, *, judges: str) -> list[int]:
    """How many queries its sheet, its choice and its ratings take."""
    rated, *_others = [a_complete_judge(comparison, name=name) for name in judges]
    pages = [comparison.get_absolute_url(), at("decision", comparison.case), at("ratings", comparison.case, rated.pk)]
    counts = []
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        counts.append(len(queries))
    return counts
