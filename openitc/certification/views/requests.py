"""Asking for tests, and what follows: labels, another sample, a fresh link, withdrawal, the next round."""

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openitc.cases.access import case_to_see
from openitc.cases.queries import round_of
from openitc.certification.forms.laboratory import RequestForm, RoundForm, WhyForm
from openitc.certification.forms.lots import ReasonForm
from openitc.certification.operations import links, rounds
from openitc.certification.operations import requests as operations
from openitc.certification.queries.failures import failure_of, steps_to_begin_with, usual_first_step
from openitc.certification.queries.labels import label_facts, labels_of
from openitc.certification.queries.laboratory_panel import of_case as panel_of
from openitc.certification.queries.lots import lots_to_use
from openitc.certification.queries.methods import methods_to_ask
from openitc.certification.queries.places import laboratory_bookings, places_left_in
from openitc.certification.views.visits import Visit, done
from openitc.documents.answers import paper
from openitc.documents.typeset import set_in_type
from openitc.people.access import SignedInRequest, signed_in
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.forms import refusals_on

LABELS = Path(__file__).parent.parent / "data" / "labels.typ"


@signed_in
@require_safe
def of_case(request: SignedInRequest, number: str) -> HttpResponse:
    """Every request of the case, and its lots."""
    now = clock.now()
    case = case_to_see(user=request.user, number=number, on=clock.local_day(now))
    found = panel_of(case, reader=request.user, staff=False, now=now)
    return render(request, "certification/laboratory_of_case.html", {"case": case, "found": found})


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, number: str) -> HttpResponse:
    """Which tests, of which lot, by which laboratory."""
    now = clock.now()
    on = clock.local_day(now)
    case = case_to_see(user=request.user, number=number, on=on)
    offers = methods_to_ask(case)
    slots = list(laboratory_bookings(case, now=now))
    places = places_left_in(slots)
    booked = [(slot, places[slot.pk]) for slot in slots]
    free = [slot for slot, left in booked if left > 0]
    form = RequestForm(request.POST or None, case=case, offers=offers, slots=free, now=now)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            asked = operations.ask_for_tests(case=case, **form.facts, by=request.user, now=now)
            messages.success(request, _("The laboratory is asked. Print the labels, and send the samples."))
            return redirect("certification:labels", asked.number)
    context = {
        "case": case,
        "form": form,
        "offers": offers,
        "ticked": set(form["methods"].value() or ()),
        "slots": booked,
        "has_lots": lots_to_use(case, on).exists(),
    }
    return render(request, "certification/lab_request_new.html", context, status=422 if form.errors else 200)


@require_safe
def labels(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A label for each sample, to print and to stick on."""
    context = {"asked": visit.request, "labels": labels_of(visit.request), "root": visit.root, "visit": visit}
    return render(request, "certification/labels.html", context)


@require_safe
def labels_sheet(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The same as an A4 sheet of eight."""
    sample = render_to_string("ui/_sample_mark.html", request=request).strip()
    return paper(set_in_type(LABELS, label_facts(visit.request, sample=sample)), f"{visit.request.number}-labels.pdf")


@require_POST
def sample(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Label another sample."""
    by = _asker(visit)
    form = WhyForm(request.POST)

    def write() -> None:
        operations.add_sample(request=visit.request, why=form.cleaned_data["why"], by=by, now=visit.now)

    return done(request, visit, form, write, said=_("Another sample is labelled. Print its label."), name="another")


@require_POST
def fresh_link(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Send the laboratory a fresh link, where it lost the first or it expired."""
    if links.renew_link(request=visit.request, by=_asker(visit), now=visit.now):
        text = _("A fresh link is on its way to %(laboratory)s.")
        messages.success(request, text % {"laboratory": visit.request.laboratory_name})
    else:
        messages.error(request, _("This laboratory needs no link, or the request was withdrawn."))
    return redirect(visit.root)


@require_http_methods(["GET", "POST"])
def withdrawal(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask no more."""
    by = _asker(visit)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.withdraw_request(request=visit.request, reason=form.cleaned_data["reason"], by=by, now=visit.now)
            messages.success(request, _("The request is withdrawn, and the laboratory is told."))
            return redirect(visit.root)
    context = {"asked": visit.request, "form": form, "root": visit.root}
    return render(request, "certification/lab_withdrawal.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def next_round(request: HttpRequest, visit: Visit) -> HttpResponse:
    """After a fail: from which step the next lot is made."""
    by, asked = _asker(visit), visit.request
    steps = steps_to_begin_with(asked)
    usual = usual_first_step(steps)
    form = RoundForm(request.POST or None, steps=steps, usual=usual)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            begun = rounds.begin_next_round(request=asked, first_step=form.step, link=visit.root, by=by, now=visit.now)
            text = _("Round %(number)s has begun. Now find times for its steps.")
            messages.success(request, text % {"number": begun.number})
            return redirect(reverse("routes:options", args=[asked.case.number]))
    failure = failure_of(asked, current_round=round_of(asked.case))
    context = {"asked": asked, "form": form, "failure": failure, "usual": usual, "root": visit.root}
    return render(request, "certification/next_round.html", context, status=422 if form.errors else 200)


def _asker(visit: Visit) -> User:
    if not visit.sees_case or visit.user is None:
        raise PermissionDenied
    return visit.user
