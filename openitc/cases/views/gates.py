"""What lets a case leave a stage: its advisor, and stages that are skipped."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openitc.cases import access, operations, queries
from openitc.cases.forms import AdvisorForm, SkippingForm
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def advisor(request: SignedInRequest, number: str) -> HttpResponse:
    """Name the advisor."""
    now = clock.now()
    case = access.case_to_work_on(user=request.user, number=number, on=clock.local_day(now))
    advisors = queries.advisors_for(case, on=clock.local_day(now))
    form = AdvisorForm(request.POST or None, advisors=advisors, named=case.advisor)
    if form.is_valid():
        with refusals_on(form):
            operations.name_advisor(case=case, advisor=form.cleaned_data["advisor"], by=request.user, now=now)
            messages.success(request, _("%(advisor)s advises on the case.") % {"advisor": case.advisor})
            return redirect(case.get_absolute_url())
    return render(request, "cases/advisor.html", {"case": case, "form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def skipping(request: SignedInRequest, number: str, stage: str) -> HttpResponse:
    """Leave a stage without what its gate asks for."""
    now = clock.now()
    case = access.case_to_work_on(user=request.user, number=number, on=clock.local_day(now))
    gate = next((gate for gate in queries.gates_of(case) if gate.stage == stage), None)
    if gate is None:
        raise Http404
    form = SkippingForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data["reason"]
            operations.skip_stage(case=case, stage=stage, reason=reason, by=request.user, now=now)
            messages.success(request, _("The stage is skipped."))
            return redirect(case.get_absolute_url())
    context = {"case": case, "gate": gate, "form": form}
    return render(request, "cases/skipping.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def return_to_stage(request: SignedInRequest, number: str, stage: str) -> HttpResponse:
    """Skip a stage no longer."""
    now = clock.now()
    case = access.case_to_work_on(user=request.user, number=number, on=clock.local_day(now))
    try:
        operations.return_to_stage(case=case, stage=stage, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The stage is skipped no longer."))
    return redirect(case.get_absolute_url())
