"""A route that is held for a moment: confirm it, or let it go."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.bookings import access, operations
from openitc.bookings.models import Hold
from openitc.bookings.queries.agenda import with_rows_of_a_list
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock


@signed_in
@require_http_methods(["GET", "POST"])
def hold(request: SignedInRequest, hold_id: int) -> HttpResponse:
    """What is held, until when, and what to do about it."""
    now = clock.now()
    held = access.hold_to_settle(user=request.user, key=hold_id, on=clock.local_day(now))
    if request.method == "POST":
        return _settle(request, held)
    bookings = list(with_rows_of_a_list(held.bookings.order_by("during", "pk")))
    cost = sum(use.fee for booking in bookings for use in booking.reservations.all())
    lapsed = held.confirmed_at is None and (held.ended_at is not None or held.expires_at <= now)
    context = {"hold": held, "bookings": bookings, "cost": cost, "lapsed": lapsed, "case": held.case}
    return render(request, "bookings/hold.html", context, status=410 if lapsed else 200)


def _settle(request: SignedInRequest, held: Hold) -> HttpResponse:
    what = request.POST.get("what")
    now = clock.now()
    if what == "release":
        operations.release(hold=held, by=request.user, now=now)
        messages.success(request, _("Everything was let go; others can have it now."))
        return redirect("routes:options", held.case.number) if held.case else redirect("bookings:mine")
    if what != "confirm":
        raise Http404
    try:
        operations.confirm(hold=held, by=request.user, now=now)
    except operations.HoldLapsed:
        return redirect("bookings:hold", held.pk)
    messages.success(request, _("Booked, every step of it. Everyone it concerns was told."))
    return redirect("journeys:case", held.case.number) if held.case else redirect("bookings:mine")
