"""A case in words and as its line is drawn."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openitc.cases.rules import Risk, State
from openitc.journeys.queries.lines import Journey, Stop
from openitc.journeys.rules import Move
from openitc.shared import text
from openitc.ui.shapes import Station

RISKS: dict[Risk, Promise] = {
    Risk.BROKEN: _("Something it needs is closed at that time"),
    Risk.OVERDUE: _("Its time is over: was it done?"),
    Risk.BEFORE_ITS_TURN: _("It begins before a step it follows is over"),
}


def line_of(journey: Journey) -> list[Station]:
    """The line of a case as it is drawn."""
    return [
        Station(
            label=stop.step.name,
            stage=stop.step.stage,
            state=stop.state,  # type: ignore[arg-type] # the drawing's states are the values of the rule's
            when=_when(stop),
            detail=_detail(stop),
            url=reverse("bookings:detail", args=[stop.booking.pk]) if stop.booking else "",
        )
        for stop in journey.stops
    ]


def _when(stop: Stop) -> str:
    language = "th" if get_language() == "th" else "en"
    moment = stop.station.done_at or (stop.station.during[0] if stop.station.during else None)
    return text.thai_or_english_day(moment, language=language, year=False) if moment else ""


def _detail(stop: Stop) -> str:
    if stop.station.risk is not None:
        return str(RISKS[stop.station.risk])
    if stop.station.state is State.HELD:
        return str(_("held, not yet confirmed"))
    return stop.booking.center.name if stop.booking else ""


@dataclass(frozen=True, slots=True)
class NextInWords:
    """What comes next, who must do it, and where it is done."""

    heading: str
    who: str
    tone: str
    url: str = ""
    action: str = ""


def next_in_words(journey: Journey) -> NextInWords:
    """What comes next in a case, in the reader's language."""
    case, stop = journey.case, journey.next_stop
    step = stop.step.name if stop else ""
    officer = str(case.officer or _("an officer of %(center)s") % {"center": case.center.name})
    routes = reverse("routes:options", args=[case.number])
    match journey.next.move:
        case Move.CONFIRM if stop and stop.booking and stop.booking.hold_id:
            return NextInWords(
                heading=str(_("A whole route is held for you. Confirm it before the time runs out.")),
                who=str(_("you or %(officer)s") % {"officer": officer}),
                tone="warn",
                url=reverse("bookings:hold", args=[stop.booking.hold_id]),
                action=str(_("Confirm the route")),
            )
        case Move.REPORT:
            return NextInWords(
                heading=str(_("The time of “%(step)s” is over. Say whether it was done.") % {"step": step}),
                who=officer,
                tone="warn",
                url=f"{reverse('cases:done-steps', args=[case.number])}?step={stop.step.pk if stop else ''}",
                action=str(_("Say what was done")),
            )
        case Move.MEND:
            why = RISKS[stop.station.risk] if stop and stop.station.risk else ""
            return NextInWords(
                heading=str(_("“%(step)s” is at risk: %(why)s.") % {"step": step, "why": why}),
                who=officer,
                tone="bad",
                url=routes,
                action=str(_("Plan again")),
            )
        case Move.GO if stop and stop.booking:
            return _going(stop, officer)
        case Move.FINISH:
            return NextInWords(heading=str(_("Every step is done. The product is on its way.")), who="", tone="good")
    return NextInWords(
        heading=str(_("Nothing is booked yet. Choose a route, and every step is booked at once.")),
        who=str(_("you or %(officer)s") % {"officer": officer}),
        tone="info",
        url=routes,
        action=str(_("See the routes to market")),
    )


def _going(stop: Stop, officer: str) -> NextInWords:
    booking = stop.booking
    assert booking is not None  # noqa: S101 - only booked stops are on their way
    language = "th" if get_language() == "th" else "en"
    values = {
        "step": stop.step.name,
        "center": booking.center.name,
        "when": text.moment(booking.during.lower, language=language),
    }
    return NextInWords(
        heading=str(_("“%(step)s” at %(center)s on %(when)s.") % values),
        who=str(_("the enterprise comes along") if booking.attended else officer),
        tone="good",
        url=reverse("bookings:detail", args=[booking.pk]),
        action=str(_("See the booking")),
    )
