"""What is written on a case: notes, steps done, who works on it, and its end."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openitc.cases import access, operations, queries
from openitc.cases.forms import ChangeForm, ClosureForm, DoneStepForm, HandoverForm, NoteForm, ReferralForm
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def notes(request: SignedInRequest, number: str) -> HttpResponse:
    """Add a note; the enterprise writes only notes that it and staff read."""
    now = clock.now()
    on = clock.local_day(now)
    case = access.case_to_see(user=request.user, number=number, on=on)
    form = NoteForm(request.POST or None, staff=access.works_on(request.user, case, on=on))

    def write() -> None:
        operations.add_note(case=case, **form.facts, by=request.user, now=now)

    return _asked(request, case, form, write, "cases/note.html", done=_("The note was added."))


@signed_in
@require_http_methods(["GET", "POST"])
def done_steps(request: SignedInRequest, number: str) -> HttpResponse:
    """Mark a step as done."""
    case, now = _worked_on(request, number)
    form = DoneStepForm(
        request.POST or None,
        steps=queries.steps_left(case),
        center=case.center,
        now=now,
        step=request.GET.get("step", ""),
    )

    def write() -> None:
        operations.mark_step_done(case=case, **form.facts, by=request.user, now=now)

    return _asked(request, case, form, write, "cases/done_step.html", done=_("The step is marked as done."))


@signed_in
@require_http_methods(["GET", "POST"])
def withdrawal(request: SignedInRequest, number: str, key: str) -> HttpResponse:
    """Say that a step is to do after all."""
    case, now = _worked_on(request, number)
    step = get_object_or_404(queries.steps_of(case), key=key)
    if request.method == "GET":
        return render(request, "cases/withdrawal.html", {"case": case, "step": step})

    def write() -> None:
        operations.withdraw_done(case=case, step=step, by=request.user, now=now)

    return _done_or_refused(request, case, write, done=_("The step is to do again."))


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, number: str) -> HttpResponse:
    """Set market and product."""
    case, now = _worked_on(request, number)
    form = ChangeForm(request.POST or None, case=case)

    def write() -> None:
        operations.change_case(case=case, **form.cleaned_data, by=request.user, now=now)

    return _asked(request, case, form, write, "cases/change.html", done=_("What you changed was saved."))


@signed_in
@require_http_methods(["GET", "POST"])
def handover(request: SignedInRequest, number: str) -> HttpResponse:
    """Give the case to another officer."""
    case, now = _worked_on(request, number)
    there = [key for key in (case.center_id, case.center.parent_id) if key is not None]
    form = HandoverForm(request.POST or None, officers=queries.officers_at(there, on=clock.local_day(now)))

    def write() -> None:
        operations.hand_over(case=case, **form.cleaned_data, by=request.user, now=now)

    return _asked(request, case, form, write, "cases/handover.html", done=_("The case was handed over."))


@signed_in
@require_http_methods(["GET", "POST"])
def referral(request: SignedInRequest, number: str) -> HttpResponse:
    """Let another center work on the case too."""
    case, now = _worked_on(request, number)
    centers = queries.centers_taking_cases().exclude(pk=case.center_id)
    form = ReferralForm(request.POST or None, centers=centers.exclude(pk__in=queries.standing_referrals(case)))

    def write() -> None:
        operations.refer(case=case, **form.cleaned_data, by=request.user, now=now)

    return _asked(request, case, form, write, "cases/referral.html", done=_("The other center sees the case now."))


@signed_in
@require_POST
def referral_end(request: SignedInRequest, number: str, code: str) -> HttpResponse:
    """Let the other center work on the case no more."""
    case, now = _worked_on(request, number)
    center = get_object_or_404(Center, code=code)

    def write() -> None:
        operations.end_referral(case=case, center=center, by=request.user, now=now)

    return _done_or_refused(request, case, write, done=_("The other center no longer works on the case."))


@signed_in
@require_http_methods(["GET", "POST"])
def closure(request: SignedInRequest, number: str) -> HttpResponse:
    """Close the case."""
    case, now = _worked_on(request, number)
    form = ClosureForm(request.POST or None)

    def write() -> None:
        operations.close_case(case=case, **form.cleaned_data, by=request.user, now=now)

    return _asked(request, case, form, write, "cases/closure.html", done=_("The case is closed."))


@signed_in
@require_POST
def reopening(request: SignedInRequest, number: str) -> HttpResponse:
    """Go on with a closed case."""
    case, now = _worked_on(request, number)

    def write() -> None:
        operations.reopen_case(case=case, by=request.user, now=now)

    return _done_or_refused(request, case, write, done=_("The case is open again."))


@signed_in
@require_POST
def follow_up(request: SignedInRequest, number: str) -> HttpResponse:
    """Go over to following up what came of the case."""
    case, now = _worked_on(request, number)

    def write() -> None:
        operations.begin_follow_up(case=case, by=request.user, now=now)

    return _done_or_refused(request, case, write, done=_("Follow-up has begun."))


def _worked_on(request: SignedInRequest, number: str) -> tuple[Case, datetime]:
    now = clock.now()
    return access.case_to_work_on(user=request.user, number=number, on=clock.local_day(now)), now


def _asked(
    request: SignedInRequest, case: Case, form: Form, write: Callable[[], None], template: str, *, done: str
) -> HttpResponse:
    """Show the form; when it is filled in and nothing stands in the way, write and go back to the case."""
    if form.is_valid():
        with refusals_on(form):
            write()
            messages.success(request, done)
            return redirect(case.get_absolute_url())
    context: dict[str, Any] = {"case": case, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)


def _done_or_refused(request: SignedInRequest, case: Case, write: Callable[[], None], *, done: str) -> HttpResponse:
    """Write, and say on the case what came of it."""
    try:
        write()
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, str(reason.text))
    else:
        messages.success(request, done)
    return redirect(case.get_absolute_url())
