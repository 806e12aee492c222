"""What the planner answers, in plain values: the routes with their steps, or what stands in the way."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from openitc.centers.rules import MINUTES_A_DAY
from openitc.planner.choice import pick
from openitc.planner.explain import Reason, why
from openitc.planner.frontier import PlacedStep, Route
from openitc.planner.network import Network as PlannerNetwork
from openitc.planner.obstacles import Obstacles, Way, obstacles
from openitc.planner.problem import Problem
from openitc.planner.search import Result, plan
from openitc.planner.verify import violations
from openitc.routes.rules.network import Network
from openitc.routes.rules.question import Question
from openitc.routes.rules.translation import Asked, able, asked
from openitc.shared.money import Satang

MOST_ROUTES = 60
OBSTACLE_SHARE = 0.3  # of the budget, for each of the few searches that tell what would help


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRole:
    """One role of a planned step: which resource, how many places of it, when, for how much."""

    resource: int
    units: int
    start: datetime
    end: datetime
    fee: Satang


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """A sample sent to a step from the center of an earlier one."""

    after: str
    fee: Satang
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """One step of a route. A fixed one (done, begun or pinned) has no roles to fill."""

    key: str
    center: int
    start: datetime
    end: datetime
    fixed: bool = False
    fee: Satang = 0
    roles: tuple[FilledRole, ...] = ()
    shipments: tuple[Shipment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRoute:
    """One route that no other beats, and what it is best at."""

    finish: datetime
    cost: Satang
    km: int
    steps: tuple[PlannedStep, ...]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """One change that would open the way: of what, to which value, and what the best route would then be."""

    what: str  # deadline, max_cost, max_km, limits, centers, pins
    value: str = ""
    finish: date | None = None
    cost: Satang | None = None
    km: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why there is no route: the step that cannot be placed even alone, what nobody has for it, what would help."""

    step: str | None
    missing: tuple[str, ...] = ()
    helps: tuple[Help, ...] = ()
    proved: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that the planner found for a question."""

    routes: tuple[PlannedRoute, ...]
    found: int
    proved: bool
    elapsed_ms: float
    searched: Mapping[str, int] = field(default_factory=dict)
    obstacle: Obstacle | None = None


def answer(question: Question, network: Network, *, now: datetime, budget_ms: float | None) -> Answer:
    """Plan the way. Routes come in order of finish; where they are very many, those between are thinned out."""
    about = asked(question, network, now=now)
    known = PlannerNetwork.of(about.problem)
    result = plan(about.problem, budget_ms=budget_ms, network=known)
    kinds = Counter(means.kind for means in about.means)
    found = tuple(_planned(route, labels, question, network, about) for route, labels in _worth_showing(result))
    return Answer(
        routes=found,
        found=len(result.routes),
        proved=result.proved,
        elapsed_ms=result.elapsed_ms,
        searched={**kinds, "center": len({means.center for means in about.means})},
        obstacle=None if found else _in_the_way(question, network, about, known, now=now, budget_ms=budget_ms),
    )


def reasons(question: Question, network: Network, route: PlannedRoute, *, now: datetime) -> dict[str, Reason]:
    """For each step of the route, why it starts when it does."""
    about = asked(question, network, now=now)
    return {reason.step: reason for reason in why(about.problem, _as_found(route, about.problem, network))}


def faults(question: Question, network: Network, route: PlannedRoute, *, now: datetime) -> list[str]:
    """Every rule that the route breaks on the network as it is, found by code that shares nothing with the search."""
    problem = asked(question, network, now=now).problem
    found = _as_found(route, problem, network)
    steps = [
        {"key": step.key, "center": step.center, "start": step.start, "end": step.end, "resources": [*step.resources]}
        for step in found.steps
    ]
    claimed = {"finish": found.finish, "cost": found.cost, "km": found.km, "steps": steps}
    return violations(
        problem,
        {
            "format": "openitc-routes/1", "proved": False, "elapsed_ms": 0, "infeasible_step": None,
            "routes": [claimed],
        },
    )  # fmt: skip


def _worth_showing(result: Result) -> list[tuple[Route, tuple[str, ...]]]:
    labels: dict[tuple[int, int, int], list[str]] = {}
    for label, route in pick(result).items():
        labels.setdefault(route.point, []).append(label)
    apart = max(1, -(-len(result.routes) // MOST_ROUTES))
    return [
        (route, tuple(labels.get(route.point, ())))
        for position, route in enumerate(result.routes)
        if position % apart == 0 or route.point in labels
    ]


def _planned(route: Route, labels: tuple[str, ...], question: Question, network: Network, about: Asked) -> PlannedRoute:
    steps = tuple(_step(placed, route, question, network, about) for placed in route.steps)
    return PlannedRoute(
        finish=max(step.end for step in steps), cost=route.cost, km=route.km, steps=steps, labels=labels
    )


def _step(placed: PlacedStep, route: Route, question: Question, network: Network, about: Asked) -> PlannedStep:
    kept = next((fixed for fixed in question.fixed if fixed.step == placed.key), None)
    if kept is not None:
        return PlannedStep(key=placed.key, center=kept.center, start=kept.start, end=kept.end, fixed=True, fee=kept.fee)
    step = next(step for step in question.steps if step.key == placed.key)
    wanted = next(each for each in about.problem.request.steps if each.key == placed.key)
    named = {resource.id: resource for resource in about.problem.resources if resource.id in placed.resources}
    roles = tuple(
        FilledRole(
            resource=int(name),
            units=role.units,
            start=_moment(network, placed.start + role.offset),
            end=_moment(network, placed.start + role.offset + role.duration),
            fee=named[name].fee(role.duration, role.units),
        )
        for role, name in zip(wanted.roles, placed.resources, strict=True)
    )
    centers = {other.key: other.center for other in route.steps}
    position = {center: index for index, center in enumerate(about.problem.centers)}
    ways = [
        (gap.after, position[centers[gap.after]], position[placed.center])
        for gap in step.gaps
        if gap.ships and centers[gap.after] != placed.center
    ]
    return PlannedStep(
        key=placed.key,
        center=int(placed.center),
        start=_moment(network, placed.start),
        end=_moment(network, placed.end),
        fee=sum(role.fee for role in roles),
        roles=roles,
        shipments=tuple(
            Shipment(
                after=after, fee=about.problem.ship_fee[here][there], minutes=about.problem.ship_minutes[here][there]
            )
            for after, here, there in ways
        ),
    )


def _as_found(route: PlannedRoute, problem: Problem, network: Network) -> Route:
    """The route as the planner would say it."""
    own = {step.key: step.roles[0].capability for step in problem.request.steps if step.roles}
    durations = {step.key: step.duration for step in problem.request.steps}
    opens = {resource.id: resource.open for resource in problem.resources}

    def placed(step: PlannedStep) -> PlacedStep:
        if step.fixed:
            start = opens[own[step.key]][0][0]
            resources: tuple[str, ...] = (own[step.key],)
        else:
            start = _minute(network, step.start)
            resources = tuple(str(role.resource) for role in step.roles)
        return PlacedStep(step.key, str(step.center), start, start + durations[step.key], resources)

    steps = tuple(placed(step) for step in route.steps)
    return Route(problem.finish_of(max(step.end for step in steps)), route.cost, route.km, steps)


def _in_the_way(
    question: Question, network: Network, about: Asked, known: PlannerNetwork, *, now: datetime, budget_ms: float | None
) -> Obstacle:
    share = None if budget_ms is None else budget_ms * OBSTACLE_SHARE
    found = obstacles(about.problem, budget_ms=share, network=known)
    helps = _of_limits(found, network)
    freer = replace(question, limits=replace(question.limits, only=(), avoided=()))
    if freer != question:
        helps += _of_another(freer, "centers", network, now=now, budget_ms=share)
    pins = [fixed.booking for fixed in question.fixed if not fixed.done and fixed.start > now and fixed.booking]
    if pins:
        loose = replace(
            question,
            fixed=tuple(fixed for fixed in question.fixed if fixed.booking not in pins),
            replaced=(*question.replaced, *pins),
        )
        helps += _of_another(loose, "pins", network, now=now, budget_ms=share)
    return Obstacle(
        step=found.step, missing=_missing(found.step, question, network), helps=tuple(helps), proved=found.proved
    )


def _of_limits(found: Obstacles, network: Network) -> list[Help]:
    helps = []
    if found.deadline is not None:
        day = _day(network, found.deadline)
        helps.append(Help(what="deadline", value=day.isoformat(), finish=day))
    if found.max_cost is not None:
        helps.append(Help(what="max_cost", value=str(found.max_cost), cost=found.max_cost))
    if found.max_km is not None:
        helps.append(Help(what="max_km", value=str(found.max_km), km=found.max_km))
    if not helps and found.ways:
        helps.append(_best(found.ways, "limits", network))
    return helps


def _of_another(
    question: Question, what: str, network: Network, *, now: datetime, budget_ms: float | None
) -> list[Help]:
    """What would be possible if the question were another one."""
    problem = replace(asked(question, network, now=now).problem, finish_unit="minute")
    result = plan(problem, budget_ms=budget_ms)
    ways = [Way(route.finish, route.cost, route.km) for route in result.routes]
    return [_best(ways, what, network)] if ways else []


def _best(ways: Sequence[Way], what: str, network: Network) -> Help:
    first = min(ways, key=lambda way: way.deadline)
    return Help(what=what, finish=_day(network, first.deadline), cost=first.cost, km=first.km)


def _missing(key: str | None, question: Question, network: Network) -> tuple[str, ...]:
    """The capabilities of the step that no resource within reach has, whenever it is free."""
    step = next((step for step in question.left if step.key == key), None)
    if step is None:
        return ()
    return tuple(role.capability for role in step.roles if not able(question, step, role, network))


def _moment(network: Network, minute: int) -> datetime:
    return network.epoch + timedelta(minutes=minute)


def _minute(network: Network, moment: datetime) -> int:
    return int((moment - network.epoch).total_seconds() // 60)


def _day(network: Network, minute: int) -> date:
    """The day on which something that ends at the minute is over."""
    return network.first + timedelta(days=(minute - 1) // MINUTES_A_DAY)
