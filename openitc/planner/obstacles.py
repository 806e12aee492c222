"""Why there is no route, and what would help: how far each limit would have to give way."""

from dataclasses import dataclass, replace

from openitc.planner.frontier import Route
from openitc.planner.network import Network
from openitc.planner.problem import Problem, Request
from openitc.planner.search import Result, plan


@dataclass(frozen=True, slots=True)
class Way:
    """What one route would need: the minute by which everything in it has ended, its cost and its km."""

    deadline: int
    cost: int
    km: int


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What stands in the way of a request, and the least that would have to change.

    `deadline`, `max_cost` and `max_km` are limits that would do if only that one gave way; None where it would not
    help, or was not set. `ways` is what routes need where all three give way, and `unpinned` the same where moreover
    steps may be at any center; empty where no step is pinned.
    """

    step: str | None
    deadline: int | None
    max_cost: int | None
    max_km: int | None
    ways: tuple[Way, ...]
    unpinned: tuple[Way, ...]
    proved: bool


def obstacles(problem: Problem, *, budget_ms: float | None = None, network: Network | None = None) -> Obstacles:
    """What would help a request that has no route; `budget_ms` is for each of the few searches this takes."""
    inquiry = _Inquiry(problem, budget_ms, network or Network.of(problem))
    request = problem.request
    step = inquiry.ask(request).infeasible_step
    no_deadline = inquiry.ways(replace(request, deadline=None)) if request.deadline is not None else ()
    no_max_cost = inquiry.ways(replace(request, max_cost=None)) if request.max_cost is not None else ()
    no_max_km = inquiry.ways(replace(request, max_km=None)) if request.max_km is not None else ()
    free = replace(request, deadline=None, max_cost=None, max_km=None)
    steps = tuple(replace(each, centers=None) for each in request.steps)
    return Obstacles(
        step=step,
        deadline=min((way.deadline for way in no_deadline), default=None),
        max_cost=min((way.cost for way in no_max_cost), default=None),
        max_km=min((way.km for way in no_max_km), default=None),
        ways=inquiry.ways(free),
        unpinned=inquiry.ways(replace(free, steps=steps)) if steps != request.steps else (),
        proved=inquiry.proved,
    )


class _Inquiry:
    """Variations of one request on one network."""

    def __init__(self, problem: Problem, budget_ms: float | None, network: Network) -> None:
        # In minutes, for the least deadline is wanted to the minute.
        self.problem = replace(problem, finish_unit="minute")
        self.budget_ms, self.network, self.proved = budget_ms, network, True

    def ask(self, request: Request) -> Result:
        result = plan(replace(self.problem, request=request), budget_ms=self.budget_ms, network=self.network)
        self.proved &= result.proved
        return result

    def ways(self, request: Request) -> tuple[Way, ...]:
        return tuple(self._way(route, request) for route in self.ask(request).routes)

    def _way(self, route: Route, request: Request) -> Way:
        held = [
            placed.start + role.offset + role.duration
            for placed, step in zip(route.steps, request.steps, strict=True)
            for role in step.roles
        ]
        return Way(max([route.finish, *held]), route.cost, route.km)
