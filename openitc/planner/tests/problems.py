"""Small problems by the hundred: each family stresses what goes wrong in journey planning, in reach of brute force."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from random import Random
from typing import Any

from hypothesis import strategies as st

from openitc.planner.problem import FORMAT

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Family:
    """The sizes of its problems, and how likely each feature is. Times are whole slots after a first minute."""

    slots: tuple[int, ...] = (1, 7, 60)
    first_minutes: tuple[int, ...] = (0,)
    ticks: int = 20
    finish_units: tuple[str, ...] = ("minute",)
    steps: tuple[int, int] = (2, 4)
    centers: tuple[int, int] = (1, 3)
    resources_a_center: tuple[int, int] = (2, 3)
    capabilities: int = 2
    longest: int = 4
    combinations: int = 400
    in_line: float = 0.5
    shuffled: float = 0.3
    attended: float = 0.3
    second_role: float = 0.25
    no_role: float = 0.03
    own_times: float = 0.0
    continuous: float = 0.0
    ships: float = 0.3
    crooked: float = 0.2
    min_gap: float = 0.2
    negative_gap: float = 0.0
    max_gap: float = 0.0
    doubled_link: float = 0.03
    capacity: tuple[int, ...] = (1,)
    units: tuple[int, ...] = (1,)
    always_open: float = 0.2
    busy: tuple[int, int] = (0, 2)
    overbooked: float = 0.0
    late_start: float = 0.2
    deadline: float = 0.1
    max_cost: float = 0.1
    max_km: float = 0.1
    refunds: float = 0.0
    # Some share a price, and some do not come out even by the hour.
    fees: tuple[int, ...] = (0, 59, 60, 61, 100, 100, 350, 600)
    # What is cheap is free later: else few problems offer anything to choose.
    cheap_is_late: float = 0.5


PLAIN = Family()
EVERYTHING = Family(
    finish_units=("minute", "day"),
    first_minutes=(0, 1433, -9),
    own_times=0.3,
    continuous=0.25,
    crooked=0.6,
    negative_gap=0.1,
    max_gap=0.25,
    capacity=(1, 1, 2, 3),
    units=(1, 1, 2),
    overbooked=0.3,
    refunds=0.05,
)

FAMILIES: Mapping[str, Family] = {
    "chains": replace(PLAIN, in_line=1.0, slots=(1, 60)),
    "parallel branches": replace(PLAIN, in_line=0.0, steps=(3, 4), ticks=14, attended=0.0),
    "one resource wanted twice": replace(
        PLAIN,
        in_line=0.0,
        attended=0.0,
        centers=(1, 2),
        resources_a_center=(1, 2),
        steps=(3, 4),
        ticks=18,
        capabilities=1,
    ),
    "rooms of two and three": replace(
        PLAIN,
        in_line=0.1,
        attended=0.1,
        centers=(1, 2),
        resources_a_center=(1, 2),
        capabilities=1,
        ticks=16,
        steps=(3, 4),
        capacity=(1, 2, 2, 3),
        units=(1, 1, 2),
        second_role=0.1,
    ),
    "the enterprise in two places": replace(PLAIN, in_line=0.1, attended=0.9, steps=(3, 4), ticks=16),
    "roles with times of their own": replace(PLAIN, second_role=0.6, own_times=0.8, steps=(1, 3), late_start=0.5),
    "continuous steps": replace(PLAIN, continuous=0.7, own_times=0.3, longest=6, always_open=0.0, ticks=24),
    "shipping": replace(PLAIN, ships=0.9, crooked=0.0, centers=(2, 4), in_line=0.7),
    "shipping by detours": replace(PLAIN, ships=0.8, crooked=1.0, centers=(2, 4), in_line=0.5),
    "gaps": replace(PLAIN, min_gap=0.7, negative_gap=0.15, max_gap=0.6),
    "no waiting": replace(
        PLAIN, min_gap=0.0, max_gap=0.9, ships=0.2, in_line=0.5, steps=(2, 4), ticks=16, own_times=0.2
    ),
    "limits": replace(PLAIN, deadline=0.6, max_cost=0.6, max_km=0.6, late_start=0.6),
    "days": replace(PLAIN, finish_units=("day",), slots=(240, 480), longest=3, max_gap=0.15),
    "around midnight": replace(
        PLAIN, finish_units=("day",), slots=(1,), first_minutes=(1433, 1437, 2865), max_gap=0.15
    ),
    "overbooked": replace(PLAIN, overbooked=0.8, busy=(1, 4), capacity=(1, 2), units=(1, 2)),
    "hopeless": replace(PLAIN, ticks=10, longest=6, deadline=0.5, max_cost=0.3, max_km=0.3, max_gap=0.3, busy=(1, 3)),
    "before the epoch": replace(PLAIN, first_minutes=(-9, -1447), finish_units=("minute", "day"), slots=(1,)),
    "refunds": replace(PLAIN, refunds=0.3, ships=0.5, crooked=1.0),
    "odd minutes": replace(EVERYTHING, slots=(1,), ticks=14, steps=(2, 4)),
    "everything": EVERYTHING,
}
# The file allows numbers up to 2^53, and their products and sums are larger still.
EXTREME_FAMILIES: Mapping[str, Family] = {
    "far from the epoch": replace(PLAIN, first_minutes=(2**52, -(2**52)), finish_units=("minute", "day"), max_gap=0.2),
    "ages": replace(PLAIN, slots=(2**47,), finish_units=("minute", "day"), max_gap=0.2, own_times=0.2, max_cost=0.0),
    "dear beyond measure": replace(PLAIN, slots=(60, 2**40), fees=(2**53, 2**53 - 1, 2**52, 0), max_cost=0.0),
}
# Too large for brute force, for the constraint solver.
_LARGER = replace(
    EVERYTHING,
    slots=(1, 13),
    ticks=90,
    longest=14,
    steps=(4, 6),
    centers=(2, 4),
    resources_a_center=(3, 6),
    capabilities=3,
    busy=(1, 5),
    combinations=10**12,
    fees=tuple(range(0, 700, 37)),
    max_cost=0.05,
    max_km=0.05,
    shuffled=0.5,
)
LARGER_FAMILIES: Mapping[str, Family] = {
    "larger: everything": _LARGER,
    "larger: chains": replace(_LARGER, in_line=1.0, steps=(5, 6)),
    "larger: branches": replace(_LARGER, in_line=0.1, ships=0.6, max_gap=0.1),
    "larger: the enterprise in two places": replace(_LARGER, in_line=0.1, attended=0.8, max_gap=0.1),
    "larger: one resource wanted twice": replace(
        _LARGER, in_line=0.1, capabilities=1, centers=(1, 2), resources_a_center=(1, 3), capacity=(1, 1, 2), max_gap=0.1
    ),
    "larger: gaps": replace(_LARGER, max_gap=0.7, own_times=0.1),
}


def problems(family: Family) -> st.SearchStrategy[Json]:
    """Problems of a family, for hypothesis."""
    return st.randoms(use_true_random=False).map(lambda dice: problem(family, dice))


def problem(family: Family, dice: Random) -> Json:
    """A problem of the family, as in a file. All its times are multiples of one slot after its first minute."""
    return _Maker(family, dice).problem()


class _Maker:
    """Throws the dice for one problem."""

    def __init__(self, family: Family, dice: Random) -> None:
        self.family = family
        self.dice = dice
        self.slot = dice.choice(family.slots)
        self.first = dice.choice(family.first_minutes)
        self.centers = [f"c{index}" for index in range(dice.randint(*family.centers))]
        self.capabilities = [f"k{index}" for index in range(family.capabilities)]

    def chance(self, likelihood: float) -> bool:
        # Of a hundred, so that hypothesis shrinks towards "no".
        return self.dice.randint(0, 99) >= 100 - round(100 * likelihood)

    def at(self, tick: int) -> int:
        return self.first + tick * self.slot

    def problem(self) -> Json:
        ticks = self.family.ticks
        steps = self.steps()
        whole: Json = {
            "format": FORMAT,
            "epoch": "2026-11-23T00:00:00+07:00",
            "horizon": self.at(ticks),
            "finish_unit": self.dice.choice(self.family.finish_units),
            "centers": self.centers,
            "home_km": [self.dice.choice((0, 5, 12, 40, 41)) for _ in self.centers],
            "ship_minutes": self.matrix((0, 1, 2, 5), self.slot),
            "ship_fee": self.matrix((0, 10, 25, 400), 1, refunds=True),
            "resources": self.resources(steps),
            "request": {
                "not_before": self.at(self.dice.randint(0, 6)) if self.chance(self.family.late_start) else self.first,
                "deadline": self.at(self.dice.randint(ticks // 2, ticks + 3))
                if self.chance(self.family.deadline)
                else None,
                "max_cost": None,
                "max_km": None,
                "steps": steps,
            },
        }
        self.set_limits(whole)
        return whole

    def matrix(self, values: tuple[int, ...], scale: int, *, refunds: bool = False) -> list[list[int]]:
        """From each center to each; crooked ones break the triangle inequality and charge for staying."""
        if not self.chance(self.family.crooked):
            same = self.dice.choice(values) * scale
            return [[0 if row == column else same for column in self.centers] for row in self.centers]
        matrix = [[self.dice.choice(values) * scale for _ in self.centers] for _ in self.centers]
        if refunds and self.chance(self.family.refunds):
            matrix[0][-1] = -30
        return matrix

    def steps(self) -> list[Json]:
        count = self.dice.randint(*self.family.steps)
        steps: list[Json] = []
        for index in range(count):
            steps.append(self.step(f"s{index}", [step["key"] for step in steps]))
        if self.chance(self.family.shuffled):
            self.dice.shuffle(steps)
        return steps

    def step(self, key: str, earlier: list[str]) -> Json:
        duration = self.dice.randint(1, self.family.longest)
        roles = 0 if self.chance(self.family.no_role) else 1 + self.chance(self.family.second_role)
        return {
            "key": key,
            "duration": duration * self.slot,
            "attended": self.chance(self.family.attended),
            "continuous": self.chance(self.family.continuous),
            "roles": [self.role(duration) for _ in range(roles)],
            "after": self.after(earlier),
        }

    def role(self, duration: int) -> Json:
        offset = 0
        if self.chance(self.family.own_times):
            offset = self.dice.randint(-2, 3)
            duration = self.dice.randint(1, self.family.longest)
        return {
            "capability": self.dice.choice(self.capabilities),
            "units": self.dice.choice(self.family.units),
            "offset": offset * self.slot,
            "duration": duration * self.slot,
        }

    def after(self, earlier: list[str]) -> list[Json]:
        if earlier and self.chance(self.family.in_line):
            chosen = earlier[-1:]
        else:
            chosen = [key for key in earlier if self.chance(0.4)]
        if chosen and self.chance(self.family.doubled_link):
            chosen = [*chosen, chosen[0]]
        return [self.link(key) for key in chosen]

    def link(self, key: str) -> Json:
        gap = self.dice.randint(1, 4) if self.chance(self.family.min_gap) else 0
        gap = -gap if self.chance(self.family.negative_gap) else gap
        longest = max(0, gap + self.dice.choice((0, 0, 1, 3))) if self.chance(self.family.max_gap) else None
        return {
            "step": key,
            "min_gap": gap * self.slot,
            "max_gap": None if longest is None else longest * self.slot,
            "ships": self.chance(self.family.ships),
        }

    def resources(self, steps: list[Json]) -> list[Json]:
        resources = [
            self.resource(f"r{number}-{center}", center)
            for center in self.centers
            for number in range(self.dice.randint(*self.family.resources_a_center))
        ]
        while prod(self.choices(steps, resources)) > self.family.combinations:
            fewer = [resources[:index] + resources[index + 1 :] for index in range(len(resources))]
            # Hopeless problems have a family of their own.
            still_able = [some for some in fewer if all(self.choices(steps, some))]
            resources = self.dice.choice(still_able or fewer)
        return resources

    def choices(self, steps: list[Json], resources: list[Json]) -> list[int]:
        return [len(ways_of(step, self.centers, resources)) for step in steps]

    def resource(self, key: str, center: str) -> Json:
        capacity = self.dice.choice(self.family.capacity)
        fee = -self.dice.randint(1, 100) if self.chance(self.family.refunds) else self.dice.choice(self.family.fees)
        late = fee < max(self.family.fees) // 2 and self.chance(self.family.cheap_is_late)
        return {
            "id": key,
            "center": center,
            "capabilities": [key for key in self.capabilities if len(self.capabilities) == 1 or self.chance(0.75)],
            "capacity": capacity,
            "fee_per_hour": fee,
            "open": self.open(self.family.ticks // 3 if late else 0),
            "busy": [self.busy(capacity) for _ in range(self.dice.randint(*self.family.busy))],
        }

    def open(self, delay: int) -> list[list[int]]:
        """Openings and closures by turns; some openings abut, which makes them one."""
        if self.chance(self.family.always_open):
            return [[self.at(delay - 5), self.at(self.family.ticks + 5)]]
        intervals = []
        tick = self.dice.randint(-3, 4) + delay
        while tick < self.family.ticks:
            closes = tick + self.dice.randint(2, 4 + self.family.longest)
            intervals.append([self.at(tick), self.at(closes)])
            tick = closes + self.dice.choice((0, 1, 2, 4))
        if self.chance(0.1):
            self.dice.shuffle(intervals)
        return intervals

    def busy(self, capacity: int) -> list[int]:
        start = self.dice.randint(-2, self.family.ticks - 1)
        units = self.dice.randint(1, capacity)
        if self.chance(self.family.overbooked):
            units = capacity + self.dice.randint(0, 2)
        return [self.at(start), self.at(start + self.dice.randint(1, 5)), units]

    def set_limits(self, whole: Json) -> None:
        """Limits that some combination meets exactly, or misses by one: it is there that "inclusive" tells."""
        steps = whole["request"]["steps"]
        ways = [ways_of(step, self.centers, whole["resources"]) for step in steps]
        if not all(ways):
            return
        chosen = [self.dice.choice(some) for some in ways]
        if self.chance(self.family.max_cost):
            whole["request"]["max_cost"] = _cost(whole, chosen) - self.chance(0.3)
        if self.chance(self.family.max_km):
            km = sum(whole["home_km"][way[0]] for step, way in zip(steps, chosen, strict=True) if step["attended"])
            whole["request"]["max_km"] = km - self.chance(0.3)


Way = tuple[int, tuple[Json, ...]]


def ways_of(step: Json, centers: list[str], resources: list[Json]) -> list[Way]:
    """Every center with distinct resources for the step's roles, whether or not they have time."""
    ways: list[Way] = []
    for index, center in enumerate(centers):
        able = [
            [one for one in resources if one["center"] == center and role["capability"] in one["capabilities"]]
            for role in step["roles"]
        ]
        combinations = product(*able)
        ways += [(index, chosen) for chosen in combinations if len({one["id"] for one in chosen}) == len(chosen)]
    return ways


def _cost(whole: Json, chosen: list[Way]) -> int:
    steps = whole["request"]["steps"]
    center = {step["key"]: way[0] for step, way in zip(steps, chosen, strict=True)}
    cost = 0
    for step, (_, resources) in zip(steps, chosen, strict=True):
        for role, resource in zip(step["roles"], resources, strict=True):
            cost += -(-resource["fee_per_hour"] * role["duration"] // 60)
        for link in step["after"]:
            cost += whole["ship_fee"][center[link["step"]]][center[step["key"]]] if link["ships"] else 0
    return cost
