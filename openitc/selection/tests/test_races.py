"""Real threads: two people choose at once, two judges save at once, a judge saves while another chooses."""

from functools import partial

import pytest

from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case
from openitc.centers.models import Province
from openitc.pathways.tests.builders import NOW, a_center, a_user
from openitc.selection.models import Comparison, Idea, Judge
from openitc.selection.operations.comparisons import Contents, open_comparison
from openitc.selection.operations.decisions import decide
from openitc.selection.operations.judging import weigh_pair
from openitc.selection.queries.comparisons import criteria_of, ideas_of
from openitc.selection.queries.judgements import judgements_of
from openitc.selection.tests.builders.comparisons import KEYS, a_comparison, a_complete_judge, a_judge, an_advisor
from openitc.shared.tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


@pytest.fixture(autouse=True)
def _clean_provinces() -> None:
    Province.objects.filter(code="TH-50").delete()


def choose(comparison: Comparison, idea: Idea) -> Comparison:
    """Choose the idea, as somebody who looked at the page before anybody else chose."""
    mine = Comparison.objects.select_related("case").get(pk=comparison.pk)
    return decide(comparison=mine, idea=idea, reason="ลูกค้ารออยู่", by=a_user(), now=NOW)


def say(judge: Judge, place: int) -> None:
    """Weigh the first criterion against another."""
    mine = Judge.objects.select_related("comparison__case").get(pk=judge.pk)
    criteria = list(criteria_of(mine.comparison))
    weigh_pair(judge=mine, first=criteria[0], second=criteria[place], strength=3, by=a_user(), now=NOW)


def test_of_two_who_choose_at_once_one_chooses_and_the_other_is_told() -> None:
    for _round in range(ROUNDS):
        case = a_case(a_center())
        comparison = a_comparison(case)
        a_complete_judge(comparison)
        an_advisor(case)
        first, last = ideas_of(comparison)[0], ideas_of(comparison)[2]
        assert race(partial(choose, comparison, first), partial(choose, comparison, last)) == ["done", "refused"]
        comparison.refresh_from_db()
        assert comparison.chosen is not None
        assert Case.objects.get(pk=case.pk).product == comparison.chosen.product


def test_two_judges_who_save_at_once_both_keep_their_word() -> None:
    comparison = a_comparison(a_case(a_center()))
    judges = [a_judge(comparison, name=name, way=Judge.Way.PAIRS) for name in "กข"]
    for place in range(1, ROUNDS + 1):
        assert race(*(partial(say, judge, place) for judge in judges)) == ["done", "done"]
    assert [row.weighed for row in judgements_of(comparison)] == [ROUNDS, ROUNDS]


def test_one_judge_on_two_devices_keeps_one_word() -> None:
    comparison = a_comparison(a_case(a_center()))
    judge = a_judge(comparison, way=Judge.Way.PAIRS)
    assert race(partial(say, judge, 1), partial(say, judge, 1)) == ["done", "done"]
    assert judgements_of(comparison)[0].weighed == 1


def test_a_word_given_while_somebody_chooses_is_kept_before_it_or_refused() -> None:
    for _round in range(ROUNDS):
        case = a_case(a_center())
        comparison = a_comparison(case)
        a_complete_judge(comparison)
        an_advisor(case)
        late = a_judge(comparison, name="ช้า", way=Judge.Way.PAIRS)
        outcomes = race(partial(choose, comparison, ideas_of(comparison)[0]), partial(say, late, 1))
        assert outcomes in (["done", "done"], ["done", "refused"])


def test_of_two_who_open_a_comparison_at_once_one_opens_it() -> None:
    case = a_case(a_center())
    a_comparison_of = Contents(products=[case.product], new_products=["ก"], keys=KEYS)

    def begin() -> None:
        open_comparison(case=Case.objects.get(pk=case.pk), contents=a_comparison_of, by=a_user(), now=NOW)

    assert race(begin, begin) == ["done", "refused"]
