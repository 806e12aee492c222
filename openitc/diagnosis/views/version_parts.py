"""Pages on which the parts of a draft are written: one dimension at a time."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openitc.diagnosis.access import versions as access
from openitc.diagnosis.forms.versions import DimensionForm, QuestionForm, RemedyForms, SectorForm
from openitc.diagnosis.models import Dimension, Sector
from openitc.diagnosis.operations import version_parts as operations
from openitc.diagnosis.operations.versions import AlreadyPublished
from openitc.diagnosis.queries import versions as queries
from openitc.diagnosis.queries.drafts import contents_of, dimension_shown
from openitc.diagnosis.queries.words import LEVEL_WORDS
from openitc.diagnosis.views.versions import neighbours
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock


@signed_in
@require_GET
def draft_dimension(request: SignedInRequest, draft_id: int, key: str) -> HttpResponse:
    """One dimension of a draft, each part beside what it was."""
    found = access.dimension_to_write(user=request.user, draft_id=draft_id, key=key, on=clock.local_day(clock.now()))
    draft = found.version
    base = queries.loaded(draft.based_on) if draft.based_on else None
    instrument = queries.loaded(draft)
    contents = contents_of(instrument, base=base)
    context = {
        "version": draft,
        "contents": contents,
        "dimension": dimension_shown(instrument, key, base=base),
        "faults": [fault.text for fault in contents.faults if fault.code == key],
        **neighbours(instrument, key),
    }
    return render(request, "diagnosis/version_draft_dimension.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def draft_question(request: SignedInRequest, draft_id: int, key: str, position: int) -> HttpResponse:
    """The words of one question of a draft."""
    now = clock.now()
    found = access.question_to_write(
        user=request.user, draft_id=draft_id, key=key, position=position, on=clock.local_day(now)
    )
    typed = request.POST if request.method == "POST" else None
    form = QuestionForm(typed, question=found, in_use=queries.question_in_use(found))
    if form.is_valid():
        try:
            operations.change_question(question=found, **form.words, by=request.user, now=now)
        except AlreadyPublished as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, draft_id, key)
    rows = [(LEVEL_WORDS[level], thai, english) for level, thai, english in form.rows]
    return _page(request, "version_question", found.dimension, form, {"question": found, "rows": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def draft_numbers(request: SignedInRequest, draft_id: int, key: str) -> HttpResponse:
    """The names of a dimension, its quick question, its effort, and what it has to do with goals and costs."""
    now = clock.now()
    found = access.dimension_to_write(user=request.user, draft_id=draft_id, key=key, on=clock.local_day(now))
    form = DimensionForm(request.POST if request.method == "POST" else None, dimension=found)
    if form.is_valid():
        try:
            operations.change_dimension(dimension=found, **form.facts, by=request.user, now=now)
        except AlreadyPublished as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, draft_id, key)
    return _page(request, "version_numbers", found, form, {})


@signed_in
@require_http_methods(["GET", "POST"])
def draft_remedies(request: SignedInRequest, draft_id: int, key: str) -> HttpResponse:
    """What helps in a dimension."""
    now = clock.now()
    found = access.dimension_to_write(user=request.user, draft_id=draft_id, key=key, on=clock.local_day(now))
    forms = RemedyForms(request.POST if request.method == "POST" else None, dimension=found)
    reasons: list[str] = []
    if forms.is_valid():
        try:
            operations.change_remedies(dimension=found, remedies=forms.plans, by=request.user, now=now)
        except AlreadyPublished as refusal:
            reasons = [str(refusal)]
        else:
            return _saved(request, draft_id, key)
    context = {"version": found.version, "dimension": found, "forms": forms, "reasons": reasons}
    status = 422 if forms.is_refused or reasons else 200
    return render(request, "diagnosis/version_remedies.html", context, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def draft_sector(request: SignedInRequest, draft_id: int, sector: str) -> HttpResponse:
    """The weights and targets of one sector."""
    now = clock.now()
    found = access.table_to_write(user=request.user, draft_id=draft_id, sector=sector, on=clock.local_day(now))
    dimensions = list(found.version.dimensions.all())
    typed = request.POST if request.method == "POST" else None
    form = SectorForm(typed, table=found, in_use=queries.table_in_use(found), dimensions=dimensions)
    if form.is_valid():
        try:
            operations.change_sector(table=found, **form.numbers, by=request.user, now=now)
        except AlreadyPublished as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved in the draft."))
            return redirect("diagnosis:draft", draft_id)
    context = {"version": found.version, "table": found, "label": Sector.label_of(sector), "form": form}
    return render(request, "diagnosis/version_sector.html", context, status=422 if form.errors else 200)


def _saved(request: SignedInRequest, draft_id: int, key: str) -> HttpResponse:
    messages.success(request, _("Saved in the draft."))
    return redirect("diagnosis:draft-dimension", draft_id, key)


def _page(
    request: SignedInRequest, name: str, dimension: Dimension, form: Form, more: dict[str, object]
) -> HttpResponse:
    context = {"version": dimension.version, "dimension": dimension, "form": form, **more}
    return render(request, f"diagnosis/{name}.html", context, status=422 if form.errors else 200)
