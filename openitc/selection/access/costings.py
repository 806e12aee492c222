"""Who may reach which idea and which line of its costing: everyone who sees the case."""

from datetime import date

from django.http import Http404

from openitc.cases.access import case_to_see
from openitc.people.models import User
from openitc.selection.models import CostLine, Idea


def idea_to_see(*, user: User, number: str, idea_id: int, on: date) -> Idea:
    """An idea of a case that the person sees; whether it can still be changed is for the operations to say."""
    case = case_to_see(user=user, number=number, on=on)
    ideas = Idea.objects.select_related("comparison", "product", "version__pathway", "prospect")
    idea = ideas.filter(comparison__case=case, withdrawn_at=None, pk=idea_id).first()
    if idea is None:
        raise Http404
    idea.comparison.case = case
    return idea


def line_to_change(*, user: User, number: str, idea_id: int, line_id: int, on: date) -> CostLine:
    """A line of the costing of such an idea."""
    idea = idea_to_see(user=user, number=number, idea_id=idea_id, on=on)
    line = idea.cost_lines.select_related("machine").filter(pk=line_id).first()
    if line is None:
        raise Http404
    line.idea = idea
    return line
