"""Single bookings: made, seen, moved, cancelled, pinned, and kept record of."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.bookings import access, operations
from openitc.bookings.forms import BookingForm, CancellationForm, MoveForm
from openitc.bookings.models import Booking
from openitc.bookings.queries import choices_in_order
from openitc.bookings.queries.agenda import coming, past
from openitc.bookings.queries.free import CHOICES, alternatives, next_free
from openitc.cases.access import cases_visible_to
from openitc.centers.access import standing_of
from openitc.history.queries import events_about
from openitc.people.access import SignedInRequest, signed_in
from openitc.people.models import User
from openitc.resources.access import public_resource
from openitc.resources.models import Resource
from openitc.shared import clock
from openitc.shared.paging import page_of
from openitc.shared.refusals import Refused

USUAL_MINUTES = 120
Choices = list[tuple[datetime, datetime]]


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, code: str) -> HttpResponse:
    """Book one resource. What stands in the way is said at once, with the next times that would do."""
    now = clock.now()
    today = clock.local_day(now)
    resource = public_resource(code=code)
    asked = {name: request.GET[name] for name in ("date", "start", "end", "until", "case") if name in request.GET}
    initial = {**_first_free(resource, now=now), **asked} if request.method == "GET" else asked
    form = BookingForm(request.POST or None, initial=initial, resource=resource, user=request.user, on=today)
    may_override = access.may_override(user=request.user, center_key=resource.center_id, on=today)
    refusal, choices = None, Choices()
    if form.is_valid():
        try:
            booking = _book(form, resource, by=request.user, may_override=may_override, now=now)
        except Refused as refused:
            refusal, choices = refused, _choices_for(form, resource, now=now)
        else:
            messages.success(request, _("Booked. Everyone it concerns was told."))
            return redirect("bookings:detail", booking.pk)
    context = {
        "resource": resource,
        "center": resource.center,
        "form": form,
        "refusal": refusal,
        "choices": choices,
        "asks_override": may_override and refusal is not None and refusal.overridable,
    }
    refused_or_wrong = bool(form.errors or refusal)
    return render(request, "bookings/new.html", context, status=422 if refused_or_wrong else 200)


def _first_free(resource: Resource, *, now: datetime) -> dict[str, str]:
    """The time that the form proposes to who came without one."""
    start = next_free([resource], since=now, now=now)[resource.pk]
    if start is None:
        return {}
    begin = clock.local(start)
    close = begin + timedelta(minutes=min(USUAL_MINUTES, resource.longest_minutes))
    return {"date": begin.date().isoformat(), "start": f"{begin:%H:%M}", "end": f"{close:%H:%M}"}


def _book(form: BookingForm, resource: Resource, *, by: User, may_override: bool, now: datetime) -> Booking:
    typed = form.cleaned_data
    return operations.book(
        enterprise=typed["enterprise"],
        resource=resource,
        start=typed["starts_at"],
        end=typed["ends_at"],
        units=typed.get("units") or 1,
        case=typed["case"],
        purpose=typed["purpose"],
        override_reason=typed["override_reason"] if may_override else "",
        by=by,
        now=now,
    )


def _choices_for(form: BookingForm, resource: Resource, *, now: datetime) -> Choices:
    """The next times that would do for what was typed."""
    typed = form.cleaned_data
    minutes = int((typed["ends_at"] - typed["starts_at"]).total_seconds() // 60)
    start: datetime = typed["starts_at"]
    alone = operations.may_run_alone(typed["enterprise"], resource, at=start)  # house: asks, writes nothing
    return alternatives(
        [resource],
        minutes=min(minutes, resource.longest_minutes),
        units=typed.get("units") or 1,
        hands=not alone,
        since=max(now, start),
        now=now,
    )


@signed_in
@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    """What the person's enterprises have booked, and what takes the person's own time."""
    now = clock.now()
    today = clock.local_day(now)
    rows = access.bookings_of_person(request.user, on=today)
    over = "past" in request.GET
    page = page_of(past(rows, now) if over else coming(rows, now), request)
    context = {
        "page": page,
        "rows": [(booking, booking.state(now)) for booking in page],
        "over": over,
        "standing": standing_of(request.user, on=today),
    }
    return render(request, "bookings/list.html", context)


@signed_in
@require_GET
def detail(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """One booking, all of it."""
    now = clock.now()
    today = clock.local_day(now)
    booking = access.booking_to_see(user=request.user, key=booking_id, on=today)
    standing = standing_of(request.user, on=today)
    uses = booking.reservations.select_related("resource").order_by("role", "place")
    sees = cases_visible_to(request.user, on=today)
    kept = [use for use in uses if use.released_at is None or booking.completed_at or booking.cancelled_at]
    context = {
        "booking": booking,
        "state": booking.state(now),
        "states": Booking.State,
        "uses": kept,
        "cost": sum(use.fee for use in kept),
        "events": events_about(booking),
        "works_here": booking.center_id in standing.works_at,
        "case_is_open_to_them": booking.case_id is not None and sees.filter(pk=booking.case_id).exists(),
        "began": booking.during.lower <= now,
    }
    return render(request, "bookings/detail.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """Move a booking, with everything on it, to another start."""
    now = clock.now()
    today = clock.local_day(now)
    booking = access.booking_to_change(user=request.user, key=booking_id, on=today)
    may_override = access.may_override(user=request.user, center_key=booking.center_id, on=today)
    begin = clock.local(booking.during.lower)
    form = MoveForm(request.POST or None, initial={"date": begin.date(), "start": begin.time()})
    refusal = None
    if form.is_valid():
        reason = form.cleaned_data["override_reason"] if may_override else ""
        try:
            operations.move(booking=booking, start=form.starts_at, override_reason=reason, by=request.user, now=now)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Moved. Everyone it concerns was told."))
            return redirect("bookings:detail", booking.pk)
    context = {
        "booking": booking,
        "form": form,
        "refusal": refusal,
        "choices": _choices_to_move(booking, now=now),
        "asks_override": may_override and refusal is not None and refusal.overridable,
        "case_is_open_to_them": cases_visible_to(request.user, on=today).filter(pk=booking.case_id or 0).exists(),
    }
    return render(request, "bookings/move.html", context, status=422 if form.errors or refusal else 200)


def _choices_to_move(booking: Booking, *, now: datetime) -> Choices:
    """The next free times, from now on and from its end on, at which the other steps of its case still fit."""
    rows = booking.reservations.filter(released_at=None).select_related("resource__type").order_by("role", "place")
    resources = list({row.resource_id: row.resource for row in rows}.values())
    if not resources:
        return []
    minutes = int((booking.during.upper - booking.during.lower).total_seconds() // 60)
    free = {
        choice
        for since in (now + timedelta(hours=1), booking.during.upper)
        for choice in alternatives(resources, minutes=minutes, units=1, hands=False, since=since, now=now)
    }
    return choices_in_order(booking, sorted(free), now=now)[:CHOICES]


@signed_in
@require_http_methods(["GET", "POST"])
def cancellation(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """Give a booking up."""
    now = clock.now()
    booking = access.booking_to_change(user=request.user, key=booking_id, on=clock.local_day(now))
    form = CancellationForm(request.POST or None)
    if form.is_valid():
        try:
            operations.cancel(booking=booking, reason=form.cleaned_data["reason"], by=request.user, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Cancelled. The time is free for others."))
            return redirect("bookings:detail", booking.pk)
    context = {"booking": booking, "form": form}
    return render(request, "bookings/cancellation.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def pin(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """Keep a booking as it is when its case is planned again, or let it move."""
    now = clock.now()
    booking = access.booking_to_change(user=request.user, key=booking_id, on=clock.local_day(now))
    change = operations.unpin if booking.pinned_at else operations.pin
    try:
        change(booking=booking, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("bookings:detail", booking.pk)


_VISITS: dict[str, tuple[Callable[..., Booking], object]] = {
    "check_in": (operations.check_in, gettext_lazy("Checked in.")),
    "complete": (operations.complete, gettext_lazy("Done. Time that was left is free for others.")),
    "no_show": (operations.mark_no_show, gettext_lazy("Kept that nobody came. The time is free for others.")),
}


@signed_in
@require_POST
def visit(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """Keep what became of a visit: they came, it is done, nobody came."""
    now = clock.now()
    booking = access.booking_to_run(user=request.user, key=booking_id, on=clock.local_day(now))
    if request.POST.get("what") not in _VISITS:
        raise Http404
    change, words = _VISITS[request.POST["what"]]
    try:
        change(booking=booking, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(words))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("bookings:detail", booking.pk)
