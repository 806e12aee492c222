"""What everyone may see of the network."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openitc.centers import access, queries
from openitc.centers.forms import FilterForm
from openitc.people.access import AnyRequest
from openitc.shared import clock
from openitc.shared.paging import page_of


@require_GET
def centers(request: AnyRequest) -> HttpResponse:
    """The network on a map and as a list."""
    form = FilterForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data[name] for name in form.fields if form.cleaned_data.get(name)}
    found = queries.centers_found(**asked)
    everywhere = list(found)
    context = {
        "form": form,
        "asked": asked,
        "page": page_of(found, request, size=24),
        "points": queries.points_of(everywhere),
        "provinces": {center.province_id for center in everywhere},
        "administers": access.standing_of(request.user, on=clock.local_day(clock.now())).administrator,
    }
    return render(request, "centers/list.html", context)


@require_GET
def center(request: AnyRequest, code: str) -> HttpResponse:
    """One center: what it offers, when it is open, where it is, and the centers around it."""
    found = access.public_center(code=code)
    today = clock.local_day(clock.now())
    standing = access.standing_of(request.user, on=today)
    minis = list(found.minis.select_related("province"))
    around = [found, *minis, *([found.parent] if found.parent else [])]
    context = {
        "center": found,
        "stages": queries.offerings_by_stage(found),
        "week": queries.open_days(found, first=today),
        "today": today,
        "minis": minis,
        "points": queries.points_of(around, named=True),
        "manages": standing.administrator or found.pk in standing.manager_of,
        "administers": standing.administrator,
    }
    return render(request, "centers/detail.html", context)
