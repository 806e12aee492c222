"""Small problems by hand: one center and one resource for each capability unless told otherwise."""

from typing import Any

from openitc.planner.problem import Problem, parse
from openitc.planner.search import Result, plan

Json = dict[str, Any]
Point = tuple[int, int, int]


def a_resource(name: str, *capabilities: str, **changes: object) -> Json:
    """Open from 0 to 1000 at center A, one at a time, free of charge."""
    fields: Json = {
        "id": name,
        "center": "A",
        "capabilities": list(capabilities or (name,)),
        "capacity": 1,
        "fee_per_hour": 0,
        "open": [[0, 1000]],
        "busy": [],
    }
    return fields | changes


def a_role(capability: str, duration: int = 60, **changes: object) -> Json:
    """One unit of a resource from the step's start on."""
    return {"capability": capability, "units": 1, "offset": 0, "duration": duration} | changes


def a_step(key: str, *roles: Json | str, duration: int = 60, **changes: object) -> Json:
    """A step that nobody attends and that waits for nothing."""
    filled = [a_role(role, duration) if isinstance(role, str) else role for role in roles]
    fields: Json = {
        "key": key,
        "duration": duration,
        "attended": False,
        "continuous": False,
        "roles": filled,
        "after": [],
    }
    return fields | changes


def after(step: str, **changes: object) -> Json:
    """An entry of `after` without gaps or shipping."""
    return {"step": step, "min_gap": 0, "max_gap": None, "ships": False} | changes


def a_file(resources: list[Json], steps: list[Json], **changes: object) -> Json:
    """A problem file; `not_before` and the limits may be given beside the fields of the file itself."""
    limits = {"not_before": 0, "deadline": None, "max_cost": None, "max_km": None}
    request = {name: changes.pop(name, value) for name, value in limits.items()} | {"steps": steps}
    fields: Json = {
        "format": "openitc-problem/1",
        "epoch": "2026-11-23T00:00:00+07:00",
        "horizon": 1000,
        "finish_unit": "minute",
        "centers": ["A", "B"],
        "home_km": [10, 20],
        "ship_minutes": [[0, 100], [100, 0]],
        "ship_fee": [[0, 500], [500, 0]],
        "resources": resources,
        "request": request,
    }
    return fields | changes


def a_problem(resources: list[Json], steps: list[Json], **changes: object) -> Problem:
    """The same, read."""
    return parse(a_file(resources, steps, **changes))


def planned(resources: list[Json], steps: list[Json], **changes: object) -> Result:
    """The answer to such a problem."""
    return plan(a_problem(resources, steps, **changes))


def points(result: Result) -> list[Point]:
    """Finish, cost and km of each route."""
    return [route.point for route in result.routes]


def starts(result: Result, route: int = 0) -> dict[str, int]:
    """When each step of a route starts."""
    return {step.key: step.start for step in result.routes[route].steps}
