"""Whether a partial route may still come to something."""

from openitc.planner.amounts import amount
from openitc.planner.bounds import Bounds
from openitc.planner.frontier import Frontier
from openitc.planner.windows import NEVER, Flags, Ints


class Prospects:
    """What is still to be placed, and what is already known to be as good."""

    def __init__(self, bounds: Bounds, frontier: Frontier) -> None:
        self.bounds, self.frontier, self.model = bounds, frontier, bounds.model
        self.unplaced = set(bounds.relaxation.order)
        self.least_km = sum(bounds.least_km)

    def place(self, step: int) -> None:
        """Count the step as placed from now on."""
        self.unplaced.discard(step)
        self.least_km -= self.bounds.least_km[step]

    def worth(self, finish: Ints, total: Ints, km: Ints) -> Flags:
        """Which partial routes keep to the limits and may still beat all that is known.

        `finish` and `total` are the least finish and cost they can come to, `km` what they have come to so far.
        """
        km = km + amount(self.least_km)
        kept = (finish < NEVER) & self.model.within_limits(total, km)
        return kept & ~self.frontier.covers(self.model.finish_of(finish), total, km)
