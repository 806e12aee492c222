"""Deciding after a market test, and what a pilot sale sold day by day."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openitc.market_tests.access import market_tests as access
from openitc.market_tests.forms.decisions import DecisionForm
from openitc.market_tests.forms.market_tests import ReasonForm
from openitc.market_tests.forms.sales import SaleForm
from openitc.market_tests.models import Decision
from openitc.market_tests.operations import decisions, sales
from openitc.market_tests.queries.market_tests import decision_of
from openitc.market_tests.queries.results import results_of
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def decision(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """Decide go, change or stop; whoever sees the case may, the enterprise included."""
    reader, now = _reader(request, number, test)
    found = reader.test
    few = not decisions.has_enough_now(found)
    form = DecisionForm(request.POST or None, case=found.case, few=few and reader.staff)
    if form.is_valid():
        with refusals_on(form):
            made = decisions.decide(test=found, staff=reader.staff, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _said(made))
            return redirect(found.get_absolute_url())
    context = {"case": found.case, "test": found, "form": form, "few": few, "staff": reader.staff}
    context |= {"results": results_of(found), "standing": decision_of(found)}
    return render(request, "market_tests/decision.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def decision_withdrawal(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """Take back what was decided."""
    reader, now = _reader(request, number, test)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            decisions.withdraw_decision(test=reader.test, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The decision is withdrawn."))
            return redirect(reader.test.get_absolute_url())
    context = {
        "case": reader.test.case,
        "test": reader.test,
        "form": form,
        "heading": _("Withdraw the decision"),
        "text": _("The gate to the market closes again where this decision opened it. A round that began goes on."),
        "action": _("Withdraw it"),
    }
    return render(request, "market_tests/reason.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def sale(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """Enter what was sold on one day; whoever sees the case may, the enterprise included."""
    reader, now = _reader(request, number, test)
    form = SaleForm(request.POST or None, test=reader.test, now=now)
    if form.is_valid():
        with refusals_on(form):
            sales.enter_sale(test=reader.test, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The day is entered. Enter the next one, or go back to the results."))
            return redirect("market_tests:sale", reader.test.case.number, reader.test.number)
    entered = reader.test.sales.filter(withdrawn_at=None).select_related("lot", "entered_by").order_by("-on", "-pk")
    context = {"case": reader.test.case, "test": reader.test, "form": form, "entered": entered}
    return render(request, "market_tests/sale.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def sale_withdrawal(request: SignedInRequest, number: str, test: str, sale_id: int) -> HttpResponse:
    """Say that a day was entered wrongly."""
    reader, now = _reader(request, number, test)
    try:
        sales.withdraw_sale(sale=access.sale_of(reader.test, sale_id=sale_id), by=request.user, now=now)
        messages.success(request, _("That day counts no more. Enter it again as it was."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("market_tests:sale", reader.test.case.number, reader.test.number)


def _said(made: Decision) -> str:
    """What follows from what was decided."""
    return {
        Decision.Verdict.GO: _("Go. The case may leave the stage of the market once it has sold."),
        Decision.Verdict.CHANGE: _("The next round begins. What was learnt stands in the notes of the case."),
        Decision.Verdict.STOP: _("It stops here. The case can be closed now; what was learnt stays."),
    }[Decision.Verdict(made.verdict)]


def _reader(request: SignedInRequest, number: str, test: str) -> tuple[access.Reader, datetime]:
    now = clock.now()
    return access.test_to_see(user=request.user, number=number, test=test, on=clock.local_day(now)), now
