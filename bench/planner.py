"""How long the planner takes for the whole Pareto set, on generated networks of growing size.

    python bench/planner.py [--requests N] [--large] [--json FILE]

Prints a table, and the same as JSON. The network is warm: windows are built once, as in a long-lived process.
With OR-Tools installed, small problems are also given to CP-SAT, and the ratio of both times within one run is shown.
"""

import argparse
import json
import math
import random
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, process_time

from openitc.planner.network import Network
from openitc.planner.problem import Link, Problem, Request, Resource, Role, Step
from openitc.planner.search import plan

Row = dict[str, object]

DAY = 1440
HORIZON = 180 * DAY
KINDS = 35
LABORATORY_SHARE = 7  # one kind of resource in so many is a laboratory
FORTNIGHT = 14 * DAY
LIMIT_KM = 400
WORKING_DAYS = 5
CONSULTATIONS = 2  # steps a request begins with, side by side
ATTENDED = 0.25  # of the steps after the consultations
QUICK_MS = 50


@dataclass(frozen=True, slots=True)
class Size:
    """How large a network is."""

    name: str
    centers: int
    resources: int
    bookings: int


SMALL = Size("10 / 510", 10, 510, 26)
MEDIUM = Size("100 / 5,100", 100, 5_100, 224)
LARGE = Size("1,000 / 51,000", 1_000, 51_000, 200)
TINY = Size("6 / 60", 6, 60, 20)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a center is, in km on a plane."""

    east: float
    north: float

    def km(self, other: "Place") -> float:
        """As the crow flies."""
        return math.hypot(self.east - other.east, self.north - other.north)


def a_network(size: Size, chance: random.Random, kinds: int = KINDS, horizon: int = HORIZON) -> Problem:
    """Centers on a plane, resources with working hours and bookings; the request is still empty."""
    places = [Place(chance.uniform(0, 800), chance.uniform(0, 1500)) for _ in range(size.centers)]
    way = [[math.ceil(here.km(there)) for there in places] for here in places]
    centers = tuple(f"c{index}" for index in range(size.centers))
    return Problem(
        epoch="2026-11-23T00:00:00+07:00",
        horizon=horizon,
        finish_unit="day",
        centers=centers,
        home_km=tuple(row[0] for row in way),
        ship_minutes=tuple(tuple(0 if km == 0 else DAY + km for km in row) for row in way),
        ship_fee=tuple(tuple(0 if km == 0 else min(5_000 + 12 * km, 25_000) for km in row) for row in way),
        resources=tuple(
            _resource(index, size, chance, kinds=kinds, horizon=horizon) for index in range(size.resources)
        ),
        request=Request((), 0, None, None, None),
    )


def _resource(index: int, size: Size, chance: random.Random, *, kinds: int, horizon: int) -> Resource:
    kind = chance.randrange(kinds)
    laboratory = kind % LABORATORY_SHARE == 0
    days = [day for day in range(horizon // DAY) if day % 7 < WORKING_DAYS]
    busy = []
    for day in chance.choices(days, k=size.bookings):
        start = day * DAY + 540 + 30 * chance.randrange(14)
        busy.append((start, start + (FORTNIGHT if laboratory else 30 * chance.randint(1, 4)), 1))
    return Resource(
        id=f"r{index}",
        center=f"c{index % size.centers}",
        capabilities=frozenset({f"k{kind}"}),
        capacity=max(size.bookings // 6, 3) if laboratory else 1,
        # By the hour a laboratory is cheap, as a test takes it weeks.
        fee_per_hour=100 * chance.randint(3, 9) if laboratory else 100 * chance.randint(100, 1_500),
        open=tuple((day * DAY + 540, day * DAY + 990) for day in days),
        busy=tuple(busy),
    )


def a_request(steps: int, chance: random.Random, kinds: int = KINDS, max_km: int | None = None) -> Request:
    """A chain of steps behind two parallel consultations; samples are shipped, laboratories take a fortnight.

    The enterprise attends the consultations and some of the work, never a laboratory's.
    """
    made: list[Step] = []
    for index in range(steps):
        kind = chance.randrange(kinds)
        if index < CONSULTATIONS:
            before: list[str] = []
        else:
            before = [made[-1].key] if index > CONSULTATIONS else [step.key for step in made]
        made.append(_step(index, kind, before, chance))
    return Request(tuple(made), 30 * chance.randrange(48 * 10), None, None, max_km)


def _step(index: int, kind: int, before: list[str], chance: random.Random) -> Step:
    laboratory = kind % LABORATORY_SHARE == 0
    duration = FORTNIGHT if laboratory else 60 * chance.randint(1, 6)
    roles = (Role(f"k{kind}", 1, 0, duration, laboratory),)
    return Step(
        key=f"s{index}",
        duration=duration,
        attended=not laboratory and (index < CONSULTATIONS or chance.random() < ATTENDED),
        roles=roles,
        after=tuple(Link(key, 0, None, ships=index > CONSULTATIONS) for key in before),
    )


def measure(size: Size, requests: int, max_km: int | None = None) -> Row:
    """Times of whole Pareto sets on one network, each request's windows already built."""
    chance = random.Random(7)
    problem = a_network(size, chance)
    network = Network.of(problem)
    times, busy, points = [], [], []
    for number in range(requests):
        request = a_request(3 + number % 8, chance, max_km=max_km)
        for step in request.steps:
            network.modes(step).any.occupied()
        began = process_time()
        result = plan(replace(problem, request=request), network=network)
        busy.append(1000 * (process_time() - began))
        times.append(result.elapsed_ms)
        points.append(len(result.routes))
    times.sort()
    return {
        "network": size.name,
        "limit": f"{max_km} km" if max_km else "none",
        "requests": requests,
        "p50 ms": round(statistics.median(times), 1),
        "p95 ms": round(times[int(0.95 * (len(times) - 1))], 1),
        "max ms": round(times[-1], 1),
        # What the processor spent, so that runs on a machine with other work can be compared.
        "p50 cpu": round(statistics.median(busy), 1),
        f"<= {QUICK_MS} ms": f"{sum(time <= QUICK_MS for time in times) / len(times):.0%}",
        "points p50": int(statistics.median(points)),
        "points max": max(points),
    }


def compare(problems: int) -> Iterator[Row]:
    """The same small problems to the planner and to CP-SAT, one after the other; nothing without OR-Tools."""
    try:
        from openitc.planner.tests.reference_cpsat import answer
    except ImportError:
        print("OR-Tools is not installed: no comparison with CP-SAT", file=sys.stderr)
        return
    chance = random.Random(11)
    for _ in range(problems):
        problem = a_network(TINY, chance, kinds=6, horizon=28 * DAY)
        problem = replace(problem, request=a_request(4, chance, kinds=6))
        began = perf_counter()
        points = answer(problem).points
        cpsat = 1000 * (perf_counter() - began)
        planner = min(plan(problem).elapsed_ms for _ in range(3))
        found = [route.point for route in plan(problem).routes]
        yield {
            "network": TINY.name,
            "points": len(points),
            "equal": found == points,
            "planner ms": round(planner, 1),
            "CP-SAT ms": round(cpsat),
            "ratio": round(cpsat / planner),
        }


def table(rows: list[Row]) -> str:
    """Rows with the same keys, in columns."""
    if not rows:
        return ""
    cells = [list(rows[0]), *([str(value) for value in row.values()] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in cells)


def main() -> None:
    """Measure, print, and write down what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=40, help="requests for each network")
    parser.add_argument("--large", action="store_true", help="also 1,000 centers (minutes, and some 4 GB)")
    parser.add_argument("--comparisons", type=int, default=4, help="small problems for CP-SAT too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the JSON here instead of printing it")
    arguments = parser.parse_args()
    rows = [measure(SMALL, arguments.requests), measure(MEDIUM, arguments.requests)]
    rows.append(measure(MEDIUM, arguments.requests, LIMIT_KM))
    if arguments.large:
        rows.append(measure(LARGE, max(arguments.requests // 5, 1), LIMIT_KM))
    comparisons = list(compare(arguments.comparisons))
    print(table(rows), table(comparisons), sep="\n\n")
    written = json.dumps({"planner": rows, "comparison": comparisons})
    if arguments.json:
        arguments.json.write_text(written, encoding="utf-8")
    else:
        print(written)


if __name__ == "__main__":
    main()
