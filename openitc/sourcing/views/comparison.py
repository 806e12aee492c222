"""Quotations side by side."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openitc.documents.answers import sheet
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.sourcing import spreadsheet
from openitc.sourcing.access import quotes as access
from openitc.sourcing.forms.quotes import RemarkForm
from openitc.sourcing.operations import remarks as operations
from openitc.sourcing.queries.awards import award_of_rfq
from openitc.sourcing.queries.comparison import Comparison, comparison_of

MOST = 10_000_000  # pieces that anyone asks about


@signed_in
@require_GET
def comparison(request: SignedInRequest, number: str) -> HttpResponse:
    """The quotations of a request, one column a maker, and where their costs cross."""
    now = clock.now()
    rfq = access.rfq_to_compare(user=request.user, number=number, on=clock.local_day(now))
    compared = comparison_of(rfq, sort=request.GET.get("sort", ""), quantity=_quantity(request), now=now)
    context = {"rfq": rfq, "case": rfq.case, "compared": compared, "award": award_of_rfq(rfq), "now": now}
    template = "sourcing/comparison.html#compared" if request.htmx else "sourcing/comparison.html"
    return render(request, template, context)


@signed_in
@require_GET
def exported(request: SignedInRequest, number: str) -> HttpResponse:
    """The same as a spreadsheet with its formulas, to play with."""
    now = clock.now()
    rfq = access.rfq_to_compare(user=request.user, number=number, on=clock.local_day(now))
    compared = comparison_of(rfq, sort=request.GET.get("sort", ""), quantity=_quantity(request), now=now)
    if not compared.columns:
        messages.error(request, _nothing_yet(compared))
        return redirect("sourcing:comparison", number)
    return sheet(spreadsheet.workbook(compared, now=now), f"{rfq.number}.xlsx")


@signed_in
@require_POST
def remark(request: SignedInRequest, number: str, invitation_id: int) -> HttpResponse:
    """Note something beside a quotation, put it aside, or bring it back."""
    now = clock.now()
    rfq = access.rfq_to_compare(user=request.user, number=number, on=clock.local_day(now))
    invitation = access.invitation_to_remark_on(rfq, invitation_id=invitation_id, now=now)
    form = RemarkForm(request.POST)
    if "aside" in request.POST:
        operations.put_aside(invitation=invitation, by=request.user, now=now)
        messages.success(request, _("Put aside. It stands below the comparison and can be brought back."))
    elif "back" in request.POST:
        operations.bring_back(invitation=invitation, by=request.user, now=now)
        messages.success(request, _("It is compared again."))
    elif form.is_valid():
        operations.write_remark(invitation=invitation, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, _("The note was kept."))
    else:
        messages.error(request, _("A note has at most 500 letters. It was not kept."))
    return redirect("sourcing:comparison", number)


def _nothing_yet(compared: Comparison) -> str:
    if compared.sealed:
        return _("The answers are sealed until the deadline: there is nothing to take along yet.")
    return _("No maker has answered: there is nothing to take along yet.")


def _quantity(request: HttpRequest) -> int | None:
    """The quantity asked about; rubbish asks about none."""
    typed = request.GET.get("quantity", "").replace(",", "")
    if typed.isdecimal() and len(typed) < len(str(MOST)) + 1:
        return int(typed) or None
    return None
