"""Pages on which a center keeps its own service model."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.centers import access, operations, queries
from openitc.centers.forms import OfferingForm
from openitc.centers.models import Center, ServiceOffering
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on


@signed_in
@require_GET
def offerings(request: SignedInRequest, code: str) -> HttpResponse:
    """What the center offers, stage by stage, what it withdrew, and what it made of the model it took over."""
    center = access.center_to_manage(user=request.user, code=code, on=clock.local_day(clock.now()))
    context = {
        "center": center,
        "stages": queries.offerings_by_stage(center),
        "withdrawn": center.offerings.exclude(withdrawn_at=None),
        "adaptations": queries.adaptations_of(center),
    }
    return render(request, "centers/offerings.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_offering(request: SignedInRequest, code: str) -> HttpResponse:
    """Add a service."""
    now = clock.now()
    center = access.center_to_manage(user=request.user, code=code, on=clock.local_day(now))
    form = OfferingForm(request.POST or None, stage=request.GET.get("stage", ""))
    if form.is_valid():
        with refusals_on(form):
            operations.add_offering(center=center, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The service was added."))
            return redirect("centers:offering", center.code)
    context = {"center": center, "form": form}
    return render(request, "centers/offering.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_offering(request: SignedInRequest, code: str, offering_id: int) -> HttpResponse:
    """Write a service anew."""
    now = clock.now()
    center, offering = _found(request, code, offering_id)
    form = OfferingForm(request.POST or None, of=offering)
    if form.is_valid():
        with refusals_on(form):
            operations.change_offering(offering=offering, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The service was saved."))
            return redirect("centers:offering", center.code)
    context = {"center": center, "offering": offering, "form": form}
    return render(request, "centers/offering.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdrawal(request: SignedInRequest, code: str, offering_id: int) -> HttpResponse:
    """Stop offering a service."""
    center, offering = _found(request, code, offering_id)
    operations.withdraw_offering(offering=offering, by=request.user, now=clock.now())
    messages.success(request, _("“%(service)s” is no longer offered.") % {"service": offering.name})
    return redirect("centers:offering", center.code)


@signed_in
@require_POST
def restoration(request: SignedInRequest, code: str, offering_id: int) -> HttpResponse:
    """Offer a service again."""
    center, offering = _found(request, code, offering_id)
    operations.restore_offering(offering=offering, by=request.user, now=clock.now())
    messages.success(request, _("“%(service)s” is offered again.") % {"service": offering.name})
    return redirect("centers:offering", center.code)


@signed_in
@require_POST
def position(request: SignedInRequest, code: str, offering_id: int) -> HttpResponse:
    """Put a service one place up or down in its stage."""
    center, offering = _found(request, code, offering_id)
    step = {"up": -1, "down": 1}.get(request.POST.get("direction", ""))
    if step is None:
        raise Http404
    order = list(center.offerings.filter(stage=offering.stage, withdrawn_at=None))
    place = order.index(offering) if offering in order else 0
    order.insert(max(0, place + step), order.pop(place))
    operations.order_offerings(center=center, stage=offering.stage, offerings=order, by=request.user, now=clock.now())
    return redirect("centers:offering", center.code)


def _found(request: SignedInRequest, code: str, offering_id: int) -> tuple[Center, ServiceOffering]:
    center = access.center_to_manage(user=request.user, code=code, on=clock.local_day(clock.now()))
    return center, access.offering_of(center, offering_id=offering_id)
