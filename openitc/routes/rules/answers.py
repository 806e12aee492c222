"""What the planner answers, in plain values: the routes with their steps, or what stands in the way."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from openitc.centers.rules import MINUTES_A_DAY
from openitc.planner.choice import pick
from openitc.planner.explain import Reason, why
from openitc.planner.frontier import Frontier, PlacedStep, Route
from openitc.planner.network import Network as PlannerNetwork
from openitc.planner.obstacles import Obstacles, Way, obstacles
from openitc.planner.problem import Problem
from openitc.planner.search import Result, plan
from openitc.planner.verify import violations
from openitc.routes.rules.network import Network
from openitc.routes.rules.question import Question
from openitc.routes.rules.route import FilledRole, PlannedRoute, PlannedStep, Shipment
from openitc.routes.rules.seating import kept_apart, seating
from openitc.routes.rules.translation import Asked, able, asked, key_of
from openitc.shared.money import Satang

MOST_ROUTES = 60
OBSTACLE_SHARE = 0.3  # of the budget, for each of the few searches that tell what would help


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """One change that would open the way: of what, to which value, and what the best route would then be."""

    what: str  # deadline, max_cost, max_km, limits, centers, pins, again
    value: str = ""
    finish: date | None = None
    cost: Satang | None = None
    km: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why there is no route: the step that cannot be placed even alone, what nobody has for it, what would help.

    `late` are steps that had to follow a fixed one within a time that has run out, each with the one it follows.
    """

    step: str | None
    late: tuple[tuple[str, str], ...] = ()
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
    sound = _seated(result, question, network, about, now=now, budget_ms=budget_ms)
    return Answer(
        routes=tuple(_planned(route, labels, question, network, about) for route, labels in _worth_showing(sound)),
        found=len(sound.routes),
        proved=sound.proved,
        elapsed_ms=sound.elapsed_ms,
        searched={**kinds, "center": len({means.center for means in about.means})},
        obstacle=None if result.routes else _in_the_way(question, network, about, known, now=now, budget_ms=budget_ms),
    )


def _seated(
    result: Result, question: Question, network: Network, about: Asked, *, now: datetime, budget_ms: float | None
) -> Result:
    """Only the routes that can be booked.

    The planner does not know that a case's own uses of one resource need time for cleaning and setup between them too.
    Where that spoils a route, others are looked for with that time between the steps, whatever they use. What is found
    so can be booked, but is no longer proved to be all.
    """

    def sound(routes: Sequence[Route]) -> list[Route]:
        return [
            route
            for route in routes
            if seating(_planned(route, (), question, network, about), question, network) is not None
        ]

    left = sound(result.routes)
    if len(left) == len(result.routes):
        return result
    apart = asked(kept_apart(question, network), network, now=now).problem
    again = plan(apart, budget_ms=budget_ms)
    frontier = Frontier()
    for route in (*left, *sound(again.routes)):
        frontier.add(route)
    return replace(result, routes=frontier.routes, proved=False, elapsed_ms=result.elapsed_ms + again.elapsed_ms)


def reasons(question: Question, network: Network, route: PlannedRoute, *, now: datetime) -> dict[str, Reason]:
    """For each step of the route, why it starts when it does; empty where the network no longer is the same."""
    problem = asked(question, network, now=now).problem
    found = _as_found(route, problem, network)
    known = {resource.id for resource in problem.resources}
    if not all(known.issuperset(step.resources) for step in found.steps):
        return {}  # a resource went out of service since
    return {reason.step: reason for reason in why(problem, found)}


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
    roles = tuple(
        FilledRole(
            name=name,
            resource=key_of(name),
            units=role.units,
            start=_moment(network, placed.start + role.offset),
            end=_moment(network, placed.start + role.offset + role.duration),
            fee=about.resources[name].fee(role.duration, role.units),
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
            resources = tuple(_name(role, opens) for role in step.roles)
        return PlacedStep(step.key, str(step.center), start, start + durations[step.key], resources)

    steps = tuple(placed(step) for step in route.steps)
    return Route(problem.finish_of(max(step.end for step in steps)), route.cost, route.km, steps)


def _name(role: FilledRole, known: Collection[str]) -> str:
    """What the problem calls the resource now; another place of it where it is no longer split as it was."""
    of_resource = (name for name in known if name.partition("/")[0] == str(role.resource))
    return role.name if role.name in known else next(of_resource, role.name)


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
    late = _late(question, now=now)
    renewed = _renewed(question, now=now)
    if renewed != question:
        again = sorted({fixed.step for fixed in question.fixed} - {fixed.step for fixed in renewed.fixed})
        ways = _of_another(renewed, "again", network, now=now, budget_ms=share)
        helps += [replace(each, value=",".join(again)) for each in ways]
    return Obstacle(
        late=late,
        step=found.step,
        missing=_missing(found.step, question, network),
        helps=tuple(helps),
        proved=found.proved,
    )


def _late(question: Question, *, now: datetime) -> tuple[tuple[str, str], ...]:
    """The steps that can no longer follow what is fixed in time."""
    ended = {fixed.step: fixed.end for fixed in question.fixed}
    return tuple(
        (step.key, gap.after)
        for step in question.left
        for gap in step.gaps
        if gap.most is not None and gap.after in ended and ended[gap.after] + timedelta(minutes=gap.most) < now
    )


def _renewed(question: Question, *, now: datetime) -> Question:
    """The question with done steps to be done once more, until nothing follows what is done too late."""
    while again := {after for _step, after in _late(question, now=now)} - _booked(question):
        question = replace(question, fixed=tuple(fixed for fixed in question.fixed if fixed.step not in again))
    return question


def _booked(question: Question) -> set[str]:
    return {fixed.step for fixed in question.fixed if fixed.booking is not None}


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
