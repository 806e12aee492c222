"""The listing of a case for those who keep it: its state, what the enterprise agrees to show, and how that looks."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.history.queries import events_about
from openitc.listings.access import listings as access
from openitc.listings.forms.listings import ListingForm, PlaceForm
from openitc.listings.models import Agreement, Listing
from openitc.listings.operations import agreements, places
from openitc.listings.operations import listings as operations
from openitc.listings.queries.kept import desk_of
from openitc.listings.queries.public import public_view
from openitc.listings.views.pages import addresses, page_context, sheet_answer
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused

EVENTS_SHOWN = 8
SEEN_IN = ("th", "en")


@signed_in
@require_http_methods(["GET", "POST"])
def listing(request: SignedInRequest, number: str) -> HttpResponse:
    """Where the listing stands, the switches of what is shown, and what the world sees; posting begins it."""
    now = clock.now()
    keeper = access.listing_to_keep(user=request.user, number=number, on=clock.local_day(now))
    if request.method == "POST":
        operations.begin_listing(case=keeper.case, by=request.user, now=now)
        return redirect("listings:words", number)
    if keeper.listing is None:
        return render(request, "listings/new.html", {"case": keeper.case})
    return _desk(request, keeper, keeper.listing)


def _desk(
    request: SignedInRequest, keeper: access.Keeper, found: Listing, *, refusal: Refused | None = None
) -> HttpResponse:
    language = _seen_in(request)
    context = {
        "case": keeper.case,
        "listing": found,
        "agrees": keeper.agrees,
        "desk": desk_of(found, on=clock.local_day(clock.now())),
        "reasons": refusal.reasons if refusal else (),
        "events": events_about(found)[:EVENTS_SHOWN],
        "preview": _preview(request, found, language),
        "seen_in": language,
    }
    return render(request, "listings/listing.html", context, status=422 if refusal else 200)


def _preview(request: SignedInRequest, found: Listing, language: str) -> str:
    """The body of the public page, as the world would read it in that language."""
    with translation.override(language):
        shown = public_view(found, clock.local_day(clock.now()))
        context = page_context(shown) | addresses(shown.slug, language) | {"preview": True}
        return render(request, "listings/_product.html", context).content.decode()


def _seen_in(request: SignedInRequest) -> str:
    asked = request.GET.get("language", translation.get_language() or "th")
    return asked if asked in SEEN_IN else "th"


@signed_in
@require_http_methods(["GET", "POST"])
def words(request: SignedInRequest, number: str) -> HttpResponse:
    """The words and numbers of the listing."""
    now = clock.now()
    found = access.begun_listing(user=request.user, number=number, on=clock.local_day(now))
    form = ListingForm(request.POST if request.method == "POST" else None, of=found)
    if form.is_valid():
        with refusals_on(form):
            operations.write_listing(listing=found, told=form.told(), by=request.user, now=now)
            messages.success(request, _("Kept. Below is what the world sees of it."))
            return redirect("listings:edit", number)
    context = {"case": found.case, "number": number, "listing": found, "form": form}
    return render(request, "listings/words.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def agreement(request: SignedInRequest, number: str, part: str) -> HttpResponse:
    """Agree to show a part, or take that back."""
    now = clock.now()
    found = access.listing_to_agree_on(user=request.user, number=number, on=clock.local_day(now))
    if part not in Agreement.Part.values:
        raise Http404
    if request.POST.get("shown") == "yes":
        agreements.agree(listing=found, parts=[part], by=request.user, now=now)
    else:
        was_public = found.is_public
        agreements.take_back(listing=found, part=part, by=request.user, now=now)
        if was_public and not found.is_public:
            messages.info(request, _("Nothing may be shown any more, so the page left the site."))
    return redirect(f"{reverse('listings:edit', args=[number])}?language={_seen_in(request)}")


@signed_in
@require_POST
def publication(request: SignedInRequest, number: str) -> HttpResponse:
    """Show the product to the world."""
    now = clock.now()
    keeper = access.listing_to_keep(user=request.user, number=number, on=clock.local_day(now))
    if keeper.listing is None:
        raise Http404
    try:
        operations.publish(listing=keeper.listing, by=request.user, now=now)
    except operations.ListingRefused as refusal:
        return _desk(request, keeper, keeper.listing, refusal=refusal)
    messages.success(request, _("The page is public. Send its address to a buyer."))
    return redirect("listings:edit", number)


@signed_in
@require_POST
def withdrawal(request: SignedInRequest, number: str) -> HttpResponse:
    """Show the product no longer."""
    now = clock.now()
    found = access.begun_listing(user=request.user, number=number, on=clock.local_day(now))
    operations.withdraw(listing=found, by=request.user, now=now)
    messages.success(request, _("The page is off the site. Everything stays as it is, to be published again."))
    return redirect("listings:edit", number)


@signed_in
@require_http_methods(["GET", "POST"])
def places_to_buy(request: SignedInRequest, number: str) -> HttpResponse:
    """Where the product can be bought."""
    now = clock.now()
    found = access.begun_listing(user=request.user, number=number, on=clock.local_day(now))
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            places.add_place(listing=found, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The place is kept."))
            return redirect("listings:places", number)
    rows = found.places.filter(withdrawn_at=None)
    context = {"case": found.case, "number": number, "listing": found, "form": form, "places": rows}
    return render(request, "listings/places.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def place_withdrawal(request: SignedInRequest, number: str, place_id: int) -> HttpResponse:
    """It is sold there no longer."""
    now = clock.now()
    place = access.place_to_keep(user=request.user, number=number, place_id=place_id, on=clock.local_day(now))
    places.withdraw_place(place=place, by=request.user, now=now)
    messages.success(request, _("The place is shown no longer."))
    return redirect("listings:places", number)


@signed_in
@require_GET
def sheet_preview(request: SignedInRequest, number: str) -> HttpResponse:
    """The export sheet as it would be, whether the page is public yet or not."""
    today = clock.local_day(clock.now())
    found = access.begun_listing(user=request.user, number=number, on=today)
    with translation.override(_seen_in(request)):
        return sheet_answer(request, public_view(found, today))
