"""What is to come under an award, and what came."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.sourcing.access import quotes as access
from openitc.sourcing.forms.awards import PlannedDeliveryForm, ReceiptForm
from openitc.sourcing.operations import deliveries as operations
from openitc.sourcing.queries.awards import contract_of


@signed_in
@require_http_methods(["GET", "POST"])
def new_delivery(request: SignedInRequest, number: str) -> HttpResponse:
    """Keep that so many are to come by a day."""
    now = clock.now()
    award = access.award_to_follow(user=request.user, number=number, on=clock.local_day(now))
    contract = contract_of(award, now=now)
    due_on = award.due_on if not contract.deliveries else None
    form = PlannedDeliveryForm(request.POST or None, left=contract.unplanned, due_on=due_on)
    if form.is_valid():
        with refusals_on(form):
            operations.plan_delivery(award=award, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The delivery is expected."))
            return redirect("sourcing:award", number)
    context = {"rfq": award.rfq, "case": award.rfq.case, "award": award, "form": form}
    return render(request, "sourcing/delivery_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def delivery(request: SignedInRequest, number: str, delivery_id: int) -> HttpResponse:
    """Keep what came, when, and how it was."""
    now = clock.now()
    award = access.award_to_follow(user=request.user, number=number, on=clock.local_day(now))
    expected = access.delivery_to_enter(award, delivery_id=delivery_id)
    expected.award = award
    form = ReceiptForm(request.POST or None, delivery=expected, today=clock.local_day(now))
    if form.is_valid():
        with refusals_on(form):
            operations.receive(delivery=expected, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("What came was kept. It counts in the maker's record."))
            return redirect("sourcing:award", number)
    context = {"rfq": award.rfq, "case": award.rfq.case, "award": award, "delivery": expected, "form": form}
    return render(request, "sourcing/delivery.html", context, status=422 if form.errors else 200)
