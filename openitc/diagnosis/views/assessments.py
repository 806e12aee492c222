"""The assessments of an enterprise: beginning them, the full form, and giving one up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.diagnosis.access import assessments as access
from openitc.diagnosis.forms.assessments import AboutForm, AnswerForm, FileForm, RoundForm
from openitc.diagnosis.models import Assessment, Question
from openitc.diagnosis.operations import assessments as operations
from openitc.diagnosis.operations.evidence import add_evidence, withdraw_evidence
from openitc.diagnosis.queries.assessments import (
    assessments_of,
    items_of,
    next_place,
    only_open_case,
    open_assessment,
    parts_of,
    progress_of,
    rounds_open_to,
)
from openitc.diagnosis.queries.beginnings import as_said_before
from openitc.diagnosis.views.questions import asked
from openitc.diagnosis.views.ways import Ways
from openitc.documents.answers import handed_out
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Reason, Refused


@signed_in
@require_GET
def assessments(request: SignedInRequest, enterprise_id: int) -> HttpResponse:
    """Every assessment of an enterprise, and what to begin next."""
    today = clock.local_day(clock.now())
    enterprise = access.enterprise_to_assess(user=request.user, enterprise_id=enterprise_id, on=today)
    rows = list(assessments_of(enterprise))
    context = {
        "enterprise": enterprise,
        "running": [row for row in rows if row.finished_at is None],
        "finished": [row for row in rows if row.finished_at is not None],
        "advises": access.advises(request.user, enterprise, on=today),
    }
    return render(request, "diagnosis/list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_assessment(request: SignedInRequest, enterprise_id: int, kind: str) -> HttpResponse:
    """What is asked before the first question; the full form is for who advises."""
    now = clock.now()
    today = clock.local_day(now)
    enterprise = access.enterprise_to_assess(user=request.user, enterprise_id=enterprise_id, on=today)
    if kind not in Assessment.Form.values:
        raise Http404
    if kind == Assessment.Form.FULL and not access.advises(request.user, enterprise, on=today):
        raise PermissionDenied
    if running := open_assessment(enterprise, kind):
        return redirect("diagnosis:detail", running.pk)
    form = AboutForm(request.POST or None, enterprise=enterprise, initial=as_said_before(enterprise))
    rounds = rounds_open_to(enterprise, kind)
    when = RoundForm(request.POST or None, rounds=rounds)
    if form.is_valid() and when.is_valid():
        with refusals_on(form):
            begun = operations.begin(
                enterprise=enterprise,
                form=kind,
                about=form.about(),
                round=when.cleaned_data["round"],
                case=only_open_case(enterprise),
                by=request.user,
                now=now,
            )
            return redirect("diagnosis:detail", begun.pk)
    context = {"enterprise": enterprise, "kind": kind, "form": form, "when": when, "rounds": rounds}
    refused = bool(form.errors or when.errors)
    return render(request, "diagnosis/new.html", context, status=422 if refused else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def question(request: SignedInRequest, assessment_id: int, place: int) -> HttpResponse:
    """One question of the quick check."""
    found = _seen(request, assessment_id)
    if found.form != Assessment.Form.QUICK:
        raise Http404
    return asked(request, Ways(found), place, by=request.user)


@signed_in
@require_GET
def pillar(request: SignedInRequest, assessment_id: int, key: str) -> HttpResponse:
    """One pillar of the full form."""
    return _pillar(request, _to_fill(request, assessment_id), key)


@signed_in
@require_POST
def answer(request: SignedInRequest, assessment_id: int, question_id: int) -> HttpResponse:
    """Keep one answer of the full form."""
    found = _to_fill(request, assessment_id)
    asks = access.question_of(found, question_id=question_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            operations.answer(
                assessment=found,
                question=asks,
                level=form.chosen,
                note=form.cleaned_data["note"],
                by=request.user,
                now=clock.now(),
            )
    return _kept(request, found, asks, form)


@signed_in
@require_POST
def evidence(request: SignedInRequest, assessment_id: int, question_id: int) -> HttpResponse:
    """Put a photograph or file behind an answer."""
    found = _to_fill(request, assessment_id)
    asks = access.question_of(found, question_id=question_id)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_on(form):
            add_evidence(
                assessment=found, question=asks, name=file.name, data=file.read(), by=request.user, now=clock.now()
            )
    return _kept(request, found, asks, form)


@signed_in
@require_GET
def evidence_file(request: SignedInRequest, assessment_id: int, evidence_id: int) -> HttpResponse:
    """The photograph or file itself."""
    found = access.evidence_of(_seen(request, assessment_id), evidence_id=evidence_id)
    return handed_out(found.file, shown=True)


@signed_in
@require_POST
def evidence_withdrawal(request: SignedInRequest, assessment_id: int, evidence_id: int) -> HttpResponse:
    """Take a photograph or file back."""
    found = _to_fill(request, assessment_id)
    taken = access.evidence_of(found, evidence_id=evidence_id)
    withdraw_evidence(evidence=taken, by=request.user, now=clock.now())
    return _kept(request, found, access.question_of(found, question_id=taken.answer.question_id), None)


@signed_in
@require_http_methods(["GET", "POST"])
def completion(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """What is answered and what is left out, and the step to the result."""
    found = _to_fill(request, assessment_id)
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            operations.finish(assessment=found, by=request.user, now=clock.now())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("diagnosis:detail", found.pk)
    items = items_of(found)
    context = {"assessment": found, "parts": parts_of(items), "progress": progress_of(items), "reasons": reasons}
    return render(request, "diagnosis/completion.html", context, status=422 if reasons else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def withdrawal(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Give up an assessment that was begun."""
    found = _to_fill(request, assessment_id)
    ways = Ways(found)
    if request.method == "POST":
        operations.withdraw(assessment=found, by=request.user, now=clock.now())
        messages.success(request, _("It was given up. Nothing of it counts."))
        return redirect(ways.home)
    return render(request, "diagnosis/withdrawal.html", {"assessment": found, "ways": ways})


def where_to_go_on(assessment: Assessment) -> str:
    """The page of an open assessment on which the next answer is missing."""
    items = items_of(assessment)
    place = next_place(items)
    if assessment.form == Assessment.Form.QUICK:
        return Ways(assessment).question(place or 1)
    if place is None:
        return reverse("diagnosis:completion", args=[assessment.pk])
    return reverse("diagnosis:pillar", args=[assessment.pk, items[place - 1].question.dimension.pillar])


def _seen(request: SignedInRequest, assessment_id: int) -> Assessment:
    return access.assessment_to_see(user=request.user, assessment_id=assessment_id, on=clock.local_day(clock.now()))


def _to_fill(request: SignedInRequest, assessment_id: int) -> Assessment:
    """One that is still open; of a finished one nothing is written any more."""
    found = _seen(request, assessment_id)
    if found.finished_at or found.withdrawn_at:
        raise Http404
    return found


def _pillar(
    request: SignedInRequest,
    assessment: Assessment,
    key: str,
    *,
    refused: Question | None = None,
    form: AnswerForm | FileForm | None = None,
) -> HttpResponse:
    items = items_of(assessment)
    parts = parts_of(items)
    place = next((place for place, part in enumerate(parts) if part.key == key), None)
    if place is None:
        raise Http404
    context = {
        "assessment": assessment,
        "parts": parts,
        "part": parts[place],
        "following": parts[place + 1] if place + 1 < len(parts) else None,
        "progress": progress_of(items),
        "refused": refused,
        "form": form,
    }
    return render(request, "diagnosis/pillar.html", context, status=422 if form and form.errors else 200)


def _kept(
    request: SignedInRequest, assessment: Assessment, asks: Question, form: AnswerForm | FileForm | None
) -> HttpResponse:
    """What stands now behind one question: a fragment, or the page it is on."""
    is_refused = bool(form and form.errors)
    if request.htmx:
        items = items_of(assessment)
        item = next(item for item in items if item.question.pk == asks.pk)
        parts = parts_of(items)
        part = next(part for part in parts if part.key == asks.dimension.pillar)
        context = {
            "assessment": assessment, "item": item, "form": form, "parts": parts, "part": part,
            "progress": progress_of(items), "replaced": True,
        }  # fmt: skip
        return render(request, "diagnosis/_kept.html", context, status=422 if is_refused else 200)
    if is_refused:
        return _pillar(request, assessment, asks.dimension.pillar, refused=asks, form=form)
    page = reverse("diagnosis:pillar", args=[assessment.pk, asks.dimension.pillar])
    return redirect(f"{page}#q{asks.pk}")
