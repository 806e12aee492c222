"""What is known of the ideas without anybody having judged them."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from openitc.people.access import SignedInRequest, signed_in
from openitc.selection.access.comparisons import case_to_compare, comparison_to_change, knows_enterprise
from openitc.selection.access.costings import idea_to_see
from openitc.selection.forms.costings import WayForm
from openitc.selection.operations import prospects as operations
from openitc.selection.queries.comparisons import current_comparison_of
from openitc.selection.queries.evidence import evidence_of, ideas_to_ask
from openitc.shared import clock
from openitc.shared.refusals import Refused


@signed_in
@require_GET
def evidence(request: SignedInRequest, number: str) -> HttpResponse:
    """All the evidence of the comparison under way, or of the one decided last, side by side."""
    now = clock.now()
    case = case_to_compare(user=request.user, number=number, on=clock.local_day(now))
    comparison = current_comparison_of(case)
    if comparison is None:
        return redirect("selection:ideas", number)
    comparison.case = case
    found = evidence_of(comparison, now=now)
    context = {
        "case": case,
        "comparison": comparison,
        "is_open": comparison.decided_at is None,
        "found": found,
        "knows_enterprise": knows_enterprise(request.user, case, on=clock.local_day(now)),
        "forms": {each.idea.pk: WayForm(None, evidence=each) for each in found},
        "with_a_way": any(each.idea.version_id for each in found),
    }
    return render(request, "selection/evidence.html", context)


@signed_in
@require_POST
def way(request: SignedInRequest, number: str, idea_id: int) -> HttpResponse:
    """Choose the way to market an idea would take; the planner is asked at once."""
    now = clock.now()
    idea = idea_to_see(user=request.user, number=number, idea_id=idea_id, on=clock.local_day(now))
    form = WayForm(request.POST)
    if form.is_valid():
        try:
            operations.choose_way(idea=idea, version=form.cleaned_data["version"], by=request.user, now=now)
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("That way to market is not offered any more. Choose another."))
    return redirect("selection:evidence", number)


@signed_in
@require_http_methods(["GET", "POST"])
def prospects(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask the planner about one idea more, and show how far we are; without scripts a press goes on."""
    now = clock.now()
    if request.method == "GET":  # somebody comes back to an asking they left: what was found is there
        case = case_to_compare(user=request.user, number=number, on=clock.local_day(now))
        return redirect("selection:evidence", case.number)
    comparison = comparison_to_change(user=request.user, number=number, on=clock.local_day(now))
    since = _since(request.POST.get("since", ""), now)
    try:
        left = operations.ask_next(comparison=comparison, since=since, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("selection:evidence", number)
    if not left:
        page = reverse("selection:evidence", args=[number])
        return HttpResponseClientRedirect(page) if request.htmx else redirect(page)
    ideas = comparison.ideas.filter(withdrawn_at=None, version__isnull=False).count()
    next_one = ideas_to_ask(comparison, since=since)[0]
    context = {"case": comparison.case, "of": ideas, "done": ideas - left, "since": since, "next_one": next_one}
    return render(request, "selection/evidence_asking.html", context)


def _since(typed: str, now: datetime) -> datetime:
    """When the asking began, as the page says it; now, where it says nothing or rubbish."""
    try:
        began = datetime.fromisoformat(typed)
    except ValueError:
        return now
    return began if began.tzinfo is not None and began <= now else now
