"""Closing a machine: what it hits is shown before, and can be planned again after."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods
from psycopg.types.range import TimestamptzRange

from openitc.bookings.forms import ClosureForm
from openitc.bookings.models import Booking
from openitc.bookings.operations.closures import close_and_tell
from openitc.bookings.queries.agenda import bookings_hit
from openitc.people.access import SignedInRequest, signed_in
from openitc.resources.access import resource_to_close
from openitc.shared import clock
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def closure(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask when and why; show what it hits; close."""
    now = clock.now()
    today = clock.local_day(now)
    resource = resource_to_close(user=request.user, code=code, on=today)
    initial = {"date": request.GET.get("date", today), "start": "08:30", "end": "16:30"}
    form = ClosureForm(request.POST or None, initial=initial)
    hit: list[Booking] | None = None
    if form.is_valid():
        typed = form.cleaned_data
        during = TimestamptzRange(typed["starts_at"], typed["ends_at"])
        hit = bookings_hit(resource, during, now=now)
        if not hit or request.POST.get("seen") == _seen(hit):
            try:
                made = close_and_tell(
                    resource=resource, during=during, why=typed["why"], note=typed["note"], by=request.user, now=now
                )
            except Refused as refusal:
                hit = None
                form.add_error(None, str(refusal))
            else:
                return redirect("bookings:closed", resource.code, made.pk)
    context = {
        "resource": resource,
        "center": resource.center,
        "form": form,
        "hit": hit,
        "seen": _seen(hit or []),
    }
    return render(request, "bookings/closure.html", context, status=422 if form.errors else 200)


def _seen(hit: list[Booking]) -> str:
    """The bookings that the person was shown, so that nothing is closed over one they did not see."""
    return ",".join(str(booking.pk) for booking in hit)


@signed_in
@require_GET
def closed(request: SignedInRequest, code: str, closure_id: int) -> HttpResponse:
    """What a closure hits, each with a way to plan it again."""
    now = clock.now()
    resource = resource_to_close(user=request.user, code=code, on=clock.local_day(now))
    made = resource.closures.filter(pk=closure_id).first()
    if made is None:
        raise Http404
    hit = [] if made.withdrawn_at else bookings_hit(resource, made.during, now=now)
    context = {"resource": resource, "center": resource.center, "closure": made, "hit": hit}
    return render(request, "bookings/closed.html", context)
