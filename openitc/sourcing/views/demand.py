"""What areas asked for in vain: a page for those who plan, and the same as a sheet."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.sourcing.access import makers as access
from openitc.sourcing.forms.demand import DemandForm
from openitc.sourcing.queries.demand import demand_of, facts_of, lines_of, sheet_of

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Thai as something else


@signed_in
@require_GET
def demand(request: SignedInRequest) -> HttpResponse:
    """Needs by province on a map, in rankings and as a table."""
    today = clock.local_day(clock.now())
    access.let_staff_only(request.user, on=today)
    form = DemandForm(request.GET.dict(), on=today)
    asked = form.asked
    found = demand_of(asked)
    context = {"form": form, "asked": asked, "found": found, "facts": facts_of(found)}
    template = "sourcing/demand.html#found" if request.htmx else "sourcing/demand.html"
    return render(request, template, context)


@signed_in
@require_GET
def demand_sheet(request: SignedInRequest) -> HttpResponse:
    """All of it as a sheet."""
    today = clock.local_day(clock.now())
    access.let_staff_only(request.user, on=today)
    asked = DemandForm(request.GET.dict(), on=today).asked
    written = io.StringIO()
    csv.writer(written).writerows(sheet_of(lines_of(asked), asked.period))
    answer = HttpResponse(BYTE_ORDER_MARK + written.getvalue(), content_type="text/csv; charset=utf-8")
    part = f"-q{asked.period.quarter}" if asked.period.quarter else ""
    answer["Content-Disposition"] = f'attachment; filename="demand-{asked.period.year}{part}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
