"""A case as it is told: its line as it is drawn, and what comes next in words."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.cases.rules import State
from openitc.journeys.queries.coming import RISKS, NextInWords, Reader, next_in_words
from openitc.journeys.queries.lines import Journey, Stop
from openitc.people.models import User
from openitc.shared import text
from openitc.ui.shapes import Station


@dataclass(frozen=True, slots=True)
class Told:
    """A case as a reader is told of it."""

    journey: Journey
    line: list[Station]
    next: NextInWords


def told(journey: Journey, *, reader: User, staff: bool) -> Told:
    """The case's line and what comes next, for a person who works on it or whose product it is."""
    return Told(journey, _line_of(journey), next_in_words(journey, Reader(reader, staff=staff)))


def _line_of(journey: Journey) -> list[Station]:
    return [
        Station(
            label=stop.step.name,
            stage=stop.step.stage,
            state=stop.state,  # type: ignore[arg-type] # the drawing's states are the values of the rule's
            when=_when(stop),
            detail=_detail(stop),
            url=stop.url,
            flag=_flag(stop),
        )
        for stop in journey.stops
    ]


def _flag(stop: Stop) -> str:
    if stop.begins_round is not None:
        return _("Round %(number)s") % {"number": stop.begins_round}
    return _("Added") if stop.added else ""


def _when(stop: Stop) -> str:
    moment = stop.station.done_at or (stop.station.during[0] if stop.station.during else None)
    return text.thai_or_english_day(moment, language=get_language() or "th", year=False) if moment else ""


def _detail(stop: Stop) -> str:
    if stop.station.risk is not None:
        return str(RISKS[stop.station.risk])
    if stop.station.state is State.HELD:
        return _("held, not yet confirmed")
    return stop.booking.center.name if stop.booking else ""
