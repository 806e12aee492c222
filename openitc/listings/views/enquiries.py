"""What buyers ask: a form for everyone, and the inbox of those who keep the listing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from openitc.listings.access import floods
from openitc.listings.access import listings as access
from openitc.listings.forms.enquiries import EnquiryForm
from openitc.listings.models import Listing
from openitc.listings.operations import enquiries as operations
from openitc.listings.queries.shown import path_in
from openitc.listings.views.pages import addresses
from openitc.people.access import AnyRequest, SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refuse
from openitc.shared.refusals import Refused

SHOWN = 100


# No cookie says who asks, so there is no one's name to abuse from another site: the form's own ticket stands for it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: AnyRequest, slug: str, language: str = "th") -> HttpResponse:
    """A question to the enterprise, from anyone."""
    with translation.override(language):
        listing = access.public_listing(slug=slug)
        if request.method != "POST":
            return _form_page(request, listing, EnquiryForm(initial={"ticket": floods.ticket_for(slug)}))
        typed = request.POST.copy()
        form = EnquiryForm(typed)
        if form.is_valid():
            try:
                _take(request, listing, form)
            except Refused as refusal:
                refuse(form, refusal)
            else:
                return redirect(_sent_url(slug, language))
        typed["ticket"] = floods.ticket_for(slug)  # the old one may be spent
        return _form_page(request, listing, form, status=422)


def _take(request: AnyRequest, listing: Listing, form: EnquiryForm) -> None:
    """Keep what was asked; a machine is thanked as everyone is, and nothing is kept of it."""
    ticket = form.cleaned_data["ticket"]
    if form.is_trapped:
        return
    floods.let_people_in(request, slug=listing.slug, ticket=ticket)
    if floods.is_first_use(ticket):
        operations.send_enquiry(listing=listing, asked=form.asked(), by=None, now=clock.now())


def _form_page(request: AnyRequest, listing: Listing, form: EnquiryForm, *, status: int = 200) -> HttpResponse:
    language = translation.get_language() or "th"
    other = "en" if language == "th" else "th"
    context = {"listing": listing, "form": form, "csrf_token": "", **addresses(listing.slug, language)}
    context |= {"page_url": path_in(listing.slug, language), "other_url": _form_url(listing.slug, other)}
    answer = render(request, "listings/enquiry.html", context, status=status)
    answer["Content-Language"] = language
    return answer


@require_safe
def sent(request: AnyRequest, slug: str, language: str = "th") -> HttpResponse:
    """That the question is on its way."""
    with translation.override(language):
        listing = access.public_listing(slug=slug)
        other = "en" if language == "th" else "th"
        context = {"listing": listing, "csrf_token": "", **addresses(slug, language)}
        context |= {"page_url": path_in(slug, language), "other_url": _sent_url(slug, other)}
        answer = render(request, "listings/sent.html", context)
        answer["Content-Language"] = language
        return answer


def _form_url(slug: str, language: str) -> str:
    return reverse("listings:enquiry" if language == "th" else "listings:enquiry-en", args=[slug])


def _sent_url(slug: str, language: str) -> str:
    return reverse("listings:sent" if language == "th" else "listings:sent-en", args=[slug])


@signed_in
@require_GET
def enquiries(request: SignedInRequest, number: str) -> HttpResponse:
    """What buyers asked, those that wait first."""
    found = access.begun_listing(user=request.user, number=number, on=clock.local_day(clock.now()))
    rows = list(found.enquiries.select_related("answered_by")[:SHOWN])
    waiting = [row for row in rows if row.answered_at is None]
    context = {
        "case": found.case,
        "number": number,
        "listing": found,
        "waiting": waiting,
        "answered": [row for row in rows if row.answered_at],
    }
    return render(request, "listings/enquiries.html", context)


@signed_in
@require_POST
def enquiry_answer(request: SignedInRequest, number: str, enquiry_id: int) -> HttpResponse:
    """Keep that somebody answered."""
    now = clock.now()
    found = access.enquiry_to_answer(user=request.user, number=number, enquiry_id=enquiry_id, on=clock.local_day(now))
    operations.mark_answered(enquiry=found, by=request.user, now=now)
    messages.success(request, _("Marked as answered."))
    return redirect("listings:enquiries", number)
