"""The search: label setting over relaxations, and branches wherever its routes are in conflict with themselves."""

from dataclasses import dataclass, replace

from openitc.planner.bounds import Bounds
from openitc.planner.clock import Clock, OutOfTime
from openitc.planner.conflicts import Conflict, first_conflict
from openitc.planner.frontier import Frontier, Route
from openitc.planner.labels import Found, LabelSearch, TooMany
from openitc.planner.model import Arc, Branch, Model
from openitc.planner.network import Network
from openitc.planner.problem import Problem
from openitc.planner.relaxation import Relaxation
from openitc.planner.schedule import Schedule, schedule

BEAM = 40
# Where the time is up before anything is found: one for each way to weigh the criteria.
NARROW = 10
MOST_REPAIRS = 60


@dataclass(frozen=True, slots=True)
class Result:
    """The routes worth choosing between; all of them where `proved`, else the best known when time ran out."""

    routes: tuple[Route, ...]
    proved: bool
    elapsed_ms: float
    infeasible_step: str | None


def plan(problem: Problem, *, budget_ms: float | None = None, network: Network | None = None) -> Result:
    """Every route that no other equals or betters in finish, cost and km, each point once, in order.

    A `network` made by `Network.of` or `with_changed` for the same resources spares the work already done on it.
    """
    search = Search(Model(problem, network or Network.of(problem)), Clock.start(budget_ms))
    proved = search.run()
    routes = search.frontier.routes
    infeasible = search.model.unplaceable() if proved and not routes else None
    return Result(routes, proved, search.clock.elapsed_ms, infeasible)


class Search:
    """One problem's search, with the best routes found so far."""

    def __init__(self, model: Model, clock: Clock) -> None:
        self.model, self.clock = model, clock
        self.frontier = Frontier()

    def run(self) -> bool:
        """Search to the end; false where time ran out first, or a branch could only be sketched."""
        branches, proved = [Branch()], True
        # The first sketch is finished even where time is up: some answer is better than none.
        patience = Clock.start(None)
        try:
            while branches:
                branch = branches.pop()
                try:
                    branches += self._explore(branch, patience)
                except TooMany:
                    proved = False
                patience = self.clock
        except OutOfTime:
            return False
        return proved

    def _explore(self, branch: Branch, patience: Clock) -> list[Branch]:
        """Everything the branch has to offer goes to the frontier, or into the branches returned.

        A narrow pass finds good routes early, which spare the exact pass most of its work; or conflicts, which spare
        the branch that pass altogether.
        """
        relaxation = Relaxation(self.model, branch)
        if not relaxation.possible:
            return []
        bounds = Bounds(relaxation)
        sketch = LabelSearch(bounds, self.frontier, patience, NARROW if self.clock.is_over else BEAM)
        branches = self._sift(branch, relaxation, sketch.run())
        self.clock.check()
        if branches or sketch.complete:
            return branches
        return self._sift(branch, relaxation, LabelSearch(bounds, self.frontier, self.clock).run())

    def _sift(self, branch: Branch, relaxation: Relaxation, found: list[Found]) -> list[Branch]:
        """Keep what is sound; where something else is as good as all that is known, the branches that put it right."""
        faults = [(each, self._examine(relaxation, each)) for each in found]
        for each, fault in faults:
            if fault is None or self._is_known(each):
                continue
            if isinstance(fault, Conflict):
                return list(fault.branches(branch))[::-1]
            return [replace(branch, arcs=(*branch.arcs, *fault))]
        return []

    def _is_known(self, found: Found) -> bool:
        return self.frontier.has_as_good((self.model.problem.finish_of(found.finish), found.cost, found.km))

    def _examine(self, relaxation: Relaxation, found: Found) -> Conflict | list[Arc] | None:
        """Keep what is sound; else say what is wrong: a conflict, or the maximum gaps that are not kept."""
        if self._is_known(found):
            return None
        placed = schedule(relaxation, found.modes, relaxation.arcs)
        if placed is None:
            raise AssertionError("the search found a choice of modes that the calendar does not allow")
        broken = [arc for arc in self.model.max_gaps if not placed.keeps(arc)]
        fault = broken or first_conflict(self.model, placed)
        if fault is None:
            self.frontier.add(placed.route(self.model))
        else:
            self._repair(relaxation, found)
        return fault

    def _repair(self, relaxation: Relaxation, found: Found) -> None:
        """Try to make a sound, if later, route of the same modes."""
        arcs = [*relaxation.arcs, *self.model.max_gaps]
        placed = schedule(relaxation, found.modes, arcs)
        for _ in range(MOST_REPAIRS):
            if placed is None:
                return
            conflict = first_conflict(self.model, placed)
            if conflict is None:
                self.frontier.add(placed.route(self.model))
                return
            arc, placed = self._soonest(relaxation, found, arcs, conflict)
            arcs.append(arc)

    def _soonest(
        self, relaxation: Relaxation, found: Found, arcs: list[Arc], conflict: Conflict
    ) -> tuple[Arc, Schedule | None]:
        """Of the orders that would end the conflict, the one that finishes soonest."""
        tried = [(arc, schedule(relaxation, found.modes, [*arcs, arc])) for arc in conflict.orders()]
        return min(tried, key=lambda each: self._end(each[1]))

    def _end(self, placed: Schedule | None) -> tuple[bool, int]:
        if placed is None:
            return True, 0
        return False, max(start + step.duration for start, step in zip(placed.start, self.model.steps, strict=True))
