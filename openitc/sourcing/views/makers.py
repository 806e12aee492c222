"""The directory of makers, one maker, and how one comes in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openitc.centers.access import standing_of
from openitc.centers.models import Province
from openitc.history.queries import events_about
from openitc.people.access import AnyRequest, SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.sourcing.access import makers as access
from openitc.sourcing.forms.makers import DirectoryForm, NewMakerForm, ReasonForm
from openitc.sourcing.operations import makers as operations
from openitc.sourcing.queries import makers as queries
from openitc.sourcing.queries import profiles
from openitc.sourcing.queries.scorecards import facts_of, may_be_invited, scorecard_of, warnings_in_words
from openitc.sourcing.queries.sightings import seen_of_maker
from openitc.standards.models import Market

EVENTS_SHOWN = 8


@require_GET
def makers(request: AnyRequest) -> HttpResponse:
    """The verified makers, for everyone."""
    today = clock.local_day(clock.now())
    form = DirectoryForm(request.GET.dict())
    wanted = form.wanted
    page = queries.directory(wanted, page=request.GET.get("page"), on=today)
    context = {"form": form, "page": page, "serves": bool(standing_of(request.user, on=today).serves_at)}
    kept = request.GET.copy()
    for name in ("where", "page"):
        kept.pop(name, None)
    address = f"{reverse('sourcing:makers')}?{kept.urlencode()}{'&' if kept else ''}"
    context["points"] = queries.points_of(wanted, on=today, address=address)
    return render(request, "sourcing/makers.html", context)


@require_GET
def maker(request: AnyRequest, maker_id: int) -> HttpResponse:
    """One maker: what it can do month by month, its certificates; for those who may, whom to ask and its record."""
    now = clock.now()
    today = clock.local_day(now)
    sight = access.maker_to_see(user=request.user, maker_id=maker_id, on=today)
    found = sight.maker
    places = profiles.places_of(found)
    context = {
        "maker": found,
        "sight": sight,
        "places": places,
        "points": profiles.points_of(places),
        "offered": profiles.offered_by(found, on=today),
        "papers": profiles.papers_of(found, on=today, all_of_them=sight.sees_contact),
        "markets": [Market.label_of(market) for market in found.markets],
    }
    if sight.sees_contact:
        card = scorecard_of(found, on=today)
        context |= {
            "facts": facts_of(card),
            "warnings": warnings_in_words(card),
            "verdict": may_be_invited(found, today),
            "stop": found.stops.filter(ended_at=None).select_related("stopped_by").first(),
            "events": events_about(found)[:EVENTS_SHOWN],
        }
    if sight.serves:
        context |= {"seen": seen_of_maker(found), "reason": ReasonForm()}
    return render(request, "sourcing/maker.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_maker(request: SignedInRequest) -> HttpResponse:
    """Register one's own works or, for who serves at a center, enter a maker."""
    now = clock.now()
    serves = bool(standing_of(request.user, on=clock.local_day(now)).serves_at)
    provinces = {province.code: province for province in Province.objects.all()}
    form = NewMakerForm(request.POST or None, provinces=provinces)
    if form.is_valid():
        register = operations.register_maker if serves else operations.register_own_maker
        with refusals_on(form):
            added = register(profile=form.profile(), spot=form.spot(), by=request.user, now=now)
            text = _("%(maker)s is registered. Now say what it can do, and enter its certificates.")
            messages.success(request, text % {"maker": added.name})
            return redirect("sourcing:profile", added.pk)
    context = {"form": form, "serves": serves}
    return render(request, "sourcing/maker_new.html", context, status=422 if form.errors else 200)
