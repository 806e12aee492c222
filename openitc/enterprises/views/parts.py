"""What belongs to an enterprise: its products, its people, and the centers it is shared with."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.centers.operations import end_membership
from openitc.enterprises import access, operations, queries
from openitc.enterprises.forms.enterprises import CenterForm, MemberForm, ProductForm
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def new_product(request: SignedInRequest, enterprise_id: int) -> HttpResponse:
    """Add a product to an enterprise."""
    now = clock.now()
    found = access.enterprise_to_work_on(user=request.user, enterprise_id=enterprise_id, on=clock.local_day(now))
    form = ProductForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            added = operations.add_product(enterprise=found, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("%(product)s was added.") % {"product": added.name})
            return redirect("enterprises:detail", found.pk)
    context = {"enterprise": found, "form": form}
    return render(request, "enterprises/product.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_product(request: SignedInRequest, enterprise_id: int, product_id: int) -> HttpResponse:
    """Write a product anew."""
    now = clock.now()
    product = access.product_to_work_on(
        user=request.user, enterprise_id=enterprise_id, product_id=product_id, on=clock.local_day(now)
    )
    form = ProductForm(request.POST or None, of=product)
    if form.is_valid():
        with refusals_on(form):
            operations.change_product(product=product, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("%(product)s was saved.") % {"product": product.name})
            return redirect("enterprises:detail", enterprise_id)
    context = {"enterprise": product.enterprise, "product": product, "form": form}
    return render(request, "enterprises/product.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def new_member(request: SignedInRequest, enterprise_id: int) -> HttpResponse:
    """Let somebody act for the enterprise."""
    now = clock.now()
    found = access.enterprise_to_work_on(user=request.user, enterprise_id=enterprise_id, on=clock.local_day(now))
    form = MemberForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            added = operations.add_member(enterprise=found, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("%(person)s can now act for the enterprise.") % {"person": added.user})
            return redirect("enterprises:detail", found.pk)
    context = {"enterprise": found, "form": form}
    return render(request, "enterprises/member.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def departure(request: SignedInRequest, enterprise_id: int, membership_id: int) -> HttpResponse:
    """Today is the last day on which somebody acts for the enterprise."""
    now = clock.now()
    membership = access.member_of_enterprise(
        user=request.user, enterprise_id=enterprise_id, membership_id=membership_id, on=clock.local_day(now)
    )
    if request.method == "POST":
        try:
            end_membership(membership=membership, by=request.user, now=now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Today is the last day of %(person)s.") % {"person": membership.user})
        return redirect("enterprises:detail", enterprise_id)
    return render(request, "enterprises/departure.html", {"membership": membership, "enterprise_id": enterprise_id})


@signed_in
@require_http_methods(["GET", "POST"])
def sharing(request: SignedInRequest, enterprise_id: int) -> HttpResponse:
    """Let one more center know the enterprise."""
    now = clock.now()
    found = access.enterprise_to_work_on(user=request.user, enterprise_id=enterprise_id, on=clock.local_day(now))
    form = CenterForm(request.POST or None, centers=queries.centers_not_knowing(found))
    if form.is_valid():
        known = operations.share_with_center(
            enterprise=found, center=form.cleaned_data["center"], by=request.user, now=now
        )
        messages.success(request, _("%(center)s now knows the enterprise.") % {"center": known.center.name})
        return redirect("enterprises:detail", found.pk)
    context = {"enterprise": found, "form": form}
    return render(request, "enterprises/sharing.html", context, status=422 if form.errors else 200)
