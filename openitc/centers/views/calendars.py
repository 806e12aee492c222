"""Pages on which a center sets when it is open."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openitc.centers import access, operations, queries
from openitc.centers.forms import ClosureForm, HolidayForm, HoursForm
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.paging import page_of
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def hours(request: SignedInRequest, code: str) -> HttpResponse:
    """The center's whole week."""
    now = clock.now()
    center = access.center_to_manage(user=request.user, code=code, on=clock.local_day(now))
    form = HoursForm(request.POST or None, hours=center.opening_hours.all())
    if form.is_valid():
        with refusals_on(form):
            operations.set_opening_hours(center=center, hours=form.week(), by=request.user, now=now)
            messages.success(request, _("The opening hours were saved."))
            return redirect("centers:detail", center.code)
    return render(request, "centers/hours.html", {"center": center, "form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def closures(request: SignedInRequest, code: str) -> HttpResponse:
    """Times at which the whole center is closed, and its own word on holidays."""
    now = clock.now()
    today = clock.local_day(now)
    center = access.center_to_manage(user=request.user, code=code, on=today)
    form = ClosureForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            operations.close_center(
                center=center, during=form.during(), reason=form.cleaned_data["reason"], by=request.user, now=now
            )
            messages.success(request, _("The closure is on the calendar."))
            return redirect("centers:closures", center.code)
    context = {
        "center": center,
        "form": form,
        "page": page_of(queries.closures_of(center), request, size=10),
        "holidays": queries.coming_holidays(center, first=today),
        "own_day": HolidayForm(auto_id="own_%s"),
        "now": now,
    }
    return render(request, "centers/closures.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdrawal(request: SignedInRequest, code: str, closure_id: int) -> HttpResponse:
    """Take a closure back."""
    now = clock.now()
    center = access.center_to_manage(user=request.user, code=code, on=clock.local_day(now))
    closure = access.closure_of(center, closure_id=closure_id)
    try:
        operations.withdraw_closure(closure=closure, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The center is open then after all."))
    return redirect("centers:closures", center.code)


@signed_in
@require_POST
def holidays(request: SignedInRequest, code: str) -> HttpResponse:
    """The center's own word on one day."""
    now = clock.now()
    center = access.center_to_manage(user=request.user, code=code, on=clock.local_day(now))
    form = HolidayForm(request.POST)
    if form.is_valid():
        day, reason = form.cleaned_data["on"], form.cleaned_data["reason"]
        try:
            operations.set_holiday_exception(
                center=center, on=day, is_open=form.is_open(), reason=reason, by=request.user, now=now
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The calendar was changed."))
    else:
        messages.error(request, _("Choose a day, then send it again."))
    return redirect("centers:closures", center.code)
