"""Who may tell and change what a case is asked: whoever sees the case tells it, staff alone judge a requirement."""

from datetime import date

from django.http import Http404

from openitc.cases.access import case_to_plan, case_to_work_on
from openitc.cases.models import AddedSteps, Case
from openitc.certification.models import Requirement, Roadmap
from openitc.certification.queries.added import steps_of_roadmap
from openitc.people.models import User


def requirement_to_judge(*, user: User, number: str, requirement_id: int, on: date) -> Requirement:
    """A requirement of what the case is told now, for its staff."""
    case = case_to_work_on(user=user, number=number, on=on)
    rows = Requirement.objects.filter(roadmap__case=case, roadmap__ended_at=None, pk=requirement_id)
    found = rows.select_related("edition__standard", "roadmap__case").prefetch_related("edition__methods").first()
    if found is None:
        raise Http404
    return found


def requirement_told(*, user: User, number: str, requirement_id: int, on: date) -> Requirement:
    """The same for whoever sees the case: they know best what their product is."""
    case = case_to_plan(user=user, number=number, on=on)
    rows = Requirement.objects.filter(roadmap__case=case, roadmap__ended_at=None, pk=requirement_id)
    found = rows.select_related("edition__standard", "roadmap__case").first()
    if found is None:
        raise Http404
    return found


def steps_added(*, user: User, number: str, added_id: int, on: date) -> AddedSteps:
    """Tests that the roadmap put on the way of the case, and that stand on it."""
    case = case_to_plan(user=user, number=number, on=on)
    found = steps_of_roadmap(case).filter(pk=added_id).select_related("case").first()
    if found is None:
        raise Http404
    return found


def roadmap_told(*, user: User, number: str, turn: int, on: date) -> tuple[Case, Roadmap]:
    """What the case was told that time."""
    case = case_to_plan(user=user, number=number, on=on)
    found = case.roadmaps.select_related("told_by").filter(number=turn).first()
    if found is None:
        raise Http404
    return case, found
