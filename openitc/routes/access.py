"""Who may plan which way and take which route."""

from datetime import date

from django.http import Http404

from openitc.cases.access import case_to_plan
from openitc.people.models import User
from openitc.routes.models import ProposedRoute


def route_to_take(*, user: User, number: str, key: str, on: date) -> ProposedRoute:
    """A route proposed for a case that the person may plan; of any other nobody learns that it exists."""
    case = case_to_plan(user=user, number=number, on=on)
    routes = ProposedRoute.objects.filter(proposal__case=case).select_related(
        "proposal__case__enterprise__province", "proposal__case__version", "proposal__case__center"
    )
    route = routes.filter(pk=int(key)).first() if key.isdecimal() else None
    if route is None:
        raise Http404
    return route
