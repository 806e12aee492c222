"""The doors of the pages of selection; see tests/test_doors.py."""

from collections.abc import Callable
from typing import Any

from openitc.selection.models import Comparison, Idea, Judge
from openitc.selection.tests.builders.comparisons import a_comparison, a_judge
from openitc.selection.tests.builders.costings import a_line

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package


def case(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The case here, its ideas side by side."""
    comparison(world)
    return [world.here.case.number]


def comparison(world: Any) -> Comparison:  # noqa: ANN401 - see Args
    """The comparison of the case here, opened when it is first asked for."""
    return world.here.case.comparisons.first() or a_comparison(world.here.case)


def idea(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """One of the ideas here."""
    return [world.here.case.number, an_idea(world).pk]


def an_idea(world: Any) -> Idea:  # noqa: ANN401 - see Args
    """The first of the ideas here."""
    return comparison(world).ideas.order_by("pk")[0]


def cost_line(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A line of its costing."""
    line = an_idea(world).cost_lines.first() or a_line(an_idea(world))
    return [*idea(world), line.pk]


def judge(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """Somebody who judges the ideas here."""
    found = comparison(world).judges.first() or a_judge(comparison(world), way=Judge.Way.PAIRS)
    return [world.here.case.number, found.pk]


GUARDED: dict[str, Args] = {
    "selection:costing": idea,
    "selection:new-cost-line": idea,
    "selection:cost-line": cost_line,
    "selection:cost-line-removal": cost_line,
    "selection:cost-fees": idea,
    "selection:idea-way": idea,
    "selection:evidence": case,
    "selection:prospects": case,
    "selection:ideas": case,
    "selection:opening": case,
    "selection:change": case,
    "selection:withdrawal": case,
    "selection:comparison": lambda world: [*case(world), comparison(world).pk],
    "selection:decision": case,
    "selection:judges": case,
    "selection:judge-withdrawal": judge,
    "selection:weights": judge,
    "selection:pair": lambda world: [*judge(world), "market", "margin"],
    "selection:way": judge,
    "selection:ratings": judge,
}


def secrets(world: Any) -> tuple[str, ...]:  # noqa: ANN401 - see Args
    """What only those who work on the case here may read: its ideas, what they cost, and who judges them."""
    judged_by = comparison(world).judges.first() or a_judge(comparison(world))
    line = an_idea(world).cost_lines.first() or a_line(an_idea(world))
    return (*(each.product.name for each in comparison(world).ideas.all()), line.what, judged_by.name)
