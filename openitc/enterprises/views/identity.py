"""What makes a product of its place: the sheet, what is told on it, and its photographs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.documents.answers import handed_out
from openitc.enterprises import access, operations, queries
from openitc.enterprises.forms.identity import IdentityForm, PhotographForm
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on


@signed_in
@require_http_methods(["GET", "POST"])
def identity(request: SignedInRequest, enterprise_id: int, product_id: int) -> HttpResponse:
    """The sheet; a photograph can be added on it."""
    now = clock.now()
    product = access.product_to_work_on(
        user=request.user, enterprise_id=enterprise_id, product_id=product_id, on=clock.local_day(now)
    )
    sent = request.method == "POST"
    form = PhotographForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        with refusals_on(form):
            operations.add_photograph(product=product, **form.picture(), by=request.user, now=now)
            messages.success(request, _("The photograph was added."))
            return redirect("enterprises:identity", enterprise_id, product.pk)
    sheet = queries.identity_sheet_of(product, on=clock.local_day(now))
    context = {"enterprise": product.enterprise, "product": product, "sheet": sheet, "form": form}
    return render(request, "enterprises/identity.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_identity(request: SignedInRequest, enterprise_id: int, product_id: int) -> HttpResponse:
    """Tell where the product comes from."""
    now = clock.now()
    today = clock.local_day(now)
    product = access.product_to_work_on(user=request.user, enterprise_id=enterprise_id, product_id=product_id, on=today)
    known = queries.identity_of(product)
    uses = queries.uses_in_force(product.enterprise, on=today)
    form = IdentityForm(request.POST if request.method == "POST" else None, product=product, of=known, uses=uses)
    if form.is_valid():
        with refusals_on(form):
            operations.write_identity(product=product, told=form.told(), by=request.user, now=now)
            messages.success(request, _("The local identity was kept."))
            return redirect("enterprises:identity", enterprise_id, product.pk)
    context = {"enterprise": product.enterprise, "product": product, "form": form, "uses": uses}
    return render(request, "enterprises/edit_identity.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def photograph(request: SignedInRequest, enterprise_id: int, product_id: int, photograph_id: int) -> HttpResponse:
    """One picture, for those who may work on its enterprise."""
    found = access.photograph_to_see(
        user=request.user,
        enterprise_id=enterprise_id,
        product_id=product_id,
        photograph_id=photograph_id,
        on=clock.local_day(clock.now()),
    )
    return handed_out(found.file, shown=True)


@signed_in
@require_POST
def photograph_withdrawal(
    request: SignedInRequest, enterprise_id: int, product_id: int, photograph_id: int
) -> HttpResponse:
    """Show a picture no longer."""
    now = clock.now()
    found = access.photograph_to_see(
        user=request.user,
        enterprise_id=enterprise_id,
        product_id=product_id,
        photograph_id=photograph_id,
        on=clock.local_day(now),
    )
    operations.withdraw_photograph(photograph=found, by=request.user, now=now)
    messages.success(request, _("The photograph is shown no longer."))
    return redirect("enterprises:identity", enterprise_id, product_id)
