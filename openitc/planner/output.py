"""Routes as the agreed answer, ready for JSON."""

from openitc.planner.frontier import Route
from openitc.planner.search import Result

FORMAT = "openitc-routes/1"


def to_json(result: Result) -> dict[str, object]:
    """The answer to a problem file."""
    return {
        "format": FORMAT,
        "proved": result.proved,
        "elapsed_ms": round(result.elapsed_ms, 3),
        "infeasible_step": result.infeasible_step,
        "routes": [_route(route) for route in result.routes],
    }


def _route(route: Route) -> dict[str, object]:
    steps = [
        {
            "key": step.key,
            "center": step.center,
            "start": step.start,
            "end": step.end,
            "resources": list(step.resources),
        }
        for step in route.steps
    ]
    return {"finish": route.finish, "cost": route.cost, "km": route.km, "steps": steps}
