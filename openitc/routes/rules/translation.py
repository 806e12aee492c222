"""A case's question and the live network, put as a problem that the planner can solve."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from openitc.centers.rules import (
    MINUTES_A_DAY,
    Minute,
    Span,
    road_km,
    shipping_fee,
    shipping_minutes,
    travel_minutes,
    without,
)
from openitc.pathways.rules import RolePlan, StepPlan
from openitc.planner.problem import Link, Problem, Request, Resource, Role, Step
from openitc.resources.rules import fee, kept_away
from openitc.routes.rules.network import DAYS, Kept, Means, Network
from openitc.routes.rules.places import deceives, fragments, shared, throughout
from openitc.routes.rules.question import Fixed, Question
from openitc.shared import clock

# Nobody sets out within the hour, and a route must still stand when it has been read and booked.
LEAD = 60
QUARTER = 15
HORIZON = DAYS * MINUTES_A_DAY
_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """The problem, the resources it was narrowed to, and from when on each may be used."""

    problem: Problem
    means: tuple[Means, ...]
    begins: Mapping[int, Minute]
    resources: Mapping[str, Resource]  # by id


def asked(question: Question, network: Network, *, now: datetime) -> Asked:
    """The question as a problem on this network.

    Ids of centers and resources are their keys, written out; that of a resource split into its places names both.
    """
    tags = _Tags(question, network)
    earliest = _earliest(question, network, now)
    begins = {
        key: max(earliest, _quarter(_minute(network, now, up=True) + network.means[key].notice)) for key in tags.used
    }
    resources = [
        resource
        for key in sorted(tags.used)
        for resource in _resources(network.means[key], tags, question, network, begins[key])
    ]
    fixed = _sound(question.fixed)
    centers = sorted({network.means[key].center for key in tags.used} | {each.center for each in fixed})
    return Asked(
        problem=Problem(
            epoch=network.epoch.isoformat(),
            horizon=HORIZON,
            finish_unit="day",
            centers=tuple(str(center) for center in centers),
            home_km=tuple(there_and_back(question, network, center) for center in centers),
            ship_minutes=_matrix(centers, lambda here, there: shipping_minutes(network.km(here, there))),
            ship_fee=_matrix(centers, lambda here, there: shipping_fee(network.km(here, there))),
            resources=(*resources, *(_own_resource(each, network) for each in fixed)),
            request=_request(question, network, fixed, tags),
            travel_minutes=_matrix(centers, lambda here, there: travel_minutes(network.km(here, there))),
        ),
        means=tuple(network.means[key] for key in sorted(tags.used)),
        begins=begins,
        resources={resource.id: resource for resource in resources},
    )


def there_and_back(question: Question, network: Network, center: int) -> int:
    """How far the enterprise travels for one visit, in kilometres."""
    return 2 * road_km(question.home, network.spots[center].position)


def able(question: Question, step: StepPlan, role: RolePlan, network: Network) -> frozenset[int]:
    """The keys of the resources that may fill the role of the step, whenever they are free."""
    return frozenset(
        key
        for key, means in network.means.items()
        if role.capability in means.capabilities
        and network.spots[means.center].serves
        and question.limits.allows(means.center)
        and len(means.places) >= role.units
        and means.longest >= role.duration
        and _may_be_run(means, step, question)
    )


def _may_be_run(means: Means, step: StepPlan, question: Question) -> bool:
    """Whether the step brings the operator, or the enterprise may do without."""
    if not means.needs_operator and not means.needs_training:
        return True
    if means.operated_by in {role.capability for role in step.roles}:
        return True
    return means.needs_training and means.type in question.trained


class _Tags:
    """What to call, in the problem, what a role asks for.

    The planner matches roles and resources by capability. Who may fill a role depends on more than that, so that a role
    is given a name of its own for each set of resources that may fill it.
    """

    def __init__(self, question: Question, network: Network) -> None:
        self.of_role: dict[tuple[str, int], str] = {}
        self.of_resource: dict[int, set[str]] = {}
        self.roles: dict[int, list[RolePlan]] = {}
        self.through_night: set[int] = set()
        self.by_day: set[int] = set()
        self.alone: set[int] = set()
        known: dict[tuple[str, frozenset[int]], str] = {}
        for step in question.left:
            brought = {role.capability for role in step.roles}
            for position, role in enumerate(step.roles):
                keys = able(question, step, role, network)
                tag = known.setdefault((role.capability, keys), f"{role.capability}#{len(known)}")
                self.of_role[step.key, position] = tag
                for key in keys:
                    self.of_resource.setdefault(key, set()).add(tag)
                    self.roles.setdefault(key, []).append(role)
                    (self.through_night if step.through_night else self.by_day).add(key)
                    means = network.means[key]
                    if means.needs_training and means.operated_by not in brought:
                        self.alone.add(key)

    @property
    def used(self) -> Collection[int]:
        """The keys of all resources that may fill some role."""
        return self.of_resource.keys()


def key_of(resource: str) -> int:
    """The key of the resource that the problem calls so."""
    return int(resource.partition("/")[0])


def _resources(means: Means, tags: _Tags, question: Question, network: Network, begin: Minute) -> list[Resource]:
    """The resource as the planner counts it, which is by places: one, or one for each place.

    It is split where counting deceives, for a use stays in its place; what asks for several places at once cannot be
    split, and is told the starts or, where that is impossible too, the minutes that deceive.
    """
    opens = _from(means.open, begin)
    if means.key in tags.alone:
        opens = _within_training(opens, means, question, network)
    kept = still_kept(network.kept.get(means.key, {}).values(), question, network)
    by_place = [_away([each for each in kept if each.place == place], means) for place in means.places]
    uses = {(role.duration, role.units) for role in tags.roles[means.key]}
    whole = Resource(
        id=str(means.key),
        center=str(means.center),
        capabilities=frozenset(tags.of_resource[means.key]),
        capacity=len(means.places),
        fee_per_hour=0,
        open=tuple(opens),
        busy=tuple((start, end, 1) for busy in by_place for start, end in busy),
        tariff={
            (duration, units): fee(means.fee_basis, means.fee, minutes=duration, units=units)
            for duration, units in uses
        },
    )
    if means.key in tags.through_night and not means.overnight:
        # A step through the night is asked of each role as continuous: what closes is then as good as taken.
        closed = [(start, end, 1) for start, end in without([(0, HORIZON)], opens)]
        whole = replace(whole, busy=(*whole.busy, *closed * len(means.places)))
        by_place = [[*busy, *((start, end) for start, end, _ in closed)] for busy in by_place]
    if not any(deceives(by_place, *use) for use in uses):
        return [whole]
    if all(units == 1 for _, units in uses):
        return [
            replace(whole, id=f"{means.key}/{place}", capacity=1, busy=tuple((start, end, 1) for start, end in busy))
            for place, busy in zip(means.places, by_place, strict=True)
        ]
    if len(uses) == 1 and means.overnight and means.key not in tags.by_day:
        return [replace(whole, open=tuple(shared(opens, throughout(by_place, *next(iter(uses))))))]
    return [replace(whole, busy=(*whole.busy, *fragments(by_place, uses)))]


def _from(spans: Sequence[Span], minute: Minute) -> Sequence[Span]:
    """The spans without what lies before the minute."""
    position = bisect_right(spans, minute, key=lambda span: span[1])
    if position < len(spans) and spans[position][0] < minute:
        return ((minute, spans[position][1]), *spans[position + 1 :])
    return spans[position:]


def _within_training(spans: Sequence[Span], means: Means, question: Question, network: Network) -> list[Span]:
    first, last = question.trained[means.type]
    valid = ((first - network.first).days * MINUTES_A_DAY, ((last - network.first).days + 1) * MINUTES_A_DAY)
    return [(max(start, valid[0]), min(end, valid[1])) for start, end in spans if start < valid[1] and valid[0] < end]


def still_kept(kept: Iterable[Kept], question: Question, network: Network) -> list[Kept]:
    """What still keeps others away: not what is to be replaced, and no hold that lapsed by the database's clock."""
    return [
        each
        for each in kept
        if each.booking not in question.own and (each.held_until is None or each.held_until > network.read_at)
    ]


def _away(kept: Iterable[Kept], means: Means) -> list[Span]:
    return kept_away([(each.start, each.end) for each in kept], setup=means.setup, cleaning=means.cleaning)


def _request(question: Question, network: Network, fixed: Sequence[Fixed], tags: _Tags) -> Request:
    settled = {each.step: each for each in fixed}
    deadline = question.limits.deadline
    starts = [_minute(network, each.start) for each in fixed]
    return Request(
        steps=tuple(
            _own_step(step, settled[step.key], settled, network) if step.key in settled else _step(step, tags)
            for step in question.steps
        ),
        not_before=min([0, *starts]),
        deadline=None if deadline is None else ((deadline - network.first).days + 1) * MINUTES_A_DAY,
        max_cost=question.limits.max_cost,
        max_km=question.limits.max_km,
    )


def _step(step: StepPlan, tags: _Tags) -> Step:
    return Step(
        key=step.key,
        duration=step.duration,
        attended=step.attended,
        roles=tuple(
            Role(tags.of_role[step.key, position], role.units, role.offset, role.duration, step.through_night)
            for position, role in enumerate(step.roles)
        ),
        after=tuple(Link(gap.after, gap.least, gap.most, gap.ships) for gap in step.gaps),
    )


def _own_step(step: StepPlan, fixed: Fixed, settled: Mapping[str, Fixed], network: Network) -> Step:
    """A fixed step as one that only a resource of its own can fill, and only then."""
    start, end = _minute(network, fixed.start), _minute(network, fixed.end, up=True)
    gaps = () if fixed.done else tuple(gap for gap in step.gaps if gap.after not in settled)
    return Step(
        key=step.key,
        duration=end - start,
        attended=fixed.attended,
        roles=(Role(_own_name(fixed), 1, 0, end - start, continuous=False),),
        after=tuple(Link(gap.after, gap.least, gap.most, gap.ships) for gap in gaps),
    )


def _own_resource(fixed: Fixed, network: Network) -> Resource:
    start, end = _minute(network, fixed.start), _minute(network, fixed.end, up=True)
    return Resource(
        id=_own_name(fixed),
        center=str(fixed.center),
        capabilities=frozenset([_own_name(fixed)]),
        capacity=1,
        fee_per_hour=0,
        open=((start, end),),
        busy=(),
        tariff={(end - start, 1): fixed.fee},
    )


def _own_name(fixed: Fixed) -> str:
    return f"fixed {fixed.step}"


def _sound(fixed: Iterable[Fixed]) -> list[Fixed]:
    """The fixed steps as they bind the others: of two at the same time the enterprise is counted at one only."""
    told: list[Fixed] = []
    for each in sorted(fixed, key=lambda each: (each.start, each.step)):
        crossing = any(other.attended and other.end > each.start for other in told)
        told.append(
            Fixed(
                step=each.step, center=each.center, start=each.start, end=max(each.end, each.start + _A_MINUTE),
                done=each.done, attended=each.attended and not crossing, fee=each.fee, booking=each.booking,
            )
        )  # fmt: skip
    return told


def _earliest(question: Question, network: Network, now: datetime) -> Minute:
    soonest = _quarter(_minute(network, now, up=True) + LEAD)
    wanted = question.limits.not_before
    return soonest if wanted is None else max(soonest, (wanted - network.first).days * MINUTES_A_DAY)


def _quarter(minute: Minute) -> Minute:
    """The next quarter of an hour."""
    return -(-minute // QUARTER) * QUARTER


def _minute(network: Network, moment: datetime, *, up: bool = False) -> Minute:
    seconds = (clock.local(moment) - network.epoch).total_seconds()
    return int(-(-seconds // 60) if up else seconds // 60)


def _matrix(centers: Sequence[int], between: Callable[[int, int], int]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(between(here, there) for there in centers) for here in centers)
