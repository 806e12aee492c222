"""Who may reach which comparison and judge for whom: everyone who sees the case, and each judge for themself."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from openitc.cases.access import case_to_see
from openitc.cases.models import Case
from openitc.enterprises.access import enterprises_visible_to
from openitc.people.models import User
from openitc.selection.models import Comparison, Judge
from openitc.selection.queries.comparisons import open_comparison_of


def case_to_compare(*, user: User, number: str, on: date) -> Case:
    """A case whose ideas the person compares: staff who work on it, and its enterprise."""
    return case_to_see(user=user, number=number, on=on)


def comparison_to_change(*, user: User, number: str, on: date) -> Comparison:
    """The comparison of the case that is under way."""
    comparison = open_comparison_of(case_to_see(user=user, number=number, on=on))
    if comparison is None:
        raise Http404
    return comparison


def comparison_to_see(*, user: User, number: str, pk: int, on: date) -> Comparison:
    """A comparison of a case that the person sees, decided or not."""
    case = case_to_see(user=user, number=number, on=on)
    found = case.comparisons.select_related("chosen__product", "decided_by", "opened_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.case = case
    return found


def judge_to_see(*, user: User, number: str, judge_id: int, on: date) -> Judge:
    """A judge of the comparison that is under way."""
    comparison = comparison_to_change(user=user, number=number, on=on)
    judge = comparison.judges.select_related("user").filter(pk=judge_id, withdrawn_at=None).first()
    if judge is None:
        raise Http404
    judge.comparison = comparison
    return judge


def judge_to_write_for(*, user: User, number: str, judge_id: int, staff: bool, on: date) -> Judge:
    """A judge whose word the person writes down; a judge with an account gives it alone."""
    judge = judge_to_see(user=user, number=number, judge_id=judge_id, on=on)
    if writes_for(judge, user=user, staff=staff):
        return judge
    raise PermissionDenied


def knows_enterprise(user: User, case: Case, *, on: date) -> bool:
    """Whether the pages of the case's enterprise open to the person; a case may be referred without its enterprise."""
    return enterprises_visible_to(user, on=on).filter(pk=case.enterprise_id).exists()


def writes_for(judge: Judge, *, user: User, staff: bool) -> bool:
    """Whether the person gives the judge's word: their own, or as staff that of somebody without an account."""
    return staff if judge.user_id is None else judge.user_id == user.pk
