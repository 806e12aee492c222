"""Which makers fit a request: hard filters first, then a ranking whose every term is shown. No Django, no clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

# What a term can add to a maker's hundred points. Where a maker stands decides freight and visits, and what it can
# still take decides the date; its record weighs least as long as most makers have none.
WEIGHTS: Mapping[str, int] = {"distance": 25, "lead": 20, "capacity": 20, "minimum": 15, "market": 10, "record": 10}
FAR_KM = 800  # from there on distance adds nothing
AMPLE = 4  # lots free: more than that adds nothing
NO_RECORD = 0.5  # neither praised nor blamed
KM_STEP = 50  # loosened distances are told in round numbers


Step = TypeVar("Step", int, date)


class Filter(StrEnum):
    """A condition that a maker meets or not."""

    VERIFIED = "verified"
    INVITED = "invited"  # nothing stops invitations: neither staff nor its record
    PROCESS = "process"
    MARK = "mark"
    MINIMUM = "minimum"
    CAPACITY = "capacity"
    DISTANCE = "distance"


# What whoever asks may loosen; of the others nobody can wish a maker free.
LOOSENED = (Filter.PROCESS, Filter.MARK, Filter.MINIMUM, Filter.CAPACITY, Filter.DISTANCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for. `ordered_on` is when an order can be placed at the earliest."""

    processes: frozenset[int]
    marks: frozenset[str]
    unit: str
    quantities: tuple[int, ...]  # ascending
    ordered_on: date
    wanted_on: date
    today: date
    max_km: int | None = None
    market: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What is free of a process in a month, and how long it takes then."""

    free: int
    lead_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A process of a maker; `months` are those that differ from a usual one, by their first day."""

    unit: str
    minimum: int
    usual: Month
    months: Mapping[date, Month] = field(default_factory=dict)

    def at(self, day: date) -> Month:
        """The month of the day."""
        return self.months.get(day.replace(day=1), self.usual)

    def free(self, start: date, end: date) -> int:
        """What it can make in all, from the month of the start to the month of the end."""
        total, month = 0, start.replace(day=1)
        while month <= end:
            total += self.at(month).free
            month = (month + timedelta(days=32)).replace(day=1)
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A maker as matching sees it. `marks` are verified certificates with their last day; `record` is from 0 to 1."""

    key: int
    verified: bool
    invited: bool
    skills: Mapping[int, Skill]
    marks: Mapping[str, date]
    km: int | None
    markets: frozenset[str] = frozenset()
    record: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One term of the ranking: how much of it the maker has (0 to 1), and the figures behind it."""

    code: str
    share: float
    values: Mapping[str, int | str]

    @property
    def points(self) -> float:
        """What it adds."""
        return self.share * WEIGHTS[self.code]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A maker that meets every condition."""

    key: int
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """Of a hundred points."""
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A maker that does not, and which conditions it fails."""

    key: int
    failed: frozenset[Filter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Who fits, the best first, and who does not."""

    matches: tuple[Match, ...]
    excluded: tuple[Excluded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loosening:
    """How many more makers would fit if one thing were loosened; `to` says how far, where that can be said."""

    filter: Filter
    more: int
    to: int | str | date | None = None


def matched(wanted: Wanted, candidates: Collection[Candidate]) -> Matching:
    """Sort the makers into those that fit, the best first, and those that do not; the order they come in is nothing."""
    matches, excluded = [], []
    for candidate in candidates:
        failed = failures(wanted, candidate)
        if failed:
            excluded.append(Excluded(key=candidate.key, failed=failed))
        else:
            matches.append((Match(key=candidate.key, reasons=reasons_for(wanted, candidate)), candidate))
    matches.sort(key=lambda pair: (-round(pair[0].score, 6), pair[1].km or 0, pair[0].key))
    excluded.sort(key=lambda row: (len(row.failed), row.key))
    return Matching(matches=tuple(match for match, _candidate in matches), excluded=tuple(excluded))


def failures(wanted: Wanted, candidate: Candidate) -> frozenset[Filter]:
    """The conditions that the maker does not meet."""
    skills = [candidate.skills[key] for key in wanted.processes if key in candidate.skills]
    counted = [skill for skill in skills if skill.unit == wanted.unit]  # kilograms and pieces cannot be compared
    met = {
        Filter.VERIFIED: candidate.verified,
        Filter.INVITED: candidate.invited,
        Filter.PROCESS: wanted.processes <= candidate.skills.keys(),
        Filter.MARK: all(candidate.marks.get(mark, date.min) >= wanted.today for mark in wanted.marks),
        Filter.MINIMUM: all(skill.minimum <= wanted.quantities[-1] for skill in counted),
        Filter.CAPACITY: all(_is_in_time(wanted, skill) for skill in skills)
        and all(_free(wanted, skill) >= first_lot(wanted, skill) for skill in counted),
        Filter.DISTANCE: wanted.max_km is None or (candidate.km is not None and candidate.km <= wanted.max_km),
    }
    return frozenset(condition for condition, holds in met.items() if not holds)


def first_lot(wanted: Wanted, skill: Skill) -> int:
    """The smallest quantity asked for that the maker would take; the largest, where all are below its minimum."""
    return next((tier for tier in wanted.quantities if tier >= skill.minimum), wanted.quantities[-1])


def _is_in_time(wanted: Wanted, skill: Skill) -> bool:
    return wanted.ordered_on + timedelta(days=skill.at(wanted.ordered_on).lead_days) <= wanted.wanted_on


def _free(wanted: Wanted, skill: Skill) -> int:
    return skill.free(wanted.ordered_on, wanted.wanted_on)


def reasons_for(wanted: Wanted, candidate: Candidate) -> tuple[Reason, ...]:
    """Every term of the ranking for a maker that fits."""
    skills = [candidate.skills[key] for key in sorted(wanted.processes)]
    counted = [skill for skill in skills if skill.unit == wanted.unit]
    found = [_near(candidate), _quick(wanted, skills)]
    if counted:
        found += [_roomy(wanted, counted), _small(wanted, counted)]
    if wanted.market:
        known = wanted.market in candidate.markets
        found.append(Reason(code="market", share=float(known), values={"market": wanted.market}))
    record = NO_RECORD if candidate.record is None else candidate.record
    values: dict[str, int | str] = {} if candidate.record is None else {"percent": round(100 * record)}
    return (*found, Reason(code="record", share=record, values=values))


def _near(candidate: Candidate) -> Reason:
    if candidate.km is None:
        return Reason(code="distance", share=0, values={})
    return Reason(code="distance", share=max(0, 1 - candidate.km / FAR_KM), values={"km": candidate.km})


def _quick(wanted: Wanted, skills: Sequence[Skill]) -> Reason:
    lead = max((skill.at(wanted.ordered_on).lead_days for skill in skills), default=0)
    spare = (wanted.wanted_on - wanted.ordered_on).days - lead
    share = spare / max(1, spare + lead)
    return Reason(code="lead", share=min(1, max(0, share)), values={"days": lead, "spare": spare})


def _roomy(wanted: Wanted, skills: Sequence[Skill]) -> Reason:
    tightest = min(skills, key=lambda skill: _free(wanted, skill) / first_lot(wanted, skill))
    free, lot = _free(wanted, tightest), first_lot(wanted, tightest)
    return Reason(code="capacity", share=min(1, free / (AMPLE * lot)), values={"free": free, "lot": lot})


def _small(wanted: Wanted, skills: Sequence[Skill]) -> Reason:
    minimum = max(skill.minimum for skill in skills)
    fitting = sum(tier >= minimum for tier in wanted.quantities)
    values: dict[str, int | str] = {"minimum": minimum, "fitting": fitting, "tiers": len(wanted.quantities)}
    return Reason(code="minimum", share=fitting / len(wanted.quantities), values=values)


def loosenings(wanted: Wanted, candidates: Collection[Candidate]) -> list[Loosening]:
    """What would bring more makers, one thing at a time: without a condition, and with it moved to where some fit."""
    alone = [candidate for candidate in candidates if len(failures(wanted, candidate)) == 1]
    found = []
    for condition in LOOSENED:
        more = [candidate for candidate in alone if condition in failures(wanted, candidate)]
        if more:
            found.append(Loosening(filter=condition, more=len(more)))
            found += _steps(wanted, condition, more)
    return found


def _steps(wanted: Wanted, condition: Filter, more: Sequence[Candidate]) -> list[Loosening]:
    """The same by degrees: how many come with a quantity, distance or date that much looser, or without one mark."""
    if condition is Filter.DISTANCE:
        return _counted(condition, [_round_up(candidate.km) for candidate in more if candidate.km is not None])
    if condition is Filter.MINIMUM:
        return _counted(condition, [_largest_minimum(wanted, candidate) for candidate in more])
    if condition is Filter.CAPACITY:
        return _counted(condition, [day for candidate in more if (day := _soonest(wanted, candidate)) is not None])
    named = wanted.marks if condition is Filter.MARK else wanted.processes
    counts = [(name, sum(not failures(_without(wanted, name), candidate) for candidate in more)) for name in named]
    return [Loosening(filter=condition, more=count, to=name) for name, count in sorted(counts, key=str) if count]


def _counted(condition: Filter, reached: Sequence[Step]) -> list[Loosening]:
    """At most three steps, each with how many it brings together with the steps before."""
    steps = sorted(set(reached))[:3]
    return [Loosening(filter=condition, more=sum(value <= step for value in reached), to=step) for step in steps]


def _without(wanted: Wanted, name: str | int) -> Wanted:
    return replace(wanted, marks=wanted.marks - {str(name)}, processes=wanted.processes - {name})


def _largest_minimum(wanted: Wanted, candidate: Candidate) -> int:
    skills = (candidate.skills[key] for key in wanted.processes)
    return max(skill.minimum for skill in skills if skill.unit == wanted.unit)


def _soonest(wanted: Wanted, candidate: Candidate) -> date | None:
    """The first day, within a year of the wanted one, by which the maker could deliver the first lot."""
    for weeks in range(1, 53):
        later = replace(wanted, wanted_on=wanted.wanted_on + timedelta(weeks=weeks))
        if not failures(later, candidate):
            return later.wanted_on
    return None


def _round_up(km: int) -> int:
    return -(-km // KM_STEP) * KM_STEP
