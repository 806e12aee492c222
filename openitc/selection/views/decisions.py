"""The choice that ends a comparison."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.cases.access import works_on
from openitc.people.access import SignedInRequest, signed_in
from openitc.selection.access import comparisons as access
from openitc.selection.forms.comparisons import DecisionForm
from openitc.selection.operations import decisions as operations
from openitc.selection.queries.standings import missing_for_a_choice, standings_of
from openitc.shared import clock
from openitc.shared.forms import refusals_on


@signed_in
@require_http_methods(["GET", "POST"])
def decision(request: SignedInRequest, number: str) -> HttpResponse:
    """Choose an idea; all that is missing before one can be chosen is listed."""
    now = clock.now()
    on = clock.local_day(now)
    comparison = access.comparison_to_change(user=request.user, number=number, on=on)
    standings = standings_of(comparison)
    first = standings.first.idea if standings.first else None
    form = DecisionForm(request.POST or None, comparison=comparison, first=first)
    if form.is_valid():
        with refusals_on(form):
            operations.decide(comparison=comparison, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("Chosen. The case goes on with this product."))
            return redirect(comparison)
    staff = works_on(request.user, comparison.case, on=on)
    context = {
        "case": comparison.case,
        "comparison": comparison,
        "form": form,
        "standings": standings,
        "reads": standings.is_read_by(request.user, staff=staff),
        "missing": [] if form.errors else missing_for_a_choice(standings),
    }
    return render(request, "selection/decision.html", context, status=422 if form.errors else 200)
