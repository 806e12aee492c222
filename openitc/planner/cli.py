"""The planner on the command line: a problem file in, its routes out; or routes held against their problem."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openitc.planner.fields import Malformed, loaded

if TYPE_CHECKING:
    from openitc.planner.search import Result


def main(argv: Sequence[str] | None = None) -> int:
    """Answer a problem (status 0, with or without routes), or verify an answer (0 or 1); 2 for a file gone wrong."""
    arguments = _arguments(argv)
    try:
        if arguments.verify is not None:
            return _verify(arguments.problem, arguments.verify)
        return _solve(arguments.problem, arguments.budget_ms, as_json=arguments.json)
    except (Malformed, OSError) as error:
        # One line, whatever a field may be called.
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="openitc plan", description=__doc__)
    parser.add_argument("--problem", metavar="FILE", type=Path, required=True, help="the problem, as openitc-problem/1")
    parser.add_argument("--budget-ms", metavar="N", type=float, help="stop after N milliseconds with the best so far")
    parser.add_argument("--json", action="store_true", help="print openitc-routes/1 instead of a table")
    parser.add_argument("--verify", metavar="ROUTES", type=Path, help="check these routes instead of searching")
    return parser.parse_args(argv)


def _solve(problem_file: Path, budget_ms: float | None, *, as_json: bool) -> int:
    from openitc.planner.output import to_json
    from openitc.planner.problem import parse
    from openitc.planner.search import plan

    problem = parse(problem_file.read_bytes())
    result = plan(problem, budget_ms=budget_ms)
    print(json.dumps(to_json(result), ensure_ascii=False) if as_json else _table(result))
    return 0


def _verify(problem_file: Path, routes_file: Path) -> int:
    from openitc.planner.problem import parse
    from openitc.planner.verify import violations

    problem = parse(problem_file.read_bytes())
    found = violations(problem, loaded(routes_file.read_bytes(), "routes"))
    print("\n".join(found) or "ok")
    return 1 if found else 0


def _table(result: "Result") -> str:
    lines = [f"{'finish':>10} {'cost':>14} {'km':>7}  steps"]
    for route in result.routes:
        steps = ", ".join(f"{step.key} {step.center} {step.start}-{step.end}" for step in route.steps)
        lines.append(f"{route.finish:>10} {route.cost:>14} {route.km:>7}  {steps}")
    if not result.routes:
        lines.append("no route" + (f": {result.infeasible_step} cannot be placed" if result.infeasible_step else ""))
    state = "all routes worth choosing" if result.proved else "the best so far, time ran out"
    return "\n".join([*lines, f"{state}; {result.elapsed_ms:.1f} ms"])
