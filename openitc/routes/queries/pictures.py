"""A route drawn: as a line in small, over time, and on the map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from openitc.pathways.models import Step
from openitc.routes.queries.wording import language
from openitc.routes.rules.network import Network
from openitc.routes.rules.question import Question
from openitc.routes.rules.route import PlannedRoute, PlannedStep
from openitc.shared import clock
from openitc.shared.models import spoken
from openitc.shared.text import span, thai_or_english_day
from openitc.ui.lengths import duration
from openitc.ui.map_picture import MapLine, MapPoint
from openitc.ui.scale import Scale, Tick
from openitc.ui.shapes import Bar, Lane, Segment
from openitc.ui.stages import STAGES

LEAST_WEIGHT = 0.5  # days: a stage of an hour is still a stretch of the line


@dataclass(frozen=True, slots=True)
class Timetable:
    """Lanes over an axis of days."""

    lanes: Sequence[Lane]
    ticks: Sequence[Tick]
    now: float | None


@dataclass(frozen=True, slots=True)
class Map:
    """Where the way leads: the enterprise, the centers, the visits and the parcels."""

    points: Sequence[MapPoint]
    lines: Sequence[MapLine]
    provinces: Sequence[str]
    text: str


def segments(plan: PlannedRoute, steps: Mapping[str, Step]) -> list[Segment]:
    """The stages in the order of their steps, each as long as it lasts until the next begins."""
    ordered = sorted(plan.steps, key=lambda step: (step.start, step.end))
    ends = [follower.start for follower in ordered[1:]] + [plan.finish]
    drawn: list[Segment] = []
    for step, end in zip(ordered, ends, strict=True):
        weight = max(LEAST_WEIGHT, (max(end, step.end) - step.start) / timedelta(days=1))
        stage = steps[step.key].stage
        if drawn and drawn[-1].stage == stage:
            weight += drawn.pop().weight
        drawn.append(Segment(stage=stage, weight=round(weight, 2)))
    return drawn


def timetable(plan: PlannedRoute, steps: Mapping[str, Step], question: Question, *, now: datetime) -> Timetable:
    """A lane for each stage, with its steps and the waits before them."""
    today = clock.at(clock.local_day(now))
    shown = [step for step in plan.steps if step.end > today]
    start = min([today, *(clock.at(clock.local_day(step.start)) for step in shown)])
    scale = Scale(start, clock.at(clock.local_day(plan.finish) + timedelta(days=1)))
    by_key = {step.key: step for step in plan.steps}
    lanes = [
        Lane(label=str(STAGES[stage]), stage=stage, bars=bars)
        for stage in STAGES
        for bars in _beside_each_other(
            [
                [*_waits(step, by_key, question, scale), _bar(step, steps[step.key], scale)]
                for step in sorted(shown, key=lambda step: step.start)
                if steps[step.key].stage == stage
            ]
        )
    ]
    return Timetable(lanes, scale.ticks(language=language()), scale.x(now))


def _beside_each_other(steps: Sequence[list[Bar]]) -> list[list[Bar]]:
    """The bars in as few rows as it takes for none to hide another; those of one step stay together."""
    rows: list[list[Bar]] = []
    for bars in steps:
        begin = min(bar.x for bar in bars)
        row = next((row for row in rows if all(bar.x + bar.w <= begin for bar in row)), None)
        if row is None:
            rows.append(bars)
        else:
            row += bars
    return rows


def _bar(step: PlannedStep, row: Step, scale: Scale) -> Bar:
    return Bar(
        x=scale.x(step.start),
        w=scale.w(step.start, step.end),
        text=row.name,
        when=span(step.start, step.end, language=language()),
    )


def _waits(step: PlannedStep, plan: Mapping[str, PlannedStep], question: Question, scale: Scale) -> list[Bar]:
    """What must pass before the step: drying, curing, a parcel on its way."""
    asked = next(each for each in question.steps if each.key == step.key)
    sent = {way.after: way.minutes for way in step.shipments}
    bars = []
    for gap in asked.gaps:
        wait, begin = gap.least + sent.get(gap.after, 0), plan[gap.after].end
        end = begin + timedelta(minutes=wait)
        if wait and not step.fixed and end <= step.start:
            words = _("Sample on its way") if gap.after in sent and not gap.least else _("Rest")
            when = span(begin, end, language=language())
            text = f"{words} {duration(wait)}"
            bars.append(Bar(x=scale.x(begin), w=scale.w(begin, end), text=text, when=when, waiting=True))
    return bars


def route_map(
    plan: PlannedRoute, steps: Mapping[str, Step], network: Network, question: Question, enterprise: str
) -> Map:
    """The enterprise with a line to each center it visits, and a dotted one for each parcel."""
    ordered = sorted(plan.steps, key=lambda step: (step.start, step.end))
    centers = list(dict.fromkeys(step.center for step in ordered))
    place = {center: position for position, center in enumerate(centers, 1)}
    points = [MapPoint(lat=question.home[0], lon=question.home[1], label=enterprise, kind="you", named=False)]
    lines: list[MapLine] = []
    for center in centers:
        spot, there = network.spots[center], [step for step in ordered if step.center == center]
        stage = steps[there[0].key].stage
        names = _(", ").join(steps[step.key].name for step in there)
        points.append(
            MapPoint(
                lat=spot.position[0], lon=spot.position[1], label=spoken(dict(spot.province_names)), stage=stage,
                detail=f"{spoken(dict(spot.names))}: {names}",
            )
        )  # fmt: skip
        if any(steps[step.key].attended and not step.fixed for step in there):
            lines.append(MapLine(start=0, end=place[center], stage=stage))
    at = {step.key: step.center for step in plan.steps}
    lines += [
        MapLine(start=place[at[way.after]], end=place[step.center], stage=steps[step.key].stage, dashed=True)
        for step in ordered
        for way in step.shipments
    ]
    told = [f"{thai_or_english_day(step.start, language=language())}: {steps[step.key].name}" for step in ordered]
    return Map(points, lines, sorted({network.spots[center].province for center in centers}), "; ".join(told))
