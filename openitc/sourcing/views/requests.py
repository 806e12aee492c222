"""Requests for quotation, for those who ask: writing, reading, sending on, and taking back."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from openitc.cases.access import case_to_plan
from openitc.documents.answers import handed_out
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.sourcing.access import requests as access
from openitc.sourcing.forms.requests import (
    DeadlineForm,
    ReplyForm,
    RequestForm,
    SpecificationForm,
    WithdrawalForm,
    end_of,
)
from openitc.sourcing.operations import questions, requests, specifications
from openitc.sourcing.queries.matching import matching_of, without_those
from openitc.sourcing.queries.requests import asked_of, facts_before, page_of_request, versions_of

Words = str | Promise


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, number: str) -> HttpResponse:
    """Write a request for a case; whoever sees the case may, the enterprise included."""
    now = clock.now()
    case = case_to_plan(user=request.user, number=number, on=clock.local_day(now))
    form = RequestForm(request.POST or None, request.FILES or None, now=now)
    if form.is_valid():
        with refusals_on(form):
            rfq = requests.prepare_request(case=case, draft=form.draft, by=request.user, now=now)
            return redirect("sourcing:preview", rfq.number)
    context = {"case": case, "form": form}
    return render(request, "sourcing/rfq_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, number: str) -> HttpResponse:
    """Change a request that nobody was sent yet."""
    reader, now = _reader(request, number)
    rfq = reader.rfq
    form = RequestForm(request.POST or None, request.FILES or None, rfq=rfq, now=now)
    if form.is_valid():
        with refusals_on(form):
            requests.change_request(rfq=rfq, draft=form.draft, by=request.user, now=now)
            return redirect("sourcing:preview", rfq.number)
    context = {"case": rfq.case, "rfq": rfq, "form": form}
    return render(request, "sourcing/rfq_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Where the request stands: every maker, the questions, the versions, and who must act next."""
    reader, now = _reader(request, number)
    context = {"rfq": reader.rfq, "case": reader.rfq.case, "staff": reader.staff}
    page = page_of_request(reader.rfq, asked_of(reader.rfq, now=now), now=now)
    if page.is_in_vain:
        known = {one.invitation.maker_id for one in page.asked}
        context["others"] = without_those(matching_of(reader.rfq, now=now), known)
    return render(request, "sourcing/rfq.html", context | {"page": page})


@signed_in
@require_GET
def preview(request: SignedInRequest, number: str) -> HttpResponse:
    """What a maker reads before, and what it reads after."""
    reader, _now = _reader(request, number)
    rfq = reader.rfq
    context = {"rfq": rfq, "case": rfq.case, "processes": rfq.processes.all(), "versions": versions_of(rfq)}
    context |= facts_before(rfq)
    return render(request, "sourcing/rfq_preview.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def specification(request: SignedInRequest, number: str) -> HttpResponse:
    """Add a version of what exactly is wanted."""
    reader, now = _reader(request, number)
    latest = reader.rfq.specifications.first()
    form = SpecificationForm(
        request.POST or None, request.FILES or None, initial={"text": latest.text if latest else ""}
    )

    def write() -> None:
        text, files = form.cleaned_data["text"], form.cleaned_data["attachments"]
        specifications.add_specification(rfq=reader.rfq, text=text, files=files, by=request.user, now=now)

    return _asked(request, reader, form, write, NEW_VERSION)


@signed_in
@require_http_methods(["GET", "POST"])
def deadline(request: SignedInRequest, number: str) -> HttpResponse:
    """Give makers more time."""
    reader, now = _reader(request, number)
    form = DeadlineForm(request.POST or None, initial={"deadline": clock.local_day(reader.rfq.deadline)})

    def write() -> None:
        until = end_of(form.cleaned_data["deadline"])
        requests.extend_deadline(rfq=reader.rfq, deadline=until, by=request.user, now=now)

    return _asked(request, reader, form, write, MORE_TIME)


@signed_in
@require_http_methods(["GET", "POST"])
def withdrawal(request: SignedInRequest, number: str) -> HttpResponse:
    """Take the request back."""
    reader, now = _reader(request, number)
    form = WithdrawalForm(request.POST or None)

    def write() -> None:
        requests.withdraw_request(rfq=reader.rfq, **form.cleaned_data, by=request.user, now=now)

    return _asked(request, reader, form, write, TAKEN_BACK)


@signed_in
@require_http_methods(["GET", "POST"])
def reply(request: SignedInRequest, number: str, question_id: int) -> HttpResponse:
    """Answer a question of a maker."""
    reader, now = _reader(request, number)
    question = access.question_of(reader.rfq, question_id=question_id)
    form = ReplyForm(request.POST or None)

    def write() -> None:
        questions.answer(question=question, **form.cleaned_data, by=request.user, now=now)

    return _asked(request, reader, form, write, REPLY, quoted=question.text)


@signed_in
@require_GET
def file(request: SignedInRequest, number: str, file_id: int) -> HttpResponse:
    """A file of the specification."""
    reader, _now = _reader(request, number)
    return handed_out(access.file_of(reader.rfq, file_id=file_id))


# Heading, what it means, what the button says, what is said when it is done.
_Page = tuple[Words, Words, Words, Words]
NEW_VERSION: _Page = (
    gettext_lazy("A new version of the specification"),
    gettext_lazy("Earlier versions stay. Every maker that may read it is told."),
    gettext_lazy("Add this version"),
    gettext_lazy("The new version is there, and the makers that may read it are told."),
)
MORE_TIME: _Page = (
    gettext_lazy("Give makers more time"),
    gettext_lazy("Every maker that still takes part is told, and its link lives as long."),
    gettext_lazy("Give this time"),
    gettext_lazy("The deadline was moved, and everyone is told."),
)
TAKEN_BACK: _Page = (
    gettext_lazy("Withdraw the request"),
    gettext_lazy(
        "Every maker that still takes part is told kindly. Links open nothing any more. It stays in the history."
    ),
    gettext_lazy("Withdraw it"),
    gettext_lazy("The request is withdrawn."),
)
REPLY: _Page = (
    gettext_lazy("Answer a maker's question"),
    gettext_lazy("You do not see who asks, and neither do the other makers."),
    gettext_lazy("Send the answer"),
    gettext_lazy("The answer is there for every maker that may read the specification."),
)


def _reader(request: SignedInRequest, number: str) -> tuple[access.Reader, datetime]:
    now = clock.now()
    return access.request_to_see(user=request.user, number=number, on=clock.local_day(now)), now


def _asked(
    request: SignedInRequest,
    reader: access.Reader,
    form: Form,
    write: Callable[[], None],
    words: _Page,
    *,
    quoted: str = "",
) -> HttpResponse:
    """Show the form; when it is filled in and nothing stands in the way, write and go back to the request."""
    heading, text, action, done = words
    if form.is_valid():
        with refusals_on(form):
            write()
            messages.success(request, str(done))
            return redirect("sourcing:request", reader.rfq.number)
    context = {"rfq": reader.rfq, "case": reader.rfq.case, "form": form, "quoted": quoted}
    context |= {"heading": heading, "text": text, "action": action}
    return render(request, "sourcing/rfq_step.html", context, status=422 if form.errors else 200)
