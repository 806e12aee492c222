"""Pages that see everything: home, desk, case, search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openitc.cases.access import case_to_see, notes_visible_to, works_on
from openitc.cases.queries import standing_referrals
from openitc.centers.access import standing_of
from openitc.enterprises.access import enterprises_visible_to
from openitc.history.queries import events_about
from openitc.journeys import queries
from openitc.pathways.queries import public_pathways
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock

HISTORY_SHOWN = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door: what this is, where the centers are, and a box to find a machine."""
    context = {
        "figures": queries.network_figures(),
        "points": queries.network_points(),
        "pathways": public_pathways()[:6],
    }
    return render(request, "journeys/home.html", context)


@require_safe
@signed_in
def desk(request: SignedInRequest) -> HttpResponse:
    """What waits for the person, what comes today, and what is at risk."""
    now = clock.now()
    standing = standing_of(request.user, on=clock.local_day(now))
    mine = enterprises_visible_to(request.user, on=clock.local_day(now)) if standing.member_of else ()
    context = {
        "desk": queries.desk_of(request.user, standing=standing, now=now),
        "standing": standing,
        "now": now,
        "centers": queries.centers_of(standing),
        "enterprises": mine,
    }
    return render(request, "journeys/desk.html", context)


@require_safe
@signed_in
def case(request: SignedInRequest, number: str) -> HttpResponse:
    """The case as one page: its line, what comes next and who must do it, bookings, notes, history."""
    now = clock.now()
    today = clock.local_day(now)
    found = case_to_see(user=request.user, number=number, on=today)
    (journey,) = queries.journeys_of([found], now=now)
    events = list(events_about(found)[: HISTORY_SHOWN + 1])
    context = {
        "case": found,
        "journey": journey,
        "line": queries.line_of(journey),
        "next": queries.next_in_words(journey),
        "hold": queries.standing_hold(found, now=now),
        "bookings": queries.bookings_of_case(found, now=now),
        "notes": notes_visible_to(request.user, found, on=today),
        "events": events[:HISTORY_SHOWN],
        "more_events": len(events) > HISTORY_SHOWN,
        "referrals": standing_referrals(found),
        "is_staff": works_on(request.user, found, on=today),
        "now": now,
    }
    return render(request, "journeys/case.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Enterprises, products, machines and cases that hold the words, of those the person may see."""
    text = request.GET.get("q", "").strip()
    found = queries.found_by(request.user, text, on=clock.local_day(clock.now())) if text else None
    template = "journeys/search.html#found" if getattr(request, "htmx", False) else "journeys/search.html"
    return render(request, template, {"text": text, "found": found})
