"""The best routes found so far, and the quick question whether any of them makes a partial route pointless."""

from dataclasses import dataclass

import numpy as np

from openitc.planner.amounts import amounts
from openitc.planner.windows import NEVER, Flags, Ints

Point = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """One step of a route: where, when and with which resources, in the order of its roles."""

    key: str
    center: str
    start: int
    end: int
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A whole way through the network."""

    finish: int
    cost: int
    km: int
    steps: tuple[PlacedStep, ...]

    @property
    def point(self) -> Point:
        """What routes are compared by."""
        return self.finish, self.cost, self.km


class Frontier:
    """Routes of which none is as good as another in finish, cost and km alike."""

    def __init__(self) -> None:
        self._routes: dict[Point, Route] = {}
        self._tables: tuple[Ints, Ints, Ints] | None = None

    @property
    def routes(self) -> tuple[Route, ...]:
        """The routes in order of finish, cost and km."""
        return tuple(route for _, route in sorted(self._routes.items()))

    def has_as_good(self, point: Point) -> bool:
        """Whether a known route is no worse in anything."""
        finish, cost, km = point
        return any(known[0] <= finish and known[1] <= cost and known[2] <= km for known in self._routes)

    def add(self, route: Route) -> None:
        """Keep the route unless a known one is as good; forget those it makes pointless."""
        if self.has_as_good(route.point):
            return
        finish, cost, km = route.point
        for known in list(self._routes):
            if finish <= known[0] and cost <= known[1] and km <= known[2]:
                del self._routes[known]
        self._routes[route.point] = route
        self._tables = None

    def covers(self, finish: Ints, cost: Ints, km: Ints) -> Flags:
        """For lower bounds of partial routes: whether a known route is no worse than all they may become."""
        if not self._routes:
            return np.zeros(np.broadcast_shapes(finish.shape, cost.shape, km.shape), dtype=bool)
        costs, kms, best = self._lookup()
        known = best[np.searchsorted(costs, cost, side="right"), np.searchsorted(kms, km, side="right")]
        return np.asarray(known <= finish)

    def _lookup(self) -> tuple[Ints, Ints, Ints]:
        """Known costs, known kms, and the earliest finish among routes with at most the i-th cost and j-th km."""
        if self._tables is None:
            finishes, *others = zip(*self._routes, strict=True)
            cost, km = (amounts(each) for each in others)
            costs, kms = np.unique(cost), np.unique(km)
            best = np.full((len(costs) + 1, len(kms) + 1), NEVER)
            at = np.searchsorted(costs, cost) + 1, np.searchsorted(kms, km) + 1
            np.minimum.at(best, at, np.array(finishes))
            best = np.minimum.accumulate(np.minimum.accumulate(best, axis=0), axis=1)
            self._tables = costs, kms, best
        return self._tables
