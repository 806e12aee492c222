"""The second person: verifying, sending back, publishing and withdrawing; and the report itself."""

from pathlib import Path

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openitc.certification.access import laboratory as access
from openitc.certification.forms.lots import ReasonForm
from openitc.certification.operations import reports, results
from openitc.certification.queries.reports import report_facts
from openitc.certification.views.visits import Visit, done
from openitc.documents.answers import paper
from openitc.documents.typeset import set_in_type
from openitc.people.models import User
from openitc.shared.forms import refusals_on

PAGE = Path(__file__).parent.parent / "data" / "report.typ"


@require_POST
def verification(request: HttpRequest, visit: Visit, result_id: int) -> HttpResponse:
    """Vouch for what somebody else entered."""
    by = _second(visit)
    result = access.result_of(visit.request, result_id=result_id)
    form = forms.Form(request.POST)

    def write() -> None:
        results.verify_result(result=result, by=by, now=visit.now)

    return done(request, visit, form, write, said=_("Verified. Nothing of it changes any more."), name="verifying")


@require_POST
def sending_back(request: HttpRequest, visit: Visit, result_id: int) -> HttpResponse:
    """Not vouch for it, and say why."""
    by = _second(visit)
    result = access.result_of(visit.request, result_id=result_id)
    form = ReasonForm(request.POST)

    def write() -> None:
        results.send_back(result=result, reason=form.cleaned_data["reason"], by=by, now=visit.now)

    return done(request, visit, form, write, said=_("Sent back. Whoever tests enters another."), name="returning")


@require_POST
def publication(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Publish what was verified."""
    by = _second(visit)
    form = forms.Form(request.POST)

    def write() -> None:
        reports.publish_report(request=visit.request, by=by, now=visit.now)

    said = _("The report is published, and everyone who waits for it is told.")
    return done(request, visit, form, write, said=said, name="publishing")


@require_safe
def report(request: HttpRequest, visit: Visit, report_number: int) -> HttpResponse:
    """The report on A4, in the reader's language."""
    found = access.report_of(visit.request, number=report_number)
    sample = render_to_string("ui/_sample_mark.html", request=request).strip()
    return paper(set_in_type(PAGE, report_facts(found, sample=sample)), f"{found}.pdf")


@require_http_methods(["GET", "POST"])
def withdrawal(request: HttpRequest, visit: Visit, report_number: int) -> HttpResponse:
    """Say that a report stands no more, and why."""
    by = _second(visit)
    found = access.report_of(visit.request, number=report_number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reports.withdraw_report(report=found, reason=form.cleaned_data["reason"], by=by, now=visit.now)
            messages.success(request, _("The report is withdrawn. Its QR says so from now on."))
            return redirect(visit.root)
    context = {"asked": visit.request, "report": found, "form": form, "root": visit.root}
    return render(request, "certification/report_withdrawal.html", context, status=422 if form.errors else 200)


def _second(visit: Visit) -> User:
    if not visit.verifies or visit.user is None:
        raise PermissionDenied
    return visit.user
