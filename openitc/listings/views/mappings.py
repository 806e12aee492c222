"""The layout of a channel, kept by staff."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.listings.access.channels import channel_to_map
from openitc.listings.forms.channels import MappingForm, columns_form, layout_typed
from openitc.listings.operations.channels import change_mapping
from openitc.listings.queries.channels import latest_mapping
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on


@signed_in
@require_http_methods(["GET", "POST"])
def mapping(request: SignedInRequest, key: str) -> HttpResponse:
    """Look the layout up and keep it anew; the earlier ones stay."""
    now = clock.now()
    channel = channel_to_map(user=request.user, key=key, on=clock.local_day(now))
    known = latest_mapping(channel)
    sent = request.POST or None
    form = MappingForm(sent, mapping=known, initial={"checked_on": clock.local_day(now)})
    columns = columns_form(known, sent)
    whole = form.is_valid() & columns.is_valid() if sent else False
    if whole:
        facts = {name: form.cleaned_data[name] for name in ("source", "confirmed", "checked_on")}
        with refusals_on(form):
            change_mapping(channel=channel, layout=layout_typed(form, columns), **facts, by=request.user, now=now)
            messages.success(request, _("The layout is kept. The earlier one stays in its history."))
            return redirect("listings:channel", channel.key)
    context = {"channel": channel, "mapping": known, "form": form, "columns": columns}
    return render(request, "listings/mapping.html", context, status=422 if sent else 200)
