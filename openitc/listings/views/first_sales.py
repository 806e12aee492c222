"""From idea to first sale, over the whole network."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openitc.listings.access.sales import let_analysts_only
from openitc.listings.queries.first_sales import first_sales
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock


@signed_in
@require_GET
def network(request: SignedInRequest) -> HttpResponse:
    """What cases took from idea to first sale: of all of them, and by way to market."""
    now = clock.now()
    let_analysts_only(request.user, on=clock.local_day(now))
    return render(request, "listings/first_sales.html", {"found": first_sales(now=now)})
