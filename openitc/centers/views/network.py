"""Pages on which the network grows: a center's profile and life, new centers, clones, organisations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.centers import access, operations, queries
from openitc.centers.forms import CenterForm, OrganisationForm, ProfileForm, RenamingForm, StepForm
from openitc.history.queries import events_about
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.paging import page_of


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest, code: str) -> HttpResponse:
    """What a center says of itself."""
    now = clock.now()
    center = access.center_to_manage(user=request.user, code=code, on=clock.local_day(now))
    form = ProfileForm(request.POST or None, of=center)
    if form.is_valid():
        with refusals_on(form):
            operations.change_center(center=center, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The profile was saved."))
            return redirect("centers:detail", center.code)
    context = {"center": center, "form": form}
    return render(request, "centers/profile.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def life_cycle(request: SignedInRequest, code: str) -> HttpResponse:
    """Where a center stands in its life, the next step, and everything that happened to it."""
    now = clock.now()
    access.let_administrators_only(request.user, on=clock.local_day(now))
    center = access.public_center(code=code)
    form = StepForm(request.POST or None, to=operations.NEXT[center.status])
    if form.is_valid():
        with refusals_on(form):
            operations.move_center(center=center, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The step was kept."))
            return redirect("centers:life-cycle", center.code)
    context = {"center": center, "form": form, "page": page_of(events_about(center), request)}
    return render(request, "centers/life_cycle.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def new_center(request: SignedInRequest) -> HttpResponse:
    """Plan a new center from nothing."""
    now = clock.now()
    access.let_administrators_only(request.user, on=clock.local_day(now))
    form = CenterForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            center = operations.open_center(**form.cleaned_data, by=request.user, now=now)
            messages.success(
                request, _("%(center)s is planned. Its services and hours come next.") % {"center": center.name}
            )
            return redirect("centers:offering", center.code)
    return render(request, "centers/new.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def clone(request: SignedInRequest, code: str) -> HttpResponse:
    """Plan a new center with the service model of this one."""
    now = clock.now()
    access.let_administrators_only(request.user, on=clock.local_day(now))
    source = access.public_center(code=code)
    form = CenterForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            center = operations.clone_center(source=source, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("%(center)s is planned. Adapt what it took over.") % {"center": center.name})
            return redirect("centers:offering", center.code)
    context = {
        "source": source,
        "form": form,
        "stages": queries.offerings_by_stage(source),
        "clones": source.clones.order_by("code"),
    }
    return render(request, "centers/new.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def organisations(request: SignedInRequest) -> HttpResponse:
    """The organisations that host, supervise or help centers; and adding one."""
    now = clock.now()
    access.let_administrators_only(request.user, on=clock.local_day(now))
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        added = operations.add_organisation(**form.cleaned_data, by=request.user, now=now)
        messages.success(request, _("%(organisation)s was added.") % {"organisation": added.name})
        return redirect("centers:organisations")
    context = {"form": form, "page": page_of(queries.organisations_for_centers(), request)}
    return render(request, "centers/organisations.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def organisation(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Give an organisation another name."""
    now = clock.now()
    access.let_administrators_only(request.user, on=clock.local_day(now))
    found = access.organisation_to_rename(organisation_id=organisation_id)
    form = RenamingForm(request.POST or None, of=found)
    if form.is_valid():
        operations.change_organisation(organisation=found, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, _("The name was saved."))
        return redirect("centers:organisations")
    context = {"organisation": found, "form": form}
    return render(request, "centers/organisation.html", context, status=422 if form.errors else 200)
