"""What an idea costs: the sheet, its lines, and what would be if."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from openitc.people.access import SignedInRequest, signed_in
from openitc.selection.access.costings import idea_to_see, line_to_change
from openitc.selection.forms.costings import LineForm, TermsForm, WhatIfForm
from openitc.selection.models import CostLine, Idea
from openitc.selection.operations import costings as operations
from openitc.selection.queries.costings import before_and_after, offers_for, sheet_of
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def costing(request: SignedInRequest, number: str, idea_id: int) -> HttpResponse:
    """The whole sheet; its price and quantities can be set, and others tried out without keeping them."""
    now = clock.now()
    idea = idea_to_see(user=request.user, number=number, idea_id=idea_id, on=clock.local_day(now))
    form = TermsForm(request.POST if request.method == "POST" else None, of=idea)
    if form.is_valid():
        with refusals_on(form):
            operations.set_terms(idea=idea, terms=form.terms(), by=request.user, now=now)
            messages.success(request, _("The price and quantities were kept."))
            return redirect("selection:costing", number, idea.pk)
    sheet = sheet_of(idea)
    trial = WhatIfForm(request.GET, of=idea)
    compared = before_and_after(sheet, trial.changed(sheet.costing))
    context = {**_of(idea), "sheet": sheet, "form": form, "trial": trial, "compared": compared}
    template = "selection/_cost_what_if.html" if request.htmx and request.method == "GET" else "selection/costing.html"
    return render(request, template, context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def new_line(request: SignedInRequest, number: str, idea_id: int) -> HttpResponse:
    """Add a line of one kind."""
    now = clock.now()
    idea = idea_to_see(user=request.user, number=number, idea_id=idea_id, on=clock.local_day(now))
    kind = request.GET.get("kind", "")
    if kind not in CostLine.Kind.values:
        raise Http404
    offers = offers_for(kind, to=idea.comparison.case.enterprise)
    form = LineForm(request.POST if request.method == "POST" else None, kind=kind, offers=offers)
    if form.is_valid():
        with refusals_on(form):
            line = operations.add_line(idea=idea, entry=form.entry(), by=request.user, now=now)
            messages.success(request, _("“%(what)s” was added.") % {"what": line.what})
            return redirect("selection:costing", number, idea.pk)
    context = {**_of(idea), "form": form, "kind": CostLine.Kind.label_of(kind), "offers": offers}
    return render(request, "selection/cost_line.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def line(request: SignedInRequest, number: str, idea_id: int, line_id: int) -> HttpResponse:
    """Change a line."""
    now = clock.now()
    known = line_to_change(user=request.user, number=number, idea_id=idea_id, line_id=line_id, on=clock.local_day(now))
    offers = offers_for(known.kind, to=known.idea.comparison.case.enterprise)
    form = LineForm(request.POST if request.method == "POST" else None, kind=known.kind, offers=offers, of=known)
    if form.is_valid():
        with refusals_on(form):
            operations.change_line(line=known, entry=form.entry(), by=request.user, now=now)
            messages.success(request, _("“%(what)s” was changed.") % {"what": known.what})
            return redirect("selection:costing", number, idea_id)
    context = {**_of(known.idea), "form": form, "kind": known.get_kind_display(), "line": known, "offers": offers}
    return render(request, "selection/cost_line.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def line_removal(request: SignedInRequest, number: str, idea_id: int, line_id: int) -> HttpResponse:
    """Take a line out."""
    now = clock.now()
    known = line_to_change(user=request.user, number=number, idea_id=idea_id, line_id=line_id, on=clock.local_day(now))
    try:
        operations.remove_line(line=known, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(what)s” was taken out.") % {"what": known.what})
    return redirect("selection:costing", number, idea_id)


@signed_in
@require_POST
def fees_of_today(request: SignedInRequest, number: str, idea_id: int) -> HttpResponse:
    """Put the network's fees of today into the lines that have older ones."""
    now = clock.now()
    idea = idea_to_see(user=request.user, number=number, idea_id=idea_id, on=clock.local_day(now))
    try:
        changed = operations.take_fees_of_today(idea=idea, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext("%(count)s line has the fee of today.", "%(count)s lines have the fees of today.", changed)
        messages.success(request, text % {"count": changed})
    return redirect("selection:costing", number, idea_id)


def _of(idea: Idea) -> dict[str, object]:
    comparison = idea.comparison
    is_open = comparison.decided_at is None and comparison.withdrawn_at is None
    return {"idea": idea, "case": comparison.case, "comparison": comparison, "is_open": is_open}
