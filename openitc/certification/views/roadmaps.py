"""The roadmap of a case: choosing its markets, reading it, saying who sees to what, putting its tests on the way."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openitc.cases.access import case_to_plan, works_on
from openitc.certification.access import roadmaps as access
from openitc.certification.forms.roadmaps import MarketsForm, RequirementForm
from openitc.certification.operations import roadmaps
from openitc.certification.queries.requirements import requirements_of, standing_roadmap
from openitc.certification.queries.roadmaps import preview_of, roadmap_page
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused
from openitc.standards.models import Market


@signed_in
@require_GET
def roadmap(request: SignedInRequest, number: str) -> HttpResponse:
    """What the product must have in its markets, and how far it is; before a market is chosen, the choice of them."""
    now = clock.now()
    on = clock.local_day(now)
    case = case_to_plan(user=request.user, number=number, on=on)
    told = standing_roadmap(case)
    if told is None:
        return redirect("certification:roadmap-markets", case.number)
    context = {
        "case": case,
        "page": roadmap_page(case, told, now=now),
        "markets": [Market.label_of(market) for market in told.markets],
        "staff": works_on(request.user, case, on=on),
        "earlier": case.roadmaps.exclude(pk=told.pk).select_related("told_by"),
    }
    return render(request, "certification/roadmap.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def markets(request: SignedInRequest, number: str) -> HttpResponse:
    """What a choice of markets would ask, before it is told; then telling it."""
    now = clock.now()
    case = case_to_plan(user=request.user, number=number, on=clock.local_day(now))
    told = standing_roadmap(case)
    usual = told.markets if told else sorted({Market.HOME, case.market}, key=Market.values.index)
    typed = request.POST if request.method == "POST" else request.GET
    form = MarketsForm(typed if typed else {"markets": usual})
    chosen = form.cleaned_data["markets"] if form.is_valid() else []
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            roadmaps.tell_roadmap(case=case, markets=chosen, by=request.user, now=now)
            messages.success(request, _("This is your roadmap from now on. Earlier ones are kept."))
            return redirect("certification:roadmap", case.number)
    before = [each.edition for each in requirements_of(told)] if told else []
    context = {
        "case": case,
        "form": form,
        "told": told,
        "preview": preview_of(case, before, markets=chosen, now=now) if chosen else None,
    }
    return render(request, "certification/roadmap_markets.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def tests(request: SignedInRequest, number: str) -> HttpResponse:
    """Put the missing tests on the way of the case."""
    now = clock.now()
    case = case_to_plan(user=request.user, number=number, on=clock.local_day(now))
    if request.method == "GET":
        return redirect("certification:roadmap", case.number)
    try:
        roadmaps.add_missing_tests(case=case, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("certification:roadmap", case.number)
    messages.success(request, _("The tests are steps of your way now. Choose a route that books them."))
    return redirect("routes:options", case.number)


@signed_in
@require_http_methods(["GET", "POST"])
def requirement(request: SignedInRequest, number: str, requirement_id: int) -> HttpResponse:
    """Who sees to a requirement, whether it is needed, and what of it was seen."""
    now = clock.now()
    found = access.requirement_to_judge(
        user=request.user, number=number, requirement_id=requirement_id, on=clock.local_day(now)
    )
    form = RequirementForm(request.POST or None, of=found)
    if form.is_valid():
        with refusals_on(form):
            roadmaps.change_requirement(requirement=found, **form.cleaned_data, by=request.user, now=now)
            return redirect(f"{found.roadmap.case.get_absolute_url()}roadmap/#requirement-{found.pk}")
    context = {"case": found.roadmap.case, "requirement": found, "edition": found.edition, "form": form}
    return render(request, "certification/requirement.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def answer(request: SignedInRequest, number: str, requirement_id: int) -> HttpResponse:
    """Whether what is asked only if something is so applies to the product."""
    now = clock.now()
    on = clock.local_day(now)
    found = access.requirement_told(user=request.user, number=number, requirement_id=requirement_id, on=on)
    page = f"{found.roadmap.case.get_absolute_url()}roadmap/"
    said = request.POST.get("applies")
    if request.method == "GET" or said not in ("yes", "no"):
        return redirect(f"{page}#requirement-{found.pk}")
    try:
        roadmaps.say_whether_it_applies(requirement=found, applies=said == "yes", by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{page}#{'only-if' if said == 'no' else f'requirement-{found.pk}'}")


@signed_in
@require_http_methods(["GET", "POST"])
def withdrawal(request: SignedInRequest, number: str, added_id: int) -> HttpResponse:
    """Take tests from the way of the case that the roadmap put on it."""
    now = clock.now()
    found = access.steps_added(user=request.user, number=number, added_id=added_id, on=clock.local_day(now))
    if request.method == "POST":
        try:
            roadmaps.take_tests_from_the_way(added=found, by=request.user, now=now)
            messages.success(request, _("These steps are no longer on your way."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("certification:roadmap", found.case.number)


@signed_in
@require_GET
def earlier(request: SignedInRequest, number: str, turn: int) -> HttpResponse:
    """What the case was told another time, in the editions of then."""
    case, found = access.roadmap_told(user=request.user, number=number, turn=turn, on=clock.local_day(clock.now()))
    context = {
        "case": case,
        "roadmap": found,
        "requirements": requirements_of(found),
        "markets": [Market.label_of(market) for market in found.markets],
    }
    return render(request, "certification/roadmap_earlier.html", context)
