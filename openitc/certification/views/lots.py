"""The lots of a case: entering them, and letting nobody use one any more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.cases.access import case_to_see
from openitc.certification.access.laboratory import lot_of
from openitc.certification.forms.lots import LotForm, ReasonForm
from openitc.certification.operations import lots as operations
from openitc.certification.queries.lots import food_licences, lots_of
from openitc.certification.rules.lots import is_food
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on


@signed_in
@require_http_methods(["GET", "POST"])
def lots(request: SignedInRequest, number: str) -> HttpResponse:
    """Every lot of the case, what each may be used for, and a new one."""
    now = clock.now()
    on = clock.local_day(now)
    case = case_to_see(user=request.user, number=number, on=on)
    form = LotForm(request.POST or None, case=case, now=now)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            lot = operations.enter_lot(case=case, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("Lot %(lot)s is entered.") % {"lot": lot.code})
            return redirect("certification:lots", case.number)
    context = {
        "case": case,
        "form": form,
        "lots": lots_of(case),
        "on": on,
        "is_food": is_food(case.product.isic),
        "licence": food_licences(case, on).first(),
    }
    return render(request, "certification/lots.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def blocking(request: SignedInRequest, number: str, code: str) -> HttpResponse:
    """Let nobody use the lot any more."""
    now = clock.now()
    case, lot = lot_of(user=request.user, number=number, code=code, on=clock.local_day(now))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.block_lot(lot=lot, reason=form.cleaned_data["reason"], by=request.user, now=now)
            messages.success(request, _("Lot %(lot)s is used no more.") % {"lot": lot.code})
            return redirect("certification:lots", case.number)
    context = {"case": case, "lot": lot, "form": form}
    return render(request, "certification/lot_blocking.html", context, status=422 if form.errors else 200)
