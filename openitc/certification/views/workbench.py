"""The workbench of a laboratory."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openitc.centers.access import standing_of
from openitc.centers.models import Center
from openitc.certification.queries.workbench import bench_of, requests_answered_by
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock


@signed_in
@require_safe
def workbench(request: SignedInRequest) -> HttpResponse:
    """What the person's laboratories have before them."""
    now = clock.now()
    standing = standing_of(request.user, on=clock.local_day(now))
    bench = bench_of(requests_answered_by(standing), now=now)
    centers = Center.objects.filter(pk__in=standing.works_at).order_by("code")
    return render(request, "certification/workbench.html", {"bench": bench, "centers": centers})
