"""Pages on which a center says who works there, and until when."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openitc.centers import access, operations, queries
from openitc.centers.forms import AppointmentForm, LastDayForm
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.paging import page_of
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def people(request: SignedInRequest, code: str) -> HttpResponse:
    """Who has a role at the center; and giving one."""
    now = clock.now()
    today = clock.local_day(now)
    center = access.center_to_manage(user=request.user, code=code, on=today)
    roles = access.roles_given_by(request.user, on=today)
    form = AppointmentForm(request.POST or None, roles=roles)
    if form.is_valid():
        with refusals_on(form):
            role = operations.appoint_by_email(center=center, **form.cleaned_data, by=request.user, now=now)
            words = {"person": role.user, "role": role.get_role_display()}
            messages.success(request, _("%(person)s is now %(role)s. An e-mail tells them.") % words)
            return redirect("centers:people", center.code)
    context = {
        "center": center,
        "form": form,
        "page": page_of(queries.people_of(center), request),
        "roles": roles,
        "today": today,
    }
    return render(request, "centers/people.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def last_day(request: SignedInRequest, code: str, membership_id: int) -> HttpResponse:
    """Set the last day of a role."""
    now = clock.now()
    today = clock.local_day(now)
    center = access.center_to_manage(user=request.user, code=code, on=today)
    role = access.role_to_end(center, membership_id=membership_id, user=request.user, on=today)
    form = LastDayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the last day, then send it again."))
        return redirect("centers:people", center.code)
    try:
        operations.end_membership(membership=role, on=form.cleaned_data["on"], by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The last day of %(person)s was set.") % {"person": role.user})
    return redirect("centers:people", center.code)
