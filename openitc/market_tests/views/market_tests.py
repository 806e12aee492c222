"""Market tests of a case: the list, planning one, its results, opening and ending it, its poster."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.cases.access import case_to_see, case_to_work_on, works_on
from openitc.documents.answers import paper
from openitc.documents.typeset import set_in_type
from openitc.market_tests.access import market_tests as access
from openitc.market_tests.forms.market_tests import FORMS, ReasonForm
from openitc.market_tests.models import MarketTest
from openitc.market_tests.operations import market_tests as operations
from openitc.market_tests.operations.decisions import has_enough_now
from openitc.market_tests.queries.answers import answering
from openitc.market_tests.queries.explained import kinds, why_so_many
from openitc.market_tests.queries.market_tests import decision_of, row_of, standing_of, tests_of
from openitc.market_tests.queries.papers import POSTER, poster_of
from openitc.market_tests.queries.results import results_of
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_GET
def of_case(request: SignedInRequest, number: str) -> HttpResponse:
    """Every test of a case."""
    now = clock.now()
    case = case_to_see(user=request.user, number=number, on=clock.local_day(now))
    staff = works_on(request.user, case, on=clock.local_day(now))
    rows = [row_of(test, now=now) for test in tests_of(case)]
    return render(request, "market_tests/list.html", {"case": case, "rows": rows, "staff": staff, "kinds": kinds()})


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, number: str) -> HttpResponse:
    """Plan a test: first which question it answers, then everything else."""
    now = clock.now()
    case = case_to_work_on(user=request.user, number=number, on=clock.local_day(now))
    kind = request.GET.get("kind", "")
    if kind not in FORMS:
        return render(request, "market_tests/kinds.html", {"case": case, "kinds": kinds()})
    form = FORMS[kind](request.POST or None, case=case, now=now)
    if form.is_valid():
        with refusals_on(form):
            test = operations.plan(case=case, plan=form.draft, by=request.user, now=now)
            return redirect(test.get_absolute_url())
    context = {"case": case, "form": form, "kind": next(each for each in kinds() if each.key == kind)}
    return render(request, "market_tests/new.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """Plan a test differently that nobody answered yet."""
    found, now = _to_run(request, number, test)
    form = FORMS[found.kind](request.POST or None, case=found.case, test=found, now=now)
    if form.is_valid():
        with refusals_on(form):
            operations.change(test=found, plan=form.draft, by=request.user, now=now)
            return redirect(found.get_absolute_url())
    kind = next(each for each in kinds() if each.key == found.kind)
    context = {"case": found.case, "test": found, "form": form, "kind": kind}
    return render(request, "market_tests/new.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def detail(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """The results as they stand now, and what to do next; open tests look again by themselves."""
    now = clock.now()
    reader = access.test_to_see(user=request.user, number=number, test=test, on=clock.local_day(now))
    found = reader.test
    results = results_of(found)
    decision = decision_of(found)
    context = {
        "test": found,
        "case": found.case,
        "staff": reader.staff,
        "results": results,
        "decision": decision,
        "standing": standing_of(found, decision, now=now),
    }
    if request.htmx:
        return render(request, "market_tests/detail.html#results", context)
    context |= {"why": why_so_many(found), "lots": found.lots.all(), "withdrawal": ReasonForm()}
    context["answering"] = answering(found, now=now) if reader.staff and not found.withdrawn_at else None
    context["enough"] = has_enough_now(found)
    return render(request, "market_tests/detail.html", context)


@signed_in
@require_POST
def opening(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """Let answers in."""
    found, now = _to_run(request, number, test)
    try:
        operations.open_test(test=found, by=request.user, now=now)
        messages.success(request, _("The test is open. Put up the poster, or make a tablet ready."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found.get_absolute_url())


@signed_in
@require_POST
def closing(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """Let no more answers in."""
    found, now = _to_run(request, number, test)
    try:
        operations.close_test(test=found, by=request.user, now=now)
        messages.success(request, _("The test is closed. Now decide how it goes on."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found.get_absolute_url())


@signed_in
@require_http_methods(["GET", "POST"])
def withdrawal(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """Let the test count no more."""
    found, now = _to_run(request, number, test)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            operations.withdraw_test(test=found, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The test is withdrawn."))
            return redirect(found.get_absolute_url())
    context = {
        "case": found.case,
        "test": found,
        "form": form,
        "heading": _("Withdraw the test"),
        "text": _("Its answers are kept and count no more. Everyone on the case is told why."),
        "action": _("Withdraw it"),
    }
    return render(request, "market_tests/reason.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def poster(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """A poster with the code to point a phone at, A4."""
    found, _now = _to_run(request, number, test)
    sample = render_to_string("ui/_sample_mark.html", request=request).strip()
    return paper(set_in_type(POSTER, poster_of(found, sample=sample)), f"{found.number}.pdf")


def _to_run(request: SignedInRequest, number: str, test: str) -> tuple[MarketTest, datetime]:
    now = clock.now()
    return access.test_to_run(user=request.user, number=number, test=test, on=clock.local_day(now)), now
