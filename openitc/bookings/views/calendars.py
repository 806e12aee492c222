"""A center's calendar, and what runs there on a day."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openitc.bookings import access
from openitc.bookings.forms import day_asked
from openitc.bookings.models import Booking
from openitc.bookings.queries.agenda import runs_of
from openitc.bookings.queries.calendars import center_calendar
from openitc.bookings.queries.loads import figures, month_of
from openitc.bookings.queries.periods import period_around
from openitc.centers.access import center_to_work_at, public_center, standing_of
from openitc.people.access import AnyRequest, SignedInRequest, signed_in
from openitc.resources.models import Kind
from openitc.shared import clock

VIEWS = ("day", "week", "month", "list")
SUNDAY = 6


@require_GET
def center(request: AnyRequest, code: str) -> HttpResponse:
    """A center's day, week or month: everyone sees what is free, its staff also for whom the rest is booked."""
    now = clock.now()
    today = clock.local_day(now)
    shown = public_center(code=code)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "week"
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind else ""
    # On a Sunday people look ahead: the week that is asked for by nothing else is the coming one.
    ahead = today + timedelta(days=1) if view == "week" and today.weekday() == SUNDAY else today
    period = period_around(day_asked(request.GET.get("date"), today=ahead), view=view)
    standing = standing_of(request.user, on=today)
    works_here = shown.pk in standing.works_at
    context = {
        "center": shown,
        "period": period,
        "kind": kind,
        "kinds": Kind.choices,
        "today": today,
        "view": view,
        "works_here": works_here,
        "may_manage": standing.administrator or shown.pk in standing.manager_of,
    }
    if period.view == "month":
        context["month"] = month_of(shown, period, kind=kind, now=now)
        context["figures"] = figures(shown, period, now=now)
    else:
        sees = access.sees(request.user, on=today)
        calendar = center_calendar(shown, period, kind=kind, sees=sees, now=now)
        drawn = calendar if kind in ("", Kind.MACHINE) else None
        context |= {"calendar": calendar, "figures": figures(shown, period, now=now, drawn=drawn)}
    template = "bookings/center.html#calendar" if request.htmx else "bookings/center.html"
    return render(request, template, context)


@signed_in
@require_GET
def runs(request: SignedInRequest, code: str) -> HttpResponse:
    """What runs at a center on a day, with what can be done about each."""
    now = clock.now()
    today = clock.local_day(now)
    here = center_to_work_at(user=request.user, code=code, on=today)
    period = period_around(day_asked(request.GET.get("date"), today=today), view="day")
    rows = [(booking, booking.state(now)) for booking in runs_of(here, period.first)]
    context = {"center": here, "period": period, "rows": rows, "today": today, "states": Booking.State}
    return render(request, "bookings/runs.html", context)
