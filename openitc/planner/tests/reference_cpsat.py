"""The answer by a constraint solver: a model with free start times, asked for one Pareto point after another."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from ortools.sat.python import cp_model

from openitc.planner.problem import Minute, Problem, Resource, Role, Step
from openitc.planner.tests.reference import Answer, Point

MOST_SECONDS_A_POINT = 60.0


def answer(problem: Problem) -> Answer:
    """The whole Pareto set on (finish, cost, km), or the first step that cannot stand even alone."""
    points = sorted(_front(problem))
    if points:
        return Answer(points, None)
    return Answer([], next((step.key for step in problem.request.steps if not _stands_alone(problem, step)), None))


def _front(problem: Problem) -> Iterator[Point]:
    model = _Model(problem)
    while (point := model.best_point()) is not None:
        yield point
        model.ask_for_other_than(point)


def _stands_alone(problem: Problem, step: Step) -> bool:
    alone = replace(problem, request=replace(problem.request, steps=(replace(step, after=()),)))
    return _Model(alone).best_point() is not None


class _Model:
    """Modes as choices, starts as free variables, and the clock left to the solver."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.earliest = problem.request.not_before
        deadline = problem.request.deadline
        self.latest = problem.horizon if deadline is None else min(problem.horizon, deadline)
        self.model = cp_model.CpModel()
        self.fees: list[cp_model.LinearExprT] = []
        self.distances: list[cp_model.LinearExprT] = []
        self.held: dict[str, list[tuple[cp_model.IntervalVar, int]]] = {one.id: [] for one in problem.resources}
        self.start: dict[str, cp_model.IntVar] = {}
        self.at: dict[tuple[str, int], cp_model.IntVar] = {}
        for step in problem.request.steps:
            self.add_step(step)
        for step in problem.request.steps:
            self.add_links(step)
        self.add_capacities()
        self.add_attendance()
        self.add_objective()

    def add_step(self, step: Step) -> None:
        # An empty domain would be no model at all: this bound keeps it open, and the constraint closes it.
        start = self.model.new_int_var(self.earliest, max(self.earliest, self.latest), step.key)
        self.model.add(start + step.duration <= self.latest)
        self.start[step.key] = start
        centers = [self.model.new_bool_var(f"{step.key} at {center}") for center in self.problem.centers]
        self.model.add_exactly_one(centers)
        for index, here in enumerate(centers):
            self.at[step.key, index] = here
            if step.attended:
                self.distances.append(self.problem.home_km[index] * here)
        uses = [self.add_role(step, role) for role in step.roles]
        for one, other in combinations(uses, 2):
            for id_ in one.keys() & other.keys():
                self.model.add_at_most_one(one[id_], other[id_])

    def add_role(self, step: Step, role: Role) -> dict[str, cp_model.IntVar]:
        """Choose a resource of the step's center for the role; returns whether each is used."""
        start = self.start[step.key]
        self.model.add(start + role.offset >= self.earliest)
        self.model.add(start + role.offset + role.duration <= self.latest)
        able = [one for one in self.problem.resources if role.capability in one.capabilities]
        uses = {one.id: self.model.new_bool_var(f"{step.key} uses {one.id}") for one in able}
        for index, center in enumerate(self.problem.centers):
            here = [uses[one.id] for one in able if one.center == center]
            self.model.add(sum(here) == self.at[step.key, index])
        for one in able:
            used = uses[one.id]
            self.fees.append(one.fee(role.duration, role.units) * used)
            hours = cp_model.Domain.from_intervals(_hours(one, role))
            self.model.add_linear_expression_in_domain(start + role.offset, hours).only_enforce_if(used)
            interval = self.model.new_optional_fixed_size_interval_var(start + role.offset, role.duration, used, "")
            self.held[one.id].append((interval, role.units))
        return uses

    def add_links(self, step: Step) -> None:
        steps = {other.key: other for other in self.problem.request.steps}
        for link in step.after:
            other_end = self.start[link.step] + steps[link.step].duration
            if link.max_gap is not None:
                self.model.add(self.start[step.key] <= other_end + link.max_gap)
            if not link.ships:
                self.model.add(self.start[step.key] >= other_end + link.min_gap)
                continue
            for source, row in enumerate(self.problem.ship_minutes):
                for target, minutes in enumerate(row):
                    both = self.both(self.at[link.step, source], self.at[step.key, target])
                    late_enough = self.start[step.key] >= other_end + link.min_gap + minutes
                    self.model.add(late_enough).only_enforce_if(both)
                    self.fees.append(self.problem.ship_fee[source][target] * both)

    def both(self, one: cp_model.IntVar, other: cp_model.IntVar) -> cp_model.IntVar:
        both = self.model.new_bool_var("")
        self.model.add_min_equality(both, [one, other])
        return both

    def add_capacities(self) -> None:
        for resource in self.problem.resources:
            held = self.held[resource.id]
            given = [
                (self.model.new_fixed_size_interval_var(start, end - start, ""), units)
                for start, end, units in _load(resource)
            ]
            intervals, demands = zip(*held, *given, strict=True) if held else ((), ())
            self.model.add_cumulative(intervals, demands, resource.capacity)

    def add_attendance(self) -> None:
        self.model.add_no_overlap(
            self.model.new_fixed_size_interval_var(self.start[step.key], step.duration, "")
            for step in self.problem.request.steps
            if step.attended
        )

    def add_objective(self) -> None:
        request = self.problem.request
        widest = max(abs(self.earliest), abs(self.problem.horizon), 1440) + 1440
        self.finish = self.model.new_int_var(-widest, widest, "finish")
        self.cost = self.model.new_int_var(-(2**40), 2**40, "cost")
        self.km = self.model.new_int_var(-(2**40), 2**40, "km")
        for step in request.steps:
            end = self.start[step.key] + step.duration
            # The last minute of a day still counts as that day.
            by_then = self.finish if self.problem.finish_unit == "minute" else 1440 * self.finish + 1439
            self.model.add(end <= by_then)
        self.model.add(self.cost == sum(self.fees))
        self.model.add(self.km == sum(self.distances))
        if request.max_cost is not None:
            self.model.add(self.cost <= request.max_cost)
        if request.max_km is not None:
            self.model.add(self.km <= request.max_km)
        # Any positive weights will do: their best point is dominated by none.
        self.model.minimize(self.finish + self.cost + self.km)

    def best_point(self) -> Point | None:
        """A Pareto point that is none of those asked away; None once there is no other."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_time_in_seconds = MOST_SECONDS_A_POINT
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise RuntimeError(f"The solver proved nothing: {solver.status_name(status)}.")
        return solver.value(self.finish), solver.value(self.cost), solver.value(self.km)

    def ask_for_other_than(self, point: Point) -> None:
        """From now on, be strictly better than the point in something."""
        better = []
        for value, variable in zip(point, (self.finish, self.cost, self.km), strict=True):
            better.append(self.model.new_bool_var(""))
            self.model.add(variable < value).only_enforce_if(better[-1])
        self.model.add_bool_or(better)


def _hours(resource: Resource, role: Role) -> list[tuple[Minute, Minute]]:
    """From when to when (both included) the role may begin by the resource's opening hours."""
    hours: list[tuple[Minute, Minute]] = []
    for opens, closes in sorted(resource.open):
        abuts = bool(hours) and hours[-1][1] == opens
        hours.append((hours.pop()[0] if abuts else opens, closes))
    needs = 1 if role.continuous else role.duration
    return [(opens, closes - needs) for opens, closes in hours if closes - opens >= needs]


def _load(resource: Resource) -> list[tuple[Minute, Minute, int]]:
    """What is taken already, piece by piece, and never more than there is: a full resource can be no fuller."""
    changes = sorted({minute for start, end, _ in resource.busy for minute in (start, end)})
    pieces = []
    for start, end in pairwise(changes):
        units = sum(taken for begins, ends, taken in resource.busy if begins <= start < ends)
        if units:
            pieces.append((start, end, min(units, resource.capacity)))
    return pieces
