"""Four routes to show first, out of all those worth choosing between."""

from typing import Literal

from openitc.planner.frontier import Route
from openitc.planner.search import Result

Favour = Literal["fastest", "cheapest", "nearest", "balanced"]


def pick(result: Result) -> dict[Favour, Route]:
    """The best route by each criterion, ties going to the others in turn, and the one nearest to best in all."""
    routes = result.routes
    if not routes:
        return {}
    return {
        "fastest": min(routes, key=lambda route: route.point),
        "cheapest": min(routes, key=lambda route: (route.cost, route.finish, route.km)),
        "nearest": min(routes, key=lambda route: (route.km, route.finish, route.cost)),
        "balanced": min(routes, key=lambda route: (_distance(route, routes), route.point)),
    }


def _distance(route: Route, routes: tuple[Route, ...]) -> float:
    """How far from having the best of everything, each criterion scaled to its range over the routes."""
    total = 0.0
    for value, values in zip(route.point, zip(*(each.point for each in routes), strict=True), strict=True):
        best, worst = min(values), max(values)
        total += ((value - best) / (worst - best)) ** 2 if worst > best else 0
    return total
