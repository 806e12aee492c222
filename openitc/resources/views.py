"""Pages on which a center keeps its machines, experts, laboratories and rooms."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.centers.access import center_to_manage, center_to_work_at, standing_of
from openitc.people.access import SignedInRequest, signed_in
from openitc.resources import access, operations, queries
from openitc.resources.forms import KindForm, OwnHoursForm, QualificationForm, ResourceForm
from openitc.resources.models import ResourceType
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.paging import page_of


@signed_in
@require_GET
def resources(request: SignedInRequest, code: str) -> HttpResponse:
    """Everything a center has, for its manager."""
    now = clock.now()
    center = center_to_manage(user=request.user, code=code, on=clock.local_day(now))
    form = KindForm(request.GET)
    form.is_valid()
    rows = queries.resources_of(center, **form.cleaned_data)
    works_here = center.pk in standing_of(request.user, on=clock.local_day(now)).works_at
    context = {"center": center, "form": form, "page": page_of(rows, request), "now": now, "works_here": works_here}
    return render(request, "resources/list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_resource(request: SignedInRequest, code: str) -> HttpResponse:
    """Add a resource: first its type, then its facts, filled in from the type."""
    now = clock.now()
    center = center_to_manage(user=request.user, code=code, on=clock.local_day(now))
    if "type" not in request.GET:
        return render(request, "resources/types.html", {"center": center, "kinds": queries.types_by_kind()})
    kind = get_object_or_404(ResourceType, code=request.GET["type"])
    form = ResourceForm(
        request.POST or None,
        center=center,
        kind=kind,
        on=clock.local_day(now),
        initial=ResourceForm.facts_of_type(kind),
    )
    if form.is_valid():
        with refusals_on(form):
            added = operations.add_resource(center=center, type=kind, by=request.user, now=now, **form.cleaned_data)
            messages.success(request, _("“%(name)s” was added.") % {"name": added.name})
            return redirect("bookings:resource", added.code)
    context = {"center": center, "type": kind, "form": form}
    return render(request, "resources/new.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_resource(request: SignedInRequest, code: str) -> HttpResponse:
    """Change the facts of a resource and how many places it has."""
    now = clock.now()
    resource = access.resource_to_manage(user=request.user, code=code, on=clock.local_day(now))
    form = ResourceForm(
        request.POST or None,
        center=resource.center,
        kind=resource.type,
        on=clock.local_day(now),
        initial=ResourceForm.facts_of(resource),
    )
    if form.is_valid():
        with refusals_on(form):
            operations.change_resource(resource=resource, by=request.user, now=now, **form.cleaned_data)
            messages.success(request, _("What you changed was saved."))
            return redirect("resources:edit", resource.code)
    context = {"resource": resource, "form": form, "center": resource.center}
    return render(request, "resources/edit.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def hours(request: SignedInRequest, code: str) -> HttpResponse:
    """Hours that differ from the center's."""
    now = clock.now()
    resource = access.resource_to_manage(user=request.user, code=code, on=clock.local_day(now))
    form = OwnHoursForm(request.POST or None, initial=OwnHoursForm.week_of(resource.own_hours.all()))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.set_own_hours(resource=resource, hours=form.hours, by=request.user, now=now)
            messages.success(request, _("The hours were saved."))
            return redirect("resources:edit", resource.code)
    context = {"resource": resource, "center": resource.center, "form": form}
    return render(request, "resources/hours.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def closures(request: SignedInRequest, code: str) -> HttpResponse:
    """When a resource is closed, and was."""
    now = clock.now()
    resource = access.resource_to_close(user=request.user, code=code, on=clock.local_day(now))
    page = page_of(queries.closures_of(resource), request)
    context = {"resource": resource, "center": resource.center, "page": page, "now": now}
    return render(request, "resources/closures.html", context)


@signed_in
@require_POST
def withdrawal(request: SignedInRequest, code: str, closure_id: int) -> HttpResponse:
    """Open a resource again."""
    now = clock.now()
    closure = access.closure_to_withdraw(user=request.user, code=code, closure_id=closure_id, on=clock.local_day(now))
    try:
        operations.withdraw_closure(closure=closure, by=request.user, now=now)
    except operations.Withdrawn as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The closure was withdrawn; the time can be booked again."))
    return redirect("resources:closures", code)


@signed_in
@require_http_methods(["GET", "POST"])
def retirement(request: SignedInRequest, code: str) -> HttpResponse:
    """Take a resource out of service."""
    now = clock.now()
    resource = access.resource_to_manage(user=request.user, code=code, on=clock.local_day(now))
    refused: dict[str, object] = {}
    if request.method == "POST":
        try:
            operations.retire(resource=resource, by=request.user, now=now)
        except operations.StillBooked as refusal:
            refused = {"reasons": refusal.reasons}
        else:
            messages.success(request, _("“%(name)s” was taken out of service.") % {"name": resource.name})
            return redirect("resources:list", resource.center.code)
    context = {"resource": resource, "center": resource.center, **refused}
    return render(request, "resources/retirement.html", context, status=422 if refused else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def qualifications(request: SignedInRequest, code: str) -> HttpResponse:
    """Who was trained on what the center has; keep a new training."""
    now = clock.now()
    center = center_to_work_at(user=request.user, code=code, on=clock.local_day(now))
    form = QualificationForm(request.POST or None, center=center)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("user", "type", "expires_on")}
        with refusals_on(form):
            operations.qualify(**facts, by=request.user, now=now)
            messages.success(request, _("The training was kept."))
            return redirect("resources:qualifications", center.code)
    page = page_of(access.qualifications_at(center).order_by("expires_on", "pk"), request)
    context = {"center": center, "form": form, "page": page, "today": clock.local_day(now)}
    return render(request, "resources/qualifications.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def revocation(request: SignedInRequest, code: str, qualification_id: int) -> HttpResponse:
    """Take a training back."""
    now = clock.now()
    center = center_to_work_at(user=request.user, code=code, on=clock.local_day(now))
    qualification = access.qualification_to_revoke(center=center, qualification_id=qualification_id)
    operations.revoke(qualification=qualification, by=request.user, now=now)
    messages.success(request, _("The training of %(person)s was taken back.") % {"person": qualification.user})
    return redirect("resources:qualifications", center.code)
