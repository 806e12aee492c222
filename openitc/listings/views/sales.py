"""What was sold: entered month by month, or taken from a sheet after a look at what it would change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.cases.models import Case
from openitc.documents.answers import sheet
from openitc.listings.access.listings import listing_to_keep
from openitc.listings.access.sales import import_to_take
from openitc.listings.forms.sales import SaleForm, SheetForm
from openitc.listings.models import Listing
from openitc.listings.operations import sales as operations
from openitc.listings.queries.first_sales import way_of_case
from openitc.listings.queries.sales import preview_of, sold, template_of
from openitc.listings.spreadsheets import workbook
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def of_case(request: SignedInRequest, number: str) -> HttpResponse:
    """What was sold, where and when; a month is entered here."""
    now = clock.now()
    keeper = listing_to_keep(user=request.user, number=number, on=clock.local_day(now))
    form = SaleForm(request.POST or None)
    if keeper.listing and form.is_valid():
        with refusals_on(form):
            operations.tell_sales(listing=keeper.listing, told=form.told, by=request.user, now=now)
            messages.success(request, _("The month is kept."))
            return redirect("listings:sales", number)
    return _page(request, keeper.listing, keeper.case, form=form, sheet_form=SheetForm())


@signed_in
@require_POST
def new_import(request: SignedInRequest, number: str) -> HttpResponse:
    """Read a sheet; what it would change is looked at next."""
    now = clock.now()
    keeper = listing_to_keep(user=request.user, number=number, on=clock.local_day(now))
    form = SheetForm(request.POST, request.FILES)
    if keeper.listing and form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_on(form):
            read = operations.read_sales(
                listing=keeper.listing, name=file.name or "", content=file.read(), by=request.user, now=now
            )
            return redirect("listings:sales-import", number, read.pk)
    return _page(request, keeper.listing, keeper.case, form=SaleForm(), sheet_form=form)


@signed_in
@require_GET
def preview(request: SignedInRequest, number: str, import_id: int) -> HttpResponse:
    """What the sheet would change: new, changed, unchanged, and every fault."""
    on = clock.local_day(clock.now())
    keeper, read = import_to_take(user=request.user, number=number, import_id=import_id, on=on)
    return render(request, "listings/sales_import.html", {"case": keeper.case, "preview": preview_of(read)})


@signed_in
@require_POST
def taking(request: SignedInRequest, number: str, import_id: int) -> HttpResponse:
    """Take the whole sheet over, as it was looked at."""
    now = clock.now()
    keeper, read = import_to_take(user=request.user, number=number, import_id=import_id, on=clock.local_day(now))
    state = request.POST.get("state", "")
    try:
        written = operations.take_sales(
            read=read, state=int(state) if state.isdecimal() else -1, by=request.user, now=now
        )
    except Refused as refusal:
        context = {"case": keeper.case, "preview": preview_of(read), "reasons": refusal.reasons}
        return render(request, "listings/sales_import.html", context, status=422)
    text = ngettext("%(count)s month was taken over.", "%(count)s months were taken over.", len(written))
    messages.success(request, text % {"count": len(written)})
    return redirect("listings:sales", number)


@signed_in
@require_GET
def template(request: SignedInRequest, number: str) -> HttpResponse:
    """A sheet to fill in, with the heads and the channels of this product."""
    on = clock.local_day(clock.now())
    keeper = listing_to_keep(user=request.user, number=number, on=on)
    return sheet(workbook(template_of(keeper.listing, on=on), title=_("Sales")), f"sales-{keeper.case.number}.xlsx")


def _page(
    request: SignedInRequest, listing: Listing | None, case: Case, *, form: SaleForm, sheet_form: SheetForm
) -> HttpResponse:
    in_baht = request.GET.get("by") != "units"
    context = {
        "case": case,
        "listing": listing,
        "sold": sold(listing, in_baht=in_baht) if listing else None,
        "form": form,
        "sheet_form": sheet_form,
        "way": way_of_case(case, now=clock.now()),
    }
    refused = bool(form.errors or sheet_form.errors)
    return render(request, "listings/sales.html", context, status=422 if refused else 200)
