"""How large an enterprise was, and what the law calls it for that."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.enterprises import access, operations, queries
from openitc.enterprises.forms.figures import FiguresForm
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on


@signed_in
@require_http_methods(["GET", "POST"])
def figures(request: SignedInRequest, enterprise_id: int) -> HttpResponse:
    """State or correct the figures of a year, and see the class of every year so far."""
    now = clock.now()
    today = clock.local_day(now)
    enterprise = access.enterprise_to_work_on(user=request.user, enterprise_id=enterprise_id, on=today)
    shown = queries.sizes_of(enterprise)
    stated = {size.figures.year: size.figures for size in shown}
    year = _year(request, today, known=set(stated))
    form = FiguresForm(request.POST or None, today=today, of=stated.get(year), year=year)
    if form.is_valid():
        with refusals_on(form):
            operations.state_figures(enterprise=enterprise, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The figures were kept."))
            return redirect("enterprises:figures", enterprise.pk)
    context = {"enterprise": enterprise, "sizes": shown, "form": form, "year": year}
    return render(request, "enterprises/figures.html", context, status=422 if form.errors else 200)


def _year(request: SignedInRequest, today: date, *, known: set[int]) -> int:
    """The year that was asked for where its figures are known, else the last one that is over."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("10000") else 0
    return year if year in known else today.year - 1
