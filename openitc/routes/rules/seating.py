"""In which order the steps of a route must be given their places, where two of them share a resource with several."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, permutations

from openitc.centers.rules import Span
from openitc.routes.rules.network import Kept, Means, Network
from openitc.routes.rules.question import Question
from openitc.routes.rules.route import FilledRole, PlannedRoute, PlannedStep
from openitc.routes.rules.translation import able, still_kept

MOST_ORDERS = 120


def seating(route: PlannedRoute, question: Question, network: Network) -> tuple[PlannedStep, ...] | None:
    """The steps in an order in which each finds the lowest places that are free for it; None where none was found.

    Bookings give places in the order of the steps. Where a short use takes the only place that suits a longer one at
    the same time, the longer one must come first. Where two uses are too close for cleaning and setup, no order helps.
    """
    uses = Counter(role.resource for step in route.steps for role in step.roles)
    crowded = {key for key, count in uses.items() if count > 1}
    tied = [step for step in route.steps if any(role.resource in crowded for role in step.roles)]
    rest = tuple(step for step in route.steps if step not in tied)
    kept = {key: still_kept(network.kept.get(key, {}).values(), question, network) for key in crowded}
    for order in islice(permutations(tied), MOST_ORDERS):
        if all(_all_seated(_of(order, key), network.means[key], kept[key], network) for key in crowded):
            return (*order, *rest)
    return None


def kept_apart(question: Question, network: Network) -> Question:
    """The question with time between steps for the cleaning and setup of whatever both of them may use."""
    able_for = {
        step.key: frozenset(key for role in step.roles for key in able(question, step, role, network))
        for step in question.left
    }

    def longest(one: str, other: str) -> int:
        both = able_for.get(one, frozenset()) & able_for.get(other, frozenset())
        return max((network.means[key].setup + network.means[key].cleaning for key in both), default=0)

    steps = tuple(
        replace(
            step,
            gaps=tuple(replace(gap, least=max(gap.least, longest(step.key, gap.after))) for gap in step.gaps),
        )
        for step in question.steps
    )
    return replace(question, steps=steps)


@dataclass(frozen=True, slots=True)
class _Given:
    place: int
    blocked: Span


def _of(steps: Iterable[PlannedStep], key: int) -> Iterator[FilledRole]:
    return (role for step in steps for role in step.roles if role.resource == key)


def _all_seated(roles: Iterable[FilledRole], means: Means, kept: Iterable[Kept], network: Network) -> bool:
    given = [_Given(each.place, (each.start, each.end)) for each in kept]
    for role in roles:
        start, end = (int((moment - network.epoch).total_seconds() // 60) for moment in (role.start, role.end))
        blocked = (start - means.setup, end + means.cleaning)
        taken = {each.place for each in given if each.blocked[0] < blocked[1] and blocked[0] < each.blocked[1]}
        free = [place for place in means.places if place not in taken]
        if len(free) < role.units:
            return False
        given += [_Given(place, blocked) for place in free[: role.units]]
    return True
