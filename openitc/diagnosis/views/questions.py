"""One question a page: the quick check, whoever makes it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect, push_url

from openitc.diagnosis.forms.assessments import AnswerForm
from openitc.diagnosis.operations import assessments as operations
from openitc.diagnosis.queries.assessments import Item, items_of, next_place, progress_of
from openitc.diagnosis.views.ways import Ways
from openitc.people.access import AnyRequest
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.forms import refusals_on


def asked(request: AnyRequest, ways: Ways, place: int, *, by: User | None) -> HttpResponse:
    """The question at that place, and what is answered to it; then the next one, or the result."""
    assessment = ways.assessment
    if assessment.finished_at or assessment.withdrawn_at:
        return redirect(ways.result)
    items = items_of(assessment)
    if not 1 <= place <= len(items):
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            operations.answer_check(
                assessment=assessment, question=items[place - 1].question, level=form.chosen, by=by, now=clock.now()
            )
            return _next(request, ways, place)
    return _page(request, ways, items, place, form if request.method == "POST" else None)


def _next(request: AnyRequest, ways: Ways, place: int) -> HttpResponse:
    if ways.assessment.finished_at:
        return HttpResponseClientRedirect(ways.result) if request.htmx else redirect(ways.result)
    items = items_of(ways.assessment)
    following = place + 1 if place < len(items) else next_place(items, after=place) or place
    if request.htmx:
        return push_url(_page(request, ways, items, following, None), ways.question(following))
    return redirect(ways.question(following))


def _page(request: AnyRequest, ways: Ways, items: list[Item], place: int, form: AnswerForm | None) -> HttpResponse:
    refused = form is not None and bool(form.errors)
    context = {
        "ways": ways,
        "item": items[place - 1],
        "place": place,
        "items": [(item, ways.question(item.place)) for item in items],
        "progress": progress_of(items),
        "address": ways.question(place),
        "back": ways.question(place - 1) if place > 1 else "",
        "is_last": progress_of(items).answered >= len(items) - 1 and items[place - 1].answer is None,
        "form": form,
    }
    template = "diagnosis/question.html#question" if request.htmx else "diagnosis/question.html"
    return render(request, template, context, status=422 if refused else 200)
