"""Choosing a maker, what the contract says, and calling an order off."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.sourcing.access import quotes as access
from openitc.sourcing.forms.awards import ChoiceForm, ContractForm, EndForm, ReasonForm, quantity_to_begin_with
from openitc.sourcing.models import Award, Rfq
from openitc.sourcing.operations import awards as operations
from openitc.sourcing.queries.awards import award_of_rfq, cheaper_makers, choosable, contract_of
from openitc.sourcing.queries.quotes import is_closed_to_readers
from openitc.sourcing.queries.requests import may_ask_anew


@signed_in
@require_http_methods(["GET", "POST"])
def award(request: SignedInRequest, number: str) -> HttpResponse:
    """Who was chosen and what came of it; before, choosing: which maker and how many, then a page that asks again."""
    now = clock.now()
    rfq = access.rfq_to_compare(user=request.user, number=number, on=clock.local_day(now))
    made = award_of_rfq(rfq)
    if made is None:
        return _choosing(request, rfq, now)
    if request.method == "POST":
        messages.error(request, _("A maker was chosen already. Nothing was changed."))
    context = {"rfq": rfq, "case": rfq.case, "contract": contract_of(made, now=now), "now": now}
    context["may_ask_anew"] = made.ended_at is not None and may_ask_anew(rfq.case, now=now)
    return render(request, "sourcing/award.html", context)


def _choosing(request: SignedInRequest, rfq: Rfq, now: datetime) -> HttpResponse:
    """The choice travels in the address, so that the comparison can link to it; only the last word is sent."""
    asked = request.GET if "quantity" in request.GET else None
    quantity = quantity_to_begin_with(rfq)
    form = ChoiceForm(asked, offered=choosable(rfq, quantity=quantity, now=now), quantity=quantity)
    if form.is_valid():
        return _confirming(request, rfq, form, now)
    at = form.cleaned_data.get("quantity", quantity) if form.is_bound else quantity
    offered = choosable(rfq, quantity=at, now=now)
    sealed = is_closed_to_readers(rfq, now=now)
    context = {"rfq": rfq, "case": rfq.case, "form": form, "offered": offered, "sealed": sealed, "quantity": at}
    return render(request, "sourcing/award_choice.html", context, status=422 if form.errors else 200)


def _confirming(request: SignedInRequest, rfq: Rfq, choice: ChoiceForm, now: datetime) -> HttpResponse:
    quantity, invitation = choice.cleaned_data["quantity"], choice.chosen
    cheaper = cheaper_makers(rfq, invitation, quantity=quantity, now=now)
    form = ReasonForm(request.POST if request.method == "POST" else None, needed=bool(cheaper))
    if form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data["reason"]
            operations.award(rfq=rfq, invitation=invitation, quantity=quantity, reason=reason, by=request.user, now=now)
            messages.success(request, _("The maker was told, and the others were thanked."))
            return redirect("sourcing:award", rfq.number)
    [chosen] = [one for one in choosable(rfq, quantity=quantity, now=now) if one.invitation == invitation]
    context = {"rfq": rfq, "case": rfq.case, "form": form, "chosen": chosen, "cheaper": cheaper, "quantity": quantity}
    return render(request, "sourcing/award_confirmation.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def contract(request: SignedInRequest, number: str) -> HttpResponse:
    """Keep what the contract says."""
    made, now = _followed(request, number)
    form = ContractForm(request.POST or None, award=made, total=contract_of(made, now=now).total)
    if form.is_valid():
        with refusals_on(form):
            operations.keep_contract(award=made, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("What the contract says was kept."))
            return redirect("sourcing:award", number)
    context = {"rfq": made.rfq, "case": made.rfq.case, "award": made, "form": form}
    return render(request, "sourcing/award_contract.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, number: str) -> HttpResponse:
    """Call the order off."""
    made, now = _followed(request, number)
    form = EndForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            operations.end_award(award=made, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The order was called off. A new request may follow."))
            return redirect("sourcing:award", number)
    context = {"rfq": made.rfq, "case": made.rfq.case, "award": made, "form": form}
    return render(request, "sourcing/award_end.html", context, status=422 if form.errors else 200)


def _followed(request: SignedInRequest, number: str) -> tuple[Award, datetime]:
    now = clock.now()
    return access.award_to_follow(user=request.user, number=number, on=clock.local_day(now)), now
