"""What can be booked, for everyone."""

from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openitc.bookings import access
from openitc.bookings.forms import CatalogueForm, day_asked
from openitc.bookings.queries.calendars import resource_calendar
from openitc.bookings.queries.catalogue import Wanted, catalogue
from openitc.bookings.queries.free import next_free
from openitc.centers.access import standing_of
from openitc.centers.models import Province
from openitc.enterprises.models import Enterprise
from openitc.people.access import AnyRequest
from openitc.people.models import User
from openitc.resources.access import may_close, public_resource
from openitc.resources.models import UnmetNeed
from openitc.resources.operations import keep_unmet_need
from openitc.shared import clock

WEEKS = 4
SUNDAY = 6


@require_GET
def machines(request: AnyRequest) -> HttpResponse:
    """Everything that can be booked, with the day on which each is next free."""
    now = clock.now()
    typed = request.GET.dict()
    if "near" not in typed and isinstance(request.user, User):
        typed["near"] = _home_of(request.user, clock.local_day(now))
    form = CatalogueForm(typed)
    page = catalogue(form.wanted, page=request.GET.get("page"), now=now)
    if not page.paginator.count and form.wanted.is_for_anything:
        _keep_what_is_missing(form.wanted, now)
    template = "bookings/catalogue.html#offers" if request.htmx else "bookings/catalogue.html"
    return render(request, template, {"form": form, "page": page})


@require_GET
def machine(request: AnyRequest, code: str) -> HttpResponse:
    """One resource: its facts, and when it is free."""
    now = clock.now()
    today = clock.local_day(now)
    resource = public_resource(code=code)
    # On a Sunday people look ahead.
    first = day_asked(request.GET.get("date"), today=today + timedelta(days=1) if today.weekday() == SUNDAY else today)
    calendar = resource_calendar(resource, first=first, weeks=WEEKS, sees=access.sees(request.user, on=today), now=now)
    standing = standing_of(request.user, on=today)
    context = {
        "resource": resource,
        "center": resource.center,
        "capabilities": resource.capabilities.all(),
        "place_count": calendar.plan.places.get(resource.pk, 0),
        "calendar": calendar,
        "free_at": next_free([resource], since=now, now=now)[resource.pk],
        "may_manage": standing.administrator or resource.center_id in standing.manager_of,
        "may_close": isinstance(request.user, User) and may_close(standing, resource, request.user),
        "before": calendar.period.first - timedelta(weeks=WEEKS),
        "after": calendar.period.after,
    }
    return render(request, "bookings/resource.html", context)


def _keep_what_is_missing(wanted: Wanted, now: datetime) -> None:
    """What people look for in vain is demand of their area; who looked is not kept."""
    near = wanted.near if isinstance(wanted.near, Province) else getattr(wanted.near, "province", None)
    keep_unmet_need(
        kind=UnmetNeed.Kind.MACHINE, capability=wanted.capability, words=wanted.text, province=near, by=None, now=now
    )


def _home_of(user: User, on: date) -> str:
    """Where a member of an enterprise is looking from: its province."""
    members = standing_of(user, on=on).member_of
    home = Enterprise.objects.filter(organisation__in=members).values_list("province", flat=True).first()
    return f"province:{home}" if home else ""
