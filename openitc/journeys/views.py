"""Pages that see everything: home, desk, case, search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openitc.bookings.queries.loads import figures
from openitc.bookings.queries.periods import period_around
from openitc.cases.access import case_to_see, notes_visible_to, works_on
from openitc.cases.queries import gates_of, standing_referrals
from openitc.centers.access import standing_of
from openitc.enterprises.access import enterprises_visible_to
from openitc.history.queries import events_about
from openitc.journeys import queries
from openitc.pathways.queries import card_of, published_versions
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.sourcing.models import Maker

HISTORY_SHOWN = 8
WAYS_SHOWN = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door: what this is, a box to find a machine, where the centers are, and the ways to market."""
    standing = standing_of(request.user, on=clock.local_day(clock.now()))
    context = {
        "figures": queries.network_figures(),
        "points": queries.network_points(),
        "provinces": queries.provinces_by_name(),
        "home": queries.home_province(standing),
        "needs": queries.usual_needs(),
        "cards": [card_of(version) for version in published_versions()[:WAYS_SHOWN]],
    }
    return render(request, "journeys/home.html", context)


@require_safe
@signed_in
def desk(request: SignedInRequest) -> HttpResponse:
    """What waits for the person, what comes today, and what is at risk: for each role that they have."""
    now = clock.now()
    standing = standing_of(request.user, on=clock.local_day(now))
    centers = list(queries.centers_of(standing))
    week = period_around(clock.local_day(now), view="week")
    whole_network = standing.analyst or standing.administrator
    context = {
        "own": queries.own_cases(request.user, standing=standing, now=now),
        "queue": queries.queue_of(request.user, standing=standing, now=now) if standing.serves_at else None,
        "visits": queries.visits_of(request.user, standing=standing, now=now),
        "centers": centers,
        "managed": [(center, figures(center, week, now=now)) for center in centers if center.pk in standing.manager_of],
        "network": queries.network_figures() if whole_network else None,
        "busiest": queries.busiest_centers(now) if whole_network else None,
        "enterprises": enterprises_visible_to(request.user, on=clock.local_day(now)) if standing.member_of else (),
        "own_makers": Maker.objects.filter(organisation__in=standing.makes_for) if standing.makes_for else (),
        "to_dos": queries.to_dos_of(request.user, standing=standing, now=now),
        "now": now,
    }
    return render(request, "journeys/desk.html", context)


@require_safe
@signed_in
def case(request: SignedInRequest, number: str) -> HttpResponse:
    """The case as one page: its line, what comes next and who must do it, bookings, notes, history."""
    now = clock.now()
    today = clock.local_day(now)
    found = case_to_see(user=request.user, number=number, on=today)
    staff = works_on(request.user, found, on=today)
    (journey,) = queries.journeys_of([found], now=now)
    whole_history = "history" in request.GET
    events = list(events_about(found)[: None if whole_history else HISTORY_SHOWN + 1])
    context = {
        "case": found,
        "told": queries.told(journey, reader=request.user, staff=staff),
        "bookings": queries.bookings_of_case(found, now=now),
        "notes": notes_visible_to(request.user, found, on=today),
        "events": events if whole_history else events[:HISTORY_SHOWN],
        "more_events": not whole_history and len(events) > HISTORY_SHOWN,
        "referrals": standing_referrals(found),
        "works_on": staff,
        "gates": gates_of(found),
        "choices": queries.choices_of(found, reader=request.user, staff=staff, now=now),
        "to_dos": queries.to_dos_of_case(found, reader=request.user, staff=staff, now=now),
        "knows_enterprise": enterprises_visible_to(request.user, on=today).filter(pk=found.enterprise_id).exists(),
    }
    return render(request, "journeys/case.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Enterprises, products, machines and cases that hold the words, of those the person may see."""
    text = request.GET.get("q", "").replace("\x00", "").strip()
    found = queries.found_by(request.user, text, on=clock.local_day(clock.now())) if text else None
    template = "journeys/search.html#found" if getattr(request, "htmx", False) else "journeys/search.html"
    return render(request, template, {"text": text, "found": found})
