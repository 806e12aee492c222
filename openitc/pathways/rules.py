"""What a pathway is made of, and whether it can be planned: pure decisions on plain values. Times are minutes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePlan:
    """One resource a step needs: a capability, how many of its places, from when after the step's start, how long."""

    capability: str
    duration: int
    units: int = 1
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GapPlan:
    """The step this one follows, the least and the most time between them, and whether a sample ships."""

    after: str
    least: int = 0
    most: int | None = None
    ships: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPlan:
    """One step of a way to market, as it is written down."""

    key: str
    stage: str
    name_th: str
    duration: int
    name_en: str = ""
    roles: tuple[RolePlan, ...] = ()
    gaps: tuple[GapPlan, ...] = ()
    attended: bool = False
    through_night: bool = False
    note_th: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """One resource of the network, as far as planning asks: what it can do, where, and how long at a stretch."""

    center: str
    capabilities: frozenset[str]
    places: int = 1
    longest_opening: int = DAY
    longest_use: int = 30 * DAY
    runs_overnight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What there is to plan with, and the least time a sample needs from one center to another."""

    means: tuple[Means, ...]
    shipping: int = DAY


class FaultKind(Enum):
    """What can stand in the way of planning a pathway."""

    NO_STEPS = "no steps"
    KEY_TWICE = "two steps of one key"
    NO_ROLES = "a step that needs nothing"
    ROLE_OUTSIDE_STEP = "a role that outlasts its step"
    UNKNOWN_STEP = "a gap after a step that is not there"
    FOLLOWS_TWICE = "two gaps after one step"
    CYCLE = "steps that wait for each other"
    MOST_BELOW_LEAST = "a most gap below the least gap"
    MOST_BELOW_SHIPPING = "a most gap below the time that shipping takes"
    NOBODY_HAS = "a capability that no resource has"
    TOO_MANY_UNITS = "more places than any resource has"
    LONGER_THAN_A_USE = "longer than any resource may be used"
    LONGER_THAN_OPEN = "longer than any resource is open"
    NOT_OVERNIGHT = "through the night, but no resource runs overnight"
    NOT_TOGETHER = "no one center has everything the step needs"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that stands in the way, the step it is at, and the values its sentence names."""

    kind: FaultKind
    step: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def faults(steps: Sequence[StepPlan], network: Network) -> list[Fault]:
    """Everything that keeps the steps from being planned, in the order of the steps; empty where they can be."""
    if not steps:
        return [Fault(FaultKind.NO_STEPS)]
    able = centers_able(steps, network)
    found = [fault for step in steps for fault in _faults_of_step(step, steps, network, able)]
    keys = [step.key for step in steps]
    found += [Fault(FaultKind.KEY_TWICE, key) for key in dict.fromkeys(keys) if keys.count(key) > 1]
    circle = _circle(steps)
    if circle:
        found.append(Fault(FaultKind.CYCLE, circle[0], {"steps": tuple(circle)}))
    return found


def centers_able(steps: Sequence[StepPlan], network: Network) -> dict[str, frozenset[str]]:
    """For each step, the centers that have everything it needs at the same time."""
    by_center: dict[str, list[Means]] = {}
    for means in network.means:
        by_center.setdefault(means.center, []).append(means)
    return {
        step.key: frozenset(center for center, there in by_center.items() if step.roles and _all_filled(step, there))
        for step in steps
    }


def centers_able_alone(steps: Sequence[StepPlan], network: Network) -> frozenset[str]:
    """The centers that can do every one of the steps."""
    able = list(centers_able(steps, network).values())
    return frozenset.intersection(*able) if able else frozenset()


def least_time(steps: Sequence[StepPlan]) -> int:
    """The minutes from the first step's start to the last one's end if nobody ever had to wait for an opening."""
    by_key = {step.key: step for step in steps}
    ends: dict[str, int] = {}

    def end_of(key: str, under_way: frozenset[str]) -> int:
        if key not in ends:
            step = by_key[key]
            waits = [
                end_of(gap.after, under_way | {key}) + gap.least
                for gap in step.gaps
                if gap.after in by_key and gap.after not in under_way | {key}
            ]
            ends[key] = max(waits, default=0) + step.duration
        return ends[key]

    return max((end_of(key, frozenset()) for key in by_key), default=0)


def _faults_of_step(
    step: StepPlan, steps: Sequence[StepPlan], network: Network, able: Mapping[str, frozenset[str]]
) -> list[Fault]:
    found = [] if step.roles else [Fault(FaultKind.NO_ROLES, step.key)]
    found += _faults_of_gaps(step, steps, network.shipping, able)
    missing = [fault for role in step.roles if (fault := _fault_of_role(step, role, network)) is not None]
    if step.roles and not missing and not able[step.key]:
        missing = [Fault(FaultKind.NOT_TOGETHER, step.key, {"capabilities": tuple(r.capability for r in step.roles)})]
    outside = [
        Fault(FaultKind.ROLE_OUTSIDE_STEP, step.key, {"capability": role.capability, "duration": step.duration})
        for role in step.roles
        if role.offset + role.duration > step.duration
    ]
    return found + outside + missing


def _faults_of_gaps(
    step: StepPlan, steps: Sequence[StepPlan], shipping: int, able: Mapping[str, frozenset[str]]
) -> list[Fault]:
    found = []
    known = {other.key for other in steps}
    followed: set[str] = set()
    for gap in step.gaps:
        values = {"after": gap.after, "least": gap.least, "most": gap.most, "shipping": shipping}
        if gap.after not in known:
            found.append(Fault(FaultKind.UNKNOWN_STEP, step.key, values))
            continue
        if gap.after in followed:
            found.append(Fault(FaultKind.FOLLOWS_TWICE, step.key, values))
        followed.add(gap.after)
        if gap.most is None:
            continue
        if gap.most < gap.least:
            found.append(Fault(FaultKind.MOST_BELOW_LEAST, step.key, values))
        elif gap.ships and gap.most < gap.least + shipping and not able[step.key] & able[gap.after]:
            found.append(Fault(FaultKind.MOST_BELOW_SHIPPING, step.key, values))
    return found


def _fault_of_role(step: StepPlan, role: RolePlan, network: Network) -> Fault | None:
    """The first thing that no resource of the network offers the role, or None."""
    asks: tuple[tuple[FaultKind, Callable[[Means], bool]], ...] = (
        (FaultKind.NOBODY_HAS, lambda means: role.capability in means.capabilities),
        (FaultKind.TOO_MANY_UNITS, lambda means: means.places >= role.units),
        (FaultKind.LONGER_THAN_A_USE, lambda means: means.longest_use >= role.duration),
        (
            FaultKind.NOT_OVERNIGHT if step.through_night else FaultKind.LONGER_THAN_OPEN,
            lambda means: _is_open_long_enough(step, role, means),
        ),
    )
    left = network.means
    for kind, suits in asks:
        before, left = left, tuple(filter(suits, left))
        if not left:
            values = {
                "capability": role.capability,
                "units": role.units,
                "duration": role.duration,
                "places": max((means.places for means in before), default=0),
                "longest_use": max((means.longest_use for means in before), default=0),
                "longest_opening": max((means.longest_opening for means in before), default=0),
            }
            return Fault(kind, step.key, values)
    return None


def _is_open_long_enough(step: StepPlan, role: RolePlan, means: Means) -> bool:
    return role.duration <= means.longest_opening or (step.through_night and means.runs_overnight)


def _suits(step: StepPlan, role: RolePlan, means: Means) -> bool:
    return (
        role.capability in means.capabilities
        and means.places >= role.units
        and means.longest_use >= role.duration
        and _is_open_long_enough(step, role, means)
    )


def _all_filled(step: StepPlan, there: Sequence[Means]) -> bool:
    """Whether every role finds a resource of its own: augmenting paths, since two roles never share one."""
    held: dict[int, int] = {}

    def seat(role: int, tried: set[int]) -> bool:
        for index, means in enumerate(there):
            if index in tried or not _suits(step, step.roles[role], means):
                continue
            tried.add(index)
            if index not in held or seat(held[index], tried):
                held[index] = role
                return True
        return False

    return all(seat(role, set()) for role in range(len(step.roles)))


def _circle(steps: Sequence[StepPlan]) -> list[str]:
    """The steps that wait for each other, in order of the pathway; empty where none do."""
    waiting = {step.key: {gap.after for gap in step.gaps} for step in steps}
    waiting = {key: after & waiting.keys() for key, after in waiting.items()}
    # Twice the same peeling: what nobody is waited for by, and what waits for nobody, is in no circle.
    for _ in range(len(waiting)):
        waited_for = set().union(*waiting.values()) if waiting else set()
        left = {key: after & waiting.keys() for key, after in waiting.items() if after & waiting.keys()}
        left = {key: after for key, after in left.items() if key in waited_for}
        if left.keys() == waiting.keys():
            break
        waiting = left
    return list(waiting)
