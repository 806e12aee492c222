"""Finding free time while the sample is made: all calendars in memory, by the same rules as the real ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from openitc.bookings.operations import Use, Visit
from openitc.centers.models import Center
from openitc.centers.rules import Minute, Span
from openitc.pathways.models import Step
from openitc.resources.models import Resource
from openitc.resources.queries import minutes_from, opening
from openitc.resources.rules import fits, usable
from openitc.shared import clock

GRID = 30  # sample visits begin on the hour or the half


@dataclass(slots=True)
class Diary:
    """What is open and what is taken, in minutes from the midnight on which `first` begins."""

    first: date
    days: int
    resources: Sequence[Resource]
    capabilities: dict[int, frozenset[int]]
    places: dict[int, int]
    spans: dict[int, list[Span]] = field(init=False)
    taken: defaultdict[int, list[Span]] = field(init=False)
    by_center: defaultdict[int, list[Resource]] = field(init=False)

    def __post_init__(self) -> None:
        opened = opening(self.resources, first=self.first, days=self.days)
        self.spans = {
            resource.pk: usable(
                opened[resource.pk],
                setup=resource.setup_minutes,
                cleaning=resource.cleaning_minutes,
                overnight=resource.runs_overnight,
            )
            for resource in self.resources
        }
        self.taken, self.by_center = defaultdict(list), defaultdict(list)
        for resource in self.resources:
            self.by_center[resource.center_id].append(resource)

    def minute(self, moment: datetime) -> Minute:
        """The moment, in minutes."""
        return minutes_from(clock.at(self.first), moment)

    def moment(self, minute: Minute) -> datetime:
        """The minute, as a moment."""
        return clock.at(self.first) + timedelta(minutes=minute)

    def visit(
        self, step: Step, center: Center, *, earliest: Minute, latest: Minute, busy: Iterable[Span]
    ) -> Visit | None:
        """The first time from `earliest` to `latest` at which the center can do the step; it is taken at once."""
        apart = list(busy) if step.attended else []
        for start in self._starts(step, center, earliest, latest):
            end = start + step.duration_minutes
            if any(start < other_end and other_start < end for other_start, other_end in apart):
                continue
            chosen = self._filled(step, center, start)
            if chosen is not None:
                for use in chosen:
                    self.take(use)
                return Visit(
                    center=center,
                    start=self.moment(start),
                    end=self.moment(end),
                    uses=tuple(chosen),
                    step=step,
                    attended=step.attended,
                )
        return None

    def is_free(self, resource: Resource, start: Minute, end: Minute, *, units: int = 1) -> bool:
        """Whether so many places of the resource can be used from `start` to `end`."""
        if not fits(start, end, self.spans[resource.pk], overnight=resource.runs_overnight):
            return False
        first, last = start - resource.setup_minutes, end + resource.cleaning_minutes
        around = sum(
            1 for other_start, other_end in self.taken[resource.pk] if first < other_end and other_start < last
        )
        return around + units <= self.places[resource.pk]

    def take(self, use: Use) -> None:
        """Keep the time of the use."""
        span = (self.minute(use.blocked[0]), self.minute(use.blocked[1]))
        self.taken[use.resource.pk].extend([span] * use.units)

    def _starts(self, step: Step, center: Center, earliest: Minute, latest: Minute) -> Iterator[Minute]:
        first_role = next(iter(step.roles.all()))
        able = [r for r in self.by_center[center.pk] if first_role.capability_id in self.capabilities[r.pk]]
        starts = {
            minute
            for resource in able
            for span_start, span_end in self.spans[resource.pk]
            if span_end > earliest and span_start < latest
            for minute in range(-(-max(span_start, earliest) // GRID) * GRID, min(span_end, latest), GRID)
        }
        return iter(sorted(starts))

    def _filled(self, step: Step, center: Center, start: Minute) -> list[Use] | None:
        """One resource for each role, all free; none where a role stays empty."""
        chosen: list[Use] = []
        for role in step.roles.all():
            begin, end = start + role.offset_minutes, start + role.offset_minutes + role.duration_minutes
            taken = {use.resource.pk for use in chosen}
            able = (
                resource
                for resource in self.by_center[center.pk]
                if role.capability_id in self.capabilities[resource.pk]
                and resource.pk not in taken
                and self.is_free(resource, begin, end, units=role.units)
            )
            resource = next(able, None)
            if resource is None:
                return None
            chosen.append(Use(resource, self.moment(begin), self.moment(end), role.units, role.position))
        return chosen
