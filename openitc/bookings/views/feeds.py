"""Calendars at secret addresses."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openitc.bookings import access
from openitc.bookings.operations.feeds import make_feed, revoke_feed
from openitc.bookings.queries.feeds import feed_text, title_of
from openitc.centers.access import standing_of
from openitc.centers.models import Center
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock


@signed_in
@require_http_methods(["GET", "POST"])
def feeds(request: SignedInRequest) -> HttpResponse:
    """The person's calendar addresses: make, copy, revoke."""
    now = clock.now()
    today = clock.local_day(now)
    if request.method == "POST":
        of = access.calendar_to_subscribe_to(user=request.user, of=request.POST.get("of", ""), on=today)
        feed = make_feed(**of, by=request.user, now=now)  # type: ignore[arg-type] # each under the name of its kind
        messages.success(request, _("The address was made. Copy it into your calendar program."))
        return redirect(f"{request.path}#calendar-{feed.pk}")
    standing = standing_of(request.user, on=today)
    own = request.user.feeds.filter(revoked_at=None).select_related("center", "resource").order_by("-made_at")
    rows = [(feed, title_of(feed), request.build_absolute_uri(f"/calendar/{feed.secret}.ics")) for feed in own]
    context = {
        "rows": rows,
        "centers": Center.objects.filter(pk__in=standing.works_at),
        "resources": request.user.resources.filter(retired_at=None),
        "asked": request.GET.get("of", ""),
    }
    return render(request, "bookings/feeds.html", context)


@signed_in
@require_POST
def revocation(request: SignedInRequest, feed_id: int) -> HttpResponse:
    """Let an address show nothing from now on."""
    feed = access.feed_to_revoke(user=request.user, key=feed_id)
    revoke_feed(feed=feed, by=request.user, now=clock.now())
    messages.success(request, _("The address was revoked. Programs that subscribed to it see nothing any more."))
    return redirect("bookings:feeds")


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The calendar itself. Who knows the address needs no sign-in; who only guesses learns nothing."""
    now = clock.now()
    today = clock.local_day(now)
    found = access.feed_at(secret=secret)
    if not access.feed_still_granted(found, on=today):
        return HttpResponse(
            _("This calendar is no longer shared."), status=410, content_type="text/plain; charset=utf-8"
        )
    text = feed_text(found, member_of=standing_of(found.owner, on=today).member_of, now=now)
    etag = quote_etag(hashlib.sha256(text).hexdigest())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="openitc.ics"'
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
