"""Who can make it, asking them, and the enterprise's word on each."""

from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused
from openitc.sourcing.access import requests as access
from openitc.sourcing.forms.requests import WordForm
from openitc.sourcing.models import Maker
from openitc.sourcing.operations import invitations
from openitc.sourcing.queries.matching import matching_of, without_those
from openitc.sourcing.queries.requests import state_of

LONGEST_REASON = 300
LONGEST_KEY = 18  # digits that a row's key can have


@signed_in
@require_http_methods(["GET", "POST"])
def makers(request: SignedInRequest, number: str) -> HttpResponse:
    """The makers that fit, with reasons; ticked ones are asked. And where few fit, what to loosen."""
    reader, now = _reader(request, number)
    rfq = reader.rfq
    reasons: tuple[object, ...] = ()
    ticked = _ticked(request)
    if request.method == "POST":
        try:
            override = request.POST.get("override", "")[:LONGEST_REASON] if reader.staff else None
            asked = invitations.invite(rfq=rfq, makers=_chosen(ticked), override=override, by=request.user, now=now)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            sent = ngettext("%(count)s maker was asked.", "%(count)s makers were asked.", len(asked))
            messages.success(request, sent % {"count": len(asked)})
            return redirect("sourcing:request", rfq.number)
    known = set(rfq.invitations.values_list("maker_id", flat=True))
    found = without_those(matching_of(rfq, now=now), known)
    context = {"rfq": rfq, "case": rfq.case, "staff": reader.staff, "found": found, "state": state_of(rfq, now=now)}
    context["can_override"] = reader.staff and bool(found.resting)
    context |= {"override": request.POST.get("override", ""), "reasons": reasons, "ticked": ticked, "asked": len(known)}
    return render(request, "sourcing/rfq_makers.html", context, status=422 if reasons else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def word(request: SignedInRequest, number: str, invitation_id: int) -> HttpResponse:
    """The enterprise agrees that this maker may know it, or not."""
    reader, now = _reader(request, number)
    invitation = access.invitation_of(reader.rfq, invitation_id=invitation_id)
    form = WordForm(request.POST or None, staff=reader.staff)
    if request.method == "POST" and form.is_valid():
        agrees = request.POST.get("word") == "yes"
        with refusals_on(form):
            invitations.give_word(
                invitation=invitation,
                agrees=agrees,
                note=form.cleaned_data.get("note", ""),
                staff=reader.staff,
                by=request.user,
                now=now,
            )
            done = _("%(maker)s may read everything now.") if agrees else _("%(maker)s was kindly told no.")
            messages.success(request, done % {"maker": invitation.maker.name})
            return redirect("sourcing:request", reader.rfq.number)
    context = {"rfq": reader.rfq, "case": reader.rfq.case, "invitation": invitation, "form": form}
    context |= {"staff": reader.staff}
    return render(request, "sourcing/invitation_word.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def fresh_link(request: SignedInRequest, number: str, invitation_id: int) -> HttpResponse:
    """Send the maker a fresh link, where it lost or passed on the first."""
    reader, now = _reader(request, number)
    invitation = access.invitation_of(reader.rfq, invitation_id=invitation_id)
    if invitations.renew_link(invitation=invitation, by=request.user, now=now):
        messages.success(request, _("A fresh link is on its way to %(maker)s.") % {"maker": invitation.maker.name})
    else:
        messages.error(request, _("This request is over, so no link would open."))
    return redirect("sourcing:request", reader.rfq.number)


@signed_in
@require_http_methods(["GET", "POST"])
def taking_back(request: SignedInRequest, number: str, invitation_id: int) -> HttpResponse:
    """Ask a maker no more that has not answered."""
    reader, now = _reader(request, number)
    invitation = access.invitation_of(reader.rfq, invitation_id=invitation_id)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            invitations.take_back(invitation=invitation, by=request.user, now=now)
            done = _("%(maker)s was kindly told that nothing needs to be answered.")
            messages.success(request, done % {"maker": invitation.maker.name})
            return redirect("sourcing:request", number)
    context = {"rfq": reader.rfq, "case": reader.rfq.case, "form": form, "action": _("Take it back")}
    context["heading"] = _("Take the invitation of %(maker)s back?") % {"maker": invitation.maker.name}
    context["text"] = _("It is told kindly, and its link opens nothing. It is not asked again for this request.")
    return render(request, "sourcing/rfq_step.html", context, status=422 if form.errors else 200)


def _reader(request: SignedInRequest, number: str) -> tuple[access.Reader, datetime]:
    now = clock.now()
    return access.request_to_see(user=request.user, number=number, on=clock.local_day(now)), now


def _ticked(request: SignedInRequest) -> set[int]:
    return {int(key) for key in request.POST.getlist("makers") if key.isdecimal() and len(key) <= LONGEST_KEY}


def _chosen(ticked: set[int]) -> list[Maker]:
    return list(Maker.objects.filter(pk__in=ticked).defer("search_text", "search_pairs"))
