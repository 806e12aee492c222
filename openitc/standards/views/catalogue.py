"""The catalogue of standards, and one of them, for everyone."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openitc.centers.access import standing_of
from openitc.people.access import AnyRequest
from openitc.shared import clock
from openitc.standards.access import editions as access
from openitc.standards.forms.catalogue import CatalogueForm
from openitc.standards.models import Edition
from openitc.standards.queries import pages


@require_GET
def catalogue(request: AnyRequest) -> HttpResponse:
    """What is asked of which product where, in the words of somebody who makes it."""
    form = CatalogueForm(request.GET.dict())
    shelves = pages.shelves(form.wanted)
    standing = standing_of(request.user, on=clock.local_day(clock.now()))
    context = {
        "form": form,
        "shelves": shelves,
        "count": sum(len(shelf.editions) for shelf in shelves),
        "writes": access.writes_standards(standing),
        "administers": standing.administrator,
    }
    return render(request, "standards/list.html", context)


@require_GET
def standard(request: AnyRequest, key: str) -> HttpResponse:
    """One standard as it stands: what it is, what one hands in, which tests, what it costs, where that is from."""
    return _standard(request, key)


@require_GET
def edition(request: AnyRequest, key: str, number: int) -> HttpResponse:
    """What an earlier edition said."""
    return _standard(request, key, number)


def _standard(request: AnyRequest, key: str, number: int | None = None) -> HttpResponse:
    found = access.standard_to_read(key=key)
    page = pages.standard_page(found, number=number)
    if page is None:
        raise Http404
    standing = standing_of(request.user, on=clock.local_day(clock.now()))
    writes = access.writes_standards(standing)
    context = {
        "standard": found,
        "page": page,
        "edition": page.edition,
        "writes": writes,
        "approves": access.approves_standards(standing),
        "draft": Edition.objects.drafts().filter(standard=found).first() if writes else None,
    }
    return render(request, "standards/detail.html", context)
