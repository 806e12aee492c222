"""What comes next in a case, in words: one function for each move."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openitc.bookings.models import Booking
from openitc.cases.rules import Risk
from openitc.journeys.queries.lines import Journey, Stop
from openitc.journeys.rules import Move
from openitc.people.models import User
from openitc.shared import text

RISKS: dict[Risk, Promise] = {
    Risk.BROKEN: gettext_lazy("something it needs is closed at that time"),
    Risk.OVERDUE: gettext_lazy("its time is over: was it done?"),
    Risk.BEFORE_ITS_TURN: gettext_lazy("it begins before a step it follows is over"),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: a person who works on the case, or one whose product it is."""

    user: User
    staff: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextInWords:
    """What comes next, who must do it, and where it is done; `yours` where the reader must."""

    heading: str
    who: str = ""
    yours: bool = False
    tone: str = "good"
    url: str = ""
    action: str = ""


def next_in_words(journey: Journey, reader: Reader) -> NextInWords:
    """What comes next in a case, in the reader's language; an enterprise is sent nowhere it may not go."""
    return _TOLD[journey.next.move](journey, reader)


def _to_confirm(journey: Journey, reader: Reader) -> NextInWords:
    return NextInWords(
        heading=_("A whole route is held. Confirm it before its time runs out."),
        who=_officer(journey, reader),
        yours=True,
        tone="warn",
        url=reverse("bookings:hold", args=[_booking(journey).hold_id]),
        action=_("Confirm the route"),
    )


def _to_report(journey: Journey, reader: Reader) -> NextInWords:
    step = _stop(journey).step
    where = f"{reverse('cases:done-steps', args=[journey.case.number])}?step={step.pk}"
    return NextInWords(
        heading=_("The time of “%(step)s” is over. Was it done?") % {"step": step.name},
        who=_officer(journey, reader),
        yours=reader.staff,
        tone="warn",
        url=where if reader.staff else "",
        action=_("Say what was done"),
    )


def _to_mend(journey: Journey, reader: Reader) -> NextInWords:
    stop = _stop(journey)
    why = RISKS[stop.station.risk] if stop.station.risk else ""
    return NextInWords(
        heading=_("“%(step)s” is at risk: %(why)s.") % {"step": stop.step.name, "why": why},
        who=_officer(journey, reader),
        yours=True,
        tone="bad",
        url=reverse("routes:options", args=[journey.case.number]),
        action=_("Plan again"),
    )


def _going_on(journey: Journey, _reader: Reader) -> NextInWords:
    booking = _booking(journey)
    until = text.moment(booking.during.upper, language=get_language() or "th")
    return NextInWords(
        heading=_("“%(step)s” is going on until %(when)s.") % {"step": _stop(journey).step.name, "when": until},
        who=booking.center.name,
        url=_stop(journey).url,
        action=_("See the booking"),
    )


def _to_go(journey: Journey, reader: Reader) -> NextInWords:
    booking = _booking(journey)
    values = {
        "step": _stop(journey).step.name,
        "center": booking.center.name,
        "when": text.moment(booking.during.lower, language=get_language() or "th"),
    }
    yours = booking.attended and not reader.staff
    others = journey.case.enterprise.name if booking.attended else booking.center.name
    return NextInWords(
        heading=_("“%(step)s” on %(when)s, at %(center)s.") % values,
        who="" if yours else others,
        yours=yours,
        url=_stop(journey).url,
        action=_("See the booking"),
    )


def _to_plan(journey: Journey, reader: Reader) -> NextInWords:
    return NextInWords(
        heading=_("Choose a route, and every step is booked at once."),
        who=_officer(journey, reader),
        yours=True,
        tone="info",
        url=reverse("routes:options", args=[journey.case.number]),
        action=_("See the routes to market"),
    )


def _finished(journey: Journey, reader: Reader) -> NextInWords:
    return NextInWords(
        heading=_("Every step is done. The product is on its way to its buyers."),
        who=_officer(journey, reader) if reader.staff else "",
        yours=reader.staff,
        url=reverse("cases:closure", args=[journey.case.number]) if reader.staff else "",
        action=_("Close the case"),
    )


_TOLD: dict[Move, Callable[[Journey, Reader], NextInWords]] = {
    Move.CONFIRM: _to_confirm,
    Move.REPORT: _to_report,
    Move.MEND: _to_mend,
    Move.RUN: _going_on,
    Move.GO: _to_go,
    Move.PLAN: _to_plan,
    Move.FINISH: _finished,
}


def _officer(journey: Journey, reader: Reader) -> str:
    """The officer who looks after the case, unless that is the reader; else any of the center."""
    if journey.case.officer_id == reader.user.pk:
        return ""
    return str(journey.case.officer or _("an officer of %(center)s") % {"center": journey.case.center.name})


def _stop(journey: Journey) -> Stop:
    stop = journey.next_stop
    assert stop is not None  # noqa: S101 - every move but the last is about a step
    return stop


def _booking(journey: Journey) -> Booking:
    booking = _stop(journey).booking
    assert booking is not None  # noqa: S101 - what is held, goes on or comes is booked
    return booking
