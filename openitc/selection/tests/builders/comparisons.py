"""Small worlds for the tests of comparisons: ideas side by side, judges, and what they give."""

from collections.abc import Mapping, Sequence

from openitc.cases.models import Case
from openitc.cases.operations import name_advisor
from openitc.cases.tests.builders import a_product, an_officer
from openitc.pathways.tests.builders import NOW, a_user
from openitc.people.models import User
from openitc.selection.models import Comparison, Judge
from openitc.selection.operations.comparisons import Contents, open_comparison
from openitc.selection.operations.judging import Rated, add_judge, rate, weigh_pair, weigh_points
from openitc.selection.queries.comparisons import criteria_of, ideas_of, usual_criteria

IDEAS = ("ลำไยอบกรอบ", "น้ำลำไยเข้มข้น", "ลำไยอบแห้งสีทอง")
KEYS = tuple(row.key for row in usual_criteria())


def a_comparison(case: Case, *, ideas: Sequence[str] = IDEAS, keys: Sequence[str] = KEYS) -> Comparison:
    """Ideas of the case's enterprise side by side, by the usual criteria."""
    products = [a_product(case.enterprise, name) for name in ideas]
    contents = Contents(products=products, keys=keys)
    return open_comparison(case=case, contents=contents, by=a_user(), now=NOW)


def a_judge(
    comparison: Comparison,
    *,
    user: User | None = None,
    name: str = "ป้าบัว",
    role: str = Judge.Role.ENTERPRISE,
    way: str = Judge.Way.POINTS,
) -> Judge:
    """Somebody who judges; without a user somebody who has no account."""
    return add_judge(comparison=comparison, user=user, name=name, role=role, way=way, by=a_user(), now=NOW)


def give_points(judge: Judge, *points: int) -> None:
    """Weigh the criteria by points, in their order."""
    criteria = criteria_of(judge.comparison)
    weigh_points(judge=judge, points=dict(zip(criteria, points, strict=True)), by=a_user(), now=NOW)


def give_pairs(judge: Judge, strengths: Mapping[tuple[int, int], int]) -> None:
    """Weigh criteria in pairs, by their places."""
    criteria = list(criteria_of(judge.comparison))
    for (first, second), strength in strengths.items():
        pair = {"first": criteria[first], "second": criteria[second]}
        weigh_pair(judge=judge, **pair, strength=strength, by=a_user(), now=NOW)


def give_ratings(judge: Judge, *levels: Sequence[int]) -> None:
    """Rate the ideas (rows) on the criteria (columns), in their order."""
    ideas, criteria = ideas_of(judge.comparison), list(criteria_of(judge.comparison))
    ratings = [
        Rated(idea=idea, criterion=criterion, level=level)
        for idea, row in zip(ideas, levels, strict=True)
        for criterion, level in zip(criteria, row, strict=True)
    ]
    rate(judge=judge, ratings=ratings, by=a_user(), now=NOW)


def a_complete_judge(comparison: Comparison, *, user: User | None = None, name: str = "ป้าบัว") -> Judge:
    """Somebody who has judged everything, and likes the earlier ideas better."""
    judge = a_judge(comparison, user=user, name=name)
    criteria, ideas = criteria_of(comparison), ideas_of(comparison)
    give_points(judge, *(10 for _criterion in criteria))
    give_ratings(judge, *([max(1, 5 - place)] * len(criteria) for place in range(len(ideas))))
    return judge


def an_advisor(case: Case) -> User:
    """An officer of the case's center who is named as its advisor."""
    advisor = an_officer(case.center)
    return name_advisor(case=case, advisor=advisor, by=advisor, now=NOW).advisor or advisor
