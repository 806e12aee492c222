"""The pages of a case's routes."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.cases.access import case_to_plan
from openitc.cases.models import Case
from openitc.people.access import SignedInRequest, signed_in
from openitc.routes import operations, queries
from openitc.routes.access import route_to_take
from openitc.routes.forms import ConditionsForm, PositionForm
from openitc.shared import clock
from openitc.shared.refusals import Refused


@signed_in
@require_GET
def options(request: SignedInRequest, number: str) -> HttpResponse:
    """Every route that no other beats, one of them in full."""
    now = clock.now()
    case = case_to_plan(user=request.user, number=number, on=clock.local_day(now))
    page = _page(request, case, position=PositionForm(request.GET).position(), now=now)
    return render(request, "routes/options.html", {"page": page, "case": case})


@signed_in
@require_http_methods(["GET", "POST"])
def conditions(request: SignedInRequest, number: str) -> HttpResponse:
    """What the routes must keep to, what is done, and what stays."""
    now = clock.now()
    case = case_to_plan(user=request.user, number=number, on=clock.local_day(now))
    bookings = queries.bookings_to_pin(case, now=now)
    facts = ConditionsForm.facts_of(case, queries.conditions_of(case), bookings)
    form = ConditionsForm(request.POST or None, case=case, bookings=bookings, initial=facts)
    if form.is_valid():
        try:
            operations.set_conditions(case=case, **form.cleaned_data, by=request.user, now=now)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(reason.field if reason.field in form.fields else None, str(reason.text))
        else:
            return redirect("routes:options", case.number)
    return render(request, "routes/conditions.html", {"case": case, "form": form}, status=422 if form.errors else 200)


@signed_in
@require_POST
def easing(request: SignedInRequest, number: str) -> HttpResponse:
    """Change the one condition that the page said would help."""
    now = clock.now()
    case = case_to_plan(user=request.user, number=number, on=clock.local_day(now))
    operations.ease(case=case, what=request.POST.get("what", ""), by=request.user, now=now)
    return redirect("routes:options", case.number)


@signed_in
@require_POST
def search(request: SignedInRequest, number: str) -> HttpResponse:
    """Search longer than a page usually waits."""
    now = clock.now()
    case = case_to_plan(user=request.user, number=number, on=clock.local_day(now))
    operations.propose(case=case, budget_ms=operations.LONG_MS, by=request.user, now=now)
    return redirect("routes:options", case.number)


@signed_in
@require_POST
def acceptance(request: SignedInRequest, number: str) -> HttpResponse:
    """Take a route: everything on it is kept, or the page says what changed and shows the routes there are now."""
    now = clock.now()
    route = route_to_take(user=request.user, number=number, key=request.POST.get("route", ""), on=clock.local_day(now))
    case = route.proposal.case
    try:
        hold = operations.accept(route=route, by=request.user, now=now)
    except Refused as refusal:
        page = _page(request, case, position=None, now=now)
        context = {"page": page, "case": case, "refusal": refusal, "lost": route}
        return render(request, "routes/options.html", context, status=422)
    if hold.confirmed_at is None:
        return redirect("bookings:hold", hold.pk)
    messages.success(request, _("The new way is booked. What it takes the place of was cancelled."))
    return redirect(case)


def _page(request: SignedInRequest, case: Case, *, position: int | None, now: datetime) -> queries.RoutesPage:
    """The routes as they are now."""
    found = operations.current(case=case, by=request.user, now=now)
    return queries.routes_page(case, found.proposal, found.question, found.network, position=position, now=now)
