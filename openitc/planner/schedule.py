"""A choice of modes put on the calendar: the earliest starts that keep a set of arcs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openitc.planner.frontier import PlacedStep, Route
from openitc.planner.model import Arc, Model
from openitc.planner.relaxation import Relaxation
from openitc.planner.windows import NEVER

PATIENCE = 24


@dataclass(frozen=True, slots=True)
class Schedule:
    """For each step its center, its resources in the order of the roles, and its start."""

    center: tuple[int, ...]
    resources: tuple[tuple[int, ...], ...]
    start: tuple[int, ...]

    def keeps(self, arc: Arc) -> bool:
        """Whether an arc without shipping is kept."""
        return self.start[arc.after] >= self.start[arc.before] + arc.lag

    def route(self, model: Model) -> Route:
        """The route it stands for."""
        steps, names = model.steps, model.network.resources
        placed = tuple(
            PlacedStep(
                step.key,
                model.network.centers[center],
                start,
                start + step.duration,
                tuple(names[each].id for each in held),
            )
            for step, center, held, start in zip(steps, self.center, self.resources, self.start, strict=True)
        )
        finish = max(step.end for step in placed)
        return Route(model.problem.finish_of(finish), self._cost(model), self._km(model), placed)

    def _cost(self, model: Model) -> int:
        fees = sum(
            model.network.resources[resource].fee(role.duration, role.units)
            for step, held in zip(model.steps, self.resources, strict=True)
            for role, resource in zip(step.roles, held, strict=True)
        )
        shipping = sum(
            count * int(model.network.ship_fee[self.center[before], self.center[after]])
            for (before, after), count in model.shipments.items()
        )
        return fees + shipping

    def _km(self, model: Model) -> int:
        return sum(
            int(model.home_km[center]) for step, center in zip(model.steps, self.center, strict=True) if step.attended
        )


def schedule(relaxation: Relaxation, modes: Sequence[int], arcs: Iterable[Arc]) -> Schedule | None:
    """The earliest starts for these modes that keep all arcs; None where there are none."""
    center = tuple(int(each.center[mode]) for each, mode in zip(relaxation.modes, modes, strict=True))
    minutes = relaxation.model.minutes
    lags = [
        (
            arc.before,
            arc.after,
            arc.lag + (int(minutes(arc)[center[arc.before], center[arc.after]]) if arc.leads else 0),
        )
        for arc in arcs
    ]
    start = _least(relaxation, modes, lags)
    if start is None:
        return None
    resources = tuple(
        tuple(int(resource) for resource in each.resources[mode])
        for each, mode in zip(relaxation.modes, modes, strict=True)
    )
    return Schedule(center, resources, tuple(start))


def _least(relaxation: Relaxation, modes: Sequence[int], lags: list[tuple[int, int, int]]) -> list[int] | None:
    size = len(modes)
    start = [
        each.starts.next_one(mode, early)
        for each, mode, early in zip(relaxation.modes, modes, relaxation.earliest, strict=True)
    ]
    moving, rounds = True, 0
    while moving:
        if any(at >= NEVER or at > late for at, late in zip(start, relaxation.latest, strict=True)):
            return None
        moving = False
        for before, after, lag in lags:
            if start[before] + lag > start[after]:
                start[after] = relaxation.modes[after].starts.next_one(modes[after], start[before] + lag)
                moving = True
        rounds += 1
        if rounds == PATIENCE + size and _contradict(size, lags):
            return None
    return start


def _contradict(size: int, lags: list[tuple[int, int, int]]) -> bool:
    """Whether the lags alone run in a circle that never closes."""
    start, moved = [0] * size, False
    for _ in range(size + 1):
        moved = False
        for before, after, lag in lags:
            if start[before] + lag > start[after]:
                start[after], moved = start[before] + lag, True
    return moved
