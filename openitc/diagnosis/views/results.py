"""The result of an assessment: page, paper, and an advisor's word on the track."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openitc.diagnosis.access import assessments as access
from openitc.diagnosis.forms.assessments import TrackForm
from openitc.diagnosis.models import Assessment
from openitc.diagnosis.operations.tracks import change_track
from openitc.diagnosis.queries.papers import PAGE, facts_of
from openitc.diagnosis.queries.pictures import picture_of
from openitc.diagnosis.queries.results import later_result, result_of
from openitc.diagnosis.views.assessments import where_to_go_on
from openitc.diagnosis.views.ways import Ways
from openitc.documents.answers import paper
from openitc.documents.typeset import set_in_type
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on


@signed_in
@require_GET
def detail(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """The result; of an open assessment, the page on which it goes on."""
    today = clock.local_day(clock.now())
    found = access.assessment_to_see(user=request.user, assessment_id=assessment_id, on=today)
    if found.withdrawn_at:
        return redirect("diagnosis:list", found.enterprise_id)
    if found.finished_at is None:
        return redirect(where_to_go_on(found))
    advises = found.enterprise is not None and access.advises(request.user, found.enterprise, on=today)
    return shown(request, found, advises=advises)


@signed_in
@require_GET
def result_paper(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """The result on paper."""
    today = clock.local_day(clock.now())
    return paper_of(request, access.assessment_to_see(user=request.user, assessment_id=assessment_id, on=today))


@signed_in
@require_http_methods(["GET", "POST"])
def track(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Name another track than the rule did, and say why."""
    now = clock.now()
    found = access.assessment_to_advise(user=request.user, assessment_id=assessment_id, on=clock.local_day(now))
    if found.finished_at is None:
        raise Http404
    result = result_of(found, with_offers=False)
    form = TrackForm(request.POST or None, initial={"track": result.track})
    if form.is_valid():
        with refusals_on(form):
            change_track(assessment=found, **form.cleaned_data, by=request.user, now=now)
            return redirect("diagnosis:detail", found.pk)
    context = {"assessment": found, "result": result, "form": form}
    return render(request, "diagnosis/track.html", context, status=422 if form.errors else 200)


def shown(request: HttpRequest, assessment: Assessment, *, advises: bool) -> HttpResponse:
    """The page of a result, whoever it belongs to."""
    result = result_of(assessment)
    context = {
        "assessment": assessment,
        "result": result,
        "picture": picture_of(result),
        "later": later_result(assessment),
        "ways": Ways(assessment),
        "advises": advises,
    }
    return render(request, "diagnosis/result.html", context)


def paper_of(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The result as a PDF in the language that is asked for, else in the reader's."""
    if assessment.finished_at is None:
        raise Http404
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        # The paper says of its data what the frame of every page says, by the same context.
        sample = render_to_string("ui/_sample_mark.html", request=request).strip()
        facts = facts_of(result_of(assessment), language=language, sample=sample)
        return paper(
            set_in_type(PAGE, facts), _("result-%(day)s.pdf") % {"day": clock.local_day(assessment.finished_at)}
        )
