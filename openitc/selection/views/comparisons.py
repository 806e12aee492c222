"""Comparisons: opening one, what it compares, and its sheet with everything on it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openitc.cases.access import works_on
from openitc.cases.models import Case
from openitc.people.access import SignedInRequest, signed_in
from openitc.people.models import User
from openitc.selection.access import comparisons as access
from openitc.selection.forms.comparisons import ContentsForm
from openitc.selection.models import Comparison
from openitc.selection.operations import comparisons as operations
from openitc.selection.queries.comparisons import current_comparison_of, decided_comparisons_of, open_comparison_of
from openitc.selection.queries.evidence import evidence_of
from openitc.selection.queries.standings import missing_for_a_choice, standings_of
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_GET
def ideas(request: SignedInRequest, number: str) -> HttpResponse:
    """The comparison under way or decided last; where there is none, what comparing is good for."""
    case = access.case_to_compare(user=request.user, number=number, on=clock.local_day(clock.now()))
    comparison = current_comparison_of(case)
    if comparison is not None:
        return redirect("selection:comparison", case.number, comparison.pk)
    return render(request, "selection/none.html", {"case": case})


@signed_in
@require_http_methods(["GET", "POST"])
def opening(request: SignedInRequest, number: str) -> HttpResponse:
    """Open a comparison, or the next round of one."""
    now = clock.now()
    case = access.case_to_compare(user=request.user, number=number, on=clock.local_day(now))
    products = case.enterprise.products.all()
    form = ContentsForm(request.POST or None, products=products, begin=case.product)
    if form.is_valid():
        with refusals_on(form):
            made = operations.open_comparison(case=case, contents=form.contents, by=request.user, now=now)
            messages.success(request, _("The ideas stand side by side. Now say who judges them."))
            return redirect(made)
    return _asked(request, case, form, again=open_comparison_of(case))


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, number: str) -> HttpResponse:
    """Compare other ideas, or by other criteria."""
    now = clock.now()
    comparison = access.comparison_to_change(user=request.user, number=number, on=clock.local_day(now))
    products = comparison.case.enterprise.products.all()
    form = ContentsForm(request.POST or None, products=products, comparison=comparison)
    if form.is_valid():
        with refusals_on(form):
            operations.change_comparison(comparison=comparison, contents=form.contents, by=request.user, now=now)
            messages.success(request, _("What you changed was saved."))
            return redirect(comparison)
    return _asked(request, comparison.case, form, comparison=comparison)


@signed_in
@require_http_methods(["GET", "POST"])
def withdrawal(request: SignedInRequest, number: str) -> HttpResponse:
    """Give the comparison up without a choice."""
    now = clock.now()
    comparison = access.comparison_to_change(user=request.user, number=number, on=clock.local_day(now))
    if request.method == "POST":
        try:
            operations.withdraw_comparison(comparison=comparison, by=request.user, now=now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The comparison was given up. Nothing was chosen."))
        return redirect("selection:ideas", number)
    return render(request, "selection/withdrawal.html", {"case": comparison.case, "comparison": comparison})


@signed_in
@require_GET
def comparison(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """The sheet: ideas side by side, weights, places, what would change them, agreement, and the choice."""
    now = clock.now()
    found = access.comparison_to_see(user=request.user, number=number, pk=pk, on=clock.local_day(now))
    return render(request, "selection/comparison.html", sheet_of(found, user=request.user, now=now))


def sheet_of(found: Comparison, *, user: User, now: datetime) -> dict[str, Any]:
    """What the sheet shows this person."""
    staff = works_on(user, found.case, on=clock.local_day(now))
    standings = standings_of(found)
    return {
        "case": found.case,
        "comparison": found,
        "open": found.decided_at is None and found.withdrawn_at is None,
        "standings": standings,
        "evidence": evidence_of(found, now=now),
        "staff": staff,
        "reads": standings.is_read_by(user, staff=staff),
        "own": [row for row in standings.judgements if row.judge.user_id == user.pk],
        "for_others": [row for row in standings.judgements if staff and row.judge.user_id is None],
        "missing": missing_for_a_choice(standings),
        "rounds": decided_comparisons_of(found.case).exclude(pk=found.pk),
        "today": now,
    }


def _asked(
    request: SignedInRequest,
    case: Case,
    form: ContentsForm,
    *,
    comparison: Comparison | None = None,
    again: Comparison | None = None,
) -> HttpResponse:
    context = {"case": case, "form": form, "comparison": comparison, "again": again}
    return render(request, "selection/contents.html", context, status=422 if form.errors else 200)
