"""The routes of a case as a table in a terminal."""  # house: `openitc plan --case` prints it; no page and no operation

import sys
from collections.abc import Sequence

from django.utils import translation

from openitc.cases.models import Case
from openitc.cases.queries import steps_of
from openitc.routes.operations import propose
from openitc.routes.queries import obstacle_of, planned
from openitc.routes.queries.pages import TITLES
from openitc.routes.queries.wording import helping
from openitc.routes.rules.answers import Obstacle
from openitc.routes.rules.route import PlannedRoute
from openitc.shared import clock
from openitc.shared.money import baht
from openitc.shared.text import thai_or_english_day

NOT_FOUND = 1
MOST_ROWS = 12


def print_case(number: str) -> int:
    """Plan the case and print its routes; the exit status says whether there is such a case."""
    case = Case.objects.select_related("enterprise__province", "product", "version__pathway").filter(number=number)
    found = case.first()
    if found is None:
        print(f"There is no case {number}; the list of cases shows which there are.", file=sys.stderr)
        return NOT_FOUND
    with translation.override("en"):
        _print(found)
    return 0


def _print(case: Case) -> None:
    proposal = propose(case=case, by=None, now=clock.now())
    routes = [planned(row) for row in proposal.routes.order_by("position")]
    print(f"{case.number} · {case.product.name} · {case.enterprise.name}, {case.enterprise.province.name}")
    print(f"{case.version.pathway.name}, {len(steps_of(case))} steps\n")
    if not routes:
        _print_obstacle(case, obstacle_of(proposal))
        return
    shown = [route for route in routes if route.labels]
    shown += [route for route in routes if not route.labels][: MOST_ROWS - len(shown)]
    rows = [_row(route) for route in sorted(shown, key=lambda route: route.finish)]
    _print_table(("", "Done by", "You pay", "Travel", "Centers"), rows)
    searched = proposal.searched
    print(
        f"\n{searched['found']} routes that no other beats, searched among {searched.get('machine', 0)} machines, "
        f"{searched.get('expert', 0)} experts, {searched.get('laboratory', 0)} laboratories and "
        f"{searched.get('center', 0)} centers in {proposal.elapsed_ms:.0f} ms"
        + ("." if proposal.proved else ", and there may be better ones.")
    )


def _row(route: PlannedRoute) -> tuple[str, ...]:
    centers = {step.center for step in route.steps if not step.fixed}
    return (
        " · ".join(str(TITLES[label]) for label in TITLES if label in route.labels),
        thai_or_english_day(route.finish, language="en"),
        baht(route.cost, language="en"),
        f"{route.km:,} km",
        str(len(centers)),
    )


def _print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, ["─" * width for width in widths], *rows):
        left = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
        right = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        print("  ".join((*left, *right)).rstrip())


def _print_obstacle(case: Case, obstacle: Obstacle | None) -> None:
    names = {step.key: step.name for step in steps_of(case)}
    step = None if obstacle is None else names.get(obstacle.step or "")
    print(f"No route: “{step}” stands in the way." if step else "No route: the steps cannot be done together.")
    for each in obstacle.helps if obstacle else ():
        print(f"  {helping(each)}")
