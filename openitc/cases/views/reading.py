"""The list of cases."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openitc.cases import access, queries
from openitc.cases.forms import FilterForm
from openitc.centers.access import standing_of
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.paging import page_of


@signed_in
@require_GET
def cases(request: SignedInRequest) -> HttpResponse:
    """The cases that the person sees, narrowed by what they look for."""
    on = clock.local_day(clock.now())
    staff = bool(standing_of(request.user, on=on).serves_at)
    visible = access.cases_visible_to(request.user, on=on)
    form = FilterForm(request.GET, cases=visible, staff=staff)
    found = queries.narrowed(visible, form.filters, to=request.user)
    page = page_of(queries.with_rows_of_a_list(found), request)
    context = {
        "form": form,
        "page": page,
        "rows": queries.listed(page.object_list),
        "staff": staff,
        "narrowed": any(value for name, value in request.GET.items() if name != "page"),
    }
    return render(request, "cases/list.html#found" if request.htmx else "cases/list.html", context)
