"""Where a product could be sold, what it lacks, and what goes out to each channel."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openitc.cases.access import case_to_see, works_on
from openitc.listings.access.channels import channel_to_see, listings_seen_by, may_keep_mappings
from openitc.listings.access.listings import begun_listing
from openitc.listings.models import Channel
from openitc.listings.operations import channels as operations
from openitc.listings.queries.channels import channels_of_all, is_stale, latest_mapping, layout_of
from openitc.listings.queries.feeds import outcome_of, sheet_of
from openitc.listings.queries.gaps import shown_columns
from openitc.listings.queries.readiness import channels_of_case
from openitc.listings.rules.feeds import as_csv
from openitc.listings.spreadsheets import workbook
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.refusals import Refused


@signed_in
@require_GET
def of_case(request: SignedInRequest, number: str) -> HttpResponse:
    """The product's markets and channels: ready or not, and everything that is missing."""
    today = clock.local_day(clock.now())
    case = case_to_see(user=request.user, number=number, on=today)
    context = {"case": case, "found": channels_of_case(case, on=today), "staff": works_on(request.user, case, on=today)}
    return render(request, "listings/channels.html", context)


@signed_in
@require_POST
def placement(request: SignedInRequest, number: str, key: str) -> HttpResponse:
    """Let the product go into the channel."""
    now = clock.now()
    listing = begun_listing(user=request.user, number=number, on=clock.local_day(now))
    channel = channel_to_see(key=key)
    try:
        operations.place(listing=listing, channel=channel, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It goes into %(channel)s whenever it is ready.") % {"channel": channel.name})
    return redirect("listings:channels", number)


@signed_in
@require_POST
def taking_out(request: SignedInRequest, number: str, key: str) -> HttpResponse:
    """Let it go there no more."""
    now = clock.now()
    listing = begun_listing(user=request.user, number=number, on=clock.local_day(now))
    channel = channel_to_see(key=key)
    operations.take_out(listing=listing, channel=channel, by=request.user, now=now)
    messages.success(request, _("It no longer goes into %(channel)s.") % {"channel": channel.name})
    return redirect("listings:channels", number)


@signed_in
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Every channel, and how sure its layout is."""
    today = clock.local_day(clock.now())
    context = {"rows": channels_of_all(on=today), "may_keep": may_keep_mappings(request.user, on=today)}
    return render(request, "listings/channel_list.html", context)


@signed_in
@require_GET
def detail(request: SignedInRequest, key: str) -> HttpResponse:
    """One channel: its layout, and of the listings one sees, what goes out and what does not."""
    today = clock.local_day(clock.now())
    channel = channel_to_see(key=key)
    mapping = latest_mapping(channel)
    context = {
        "channel": channel,
        "mapping": mapping,
        "stale": mapping is not None and is_stale(mapping, today),
        "columns": shown_columns(layout_of(channel)),
        "outcome": outcome_of(channel, list(listings_seen_by(request.user, on=today)), on=today),
        "may_keep": may_keep_mappings(request.user, on=today),
    }
    return render(request, "listings/channel.html", context)


@signed_in
@require_GET
def sheet(request: SignedInRequest, key: str, market: str, kind: str) -> HttpResponse:
    """What goes out, as a spreadsheet in the channel's layout."""
    today = clock.local_day(clock.now())
    channel = channel_to_see(key=key)
    if market not in channel.markets:
        raise Http404
    table = sheet_of(channel, list(listings_seen_by(request.user, on=today)), market=market, on=today)
    if len(table) == 1:  # its heads alone
        messages.info(request, _("Nothing goes out yet. Put a product in on the page of its markets and channels."))
        return redirect("listings:channel", channel.key)
    return _as_file(channel, table, market, kind, today)


def _as_file(channel: Channel, table: list[list[str]], market: str, kind: str, on: date) -> HttpResponse:
    if kind == "csv":
        answer = HttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
    else:
        xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answer = HttpResponse(workbook(table, title=channel.key), content_type=xlsx)
    answer["Content-Disposition"] = f'attachment; filename="{channel.key}-{market}-{on:%Y-%m-%d}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
