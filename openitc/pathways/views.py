"""Pages of pathways: reading them, and writing them without a line of code."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.pathways import access, operations, queries
from openitc.pathways.forms import HomeForm, NewPathwayForm, PathwayForm, StepForms
from openitc.pathways.models import Pathway, Step, Version
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.paging import page_of
from openitc.shared.refusals import Refused


@require_GET
def pathways(request: HttpRequest) -> HttpResponse:
    """Every pathway that is offered, by kind of product, and those the person is still writing."""
    on = clock.local_day(clock.now())
    page = page_of(queries.published_versions(), request)
    context = {
        "page": page,
        "cards": [queries.card_of(version) for version in page.object_list],
        "drafts": queries.drafts_among(access.pathways_written_by(request.user, on=on)),
        "may_start": request.user.is_authenticated and access.starts_pathways(request.user, on=on),
    }
    return render(request, "pathways/list.html", context)


@require_GET
def pathway(request: HttpRequest, code: str) -> HttpResponse:
    """A pathway: the version that new cases start with."""
    found = access.pathway_to_see(user=request.user, code=code, on=clock.local_day(clock.now()))
    latest = queries.latest_published(found)
    if latest is None:
        return redirect("pathways:draft", found.code)
    return _shown(request, found, latest)


@require_GET
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One published version of a pathway."""
    found = access.pathway_to_see(user=request.user, code=code, on=clock.local_day(clock.now()))
    return _shown(request, found, get_object_or_404(queries.history_of_versions(found), number=number))


def _shown(request: HttpRequest, found: Pathway, shown: Version) -> HttpResponse:
    on = clock.local_day(clock.now())
    plans = queries.plans_of(shown)
    check = queries.check_of(plans)
    user = request.user
    context = {
        "pathway": found,
        "version": shown,
        "versions": queries.history_of_versions(found),
        "steps": queries.shown_steps(plans, check),
        "card": queries.card_of(queries.whole(shown)),
        "writes": access.writes(user, found, on=on),
        "draft": queries.draft_of(found),
        "homes": user.is_authenticated and access.homes_for_new_pathways(user, on=on).exists(),
    }
    return render(request, "pathways/detail.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_pathway(request: SignedInRequest) -> HttpResponse:
    """Begin a pathway of a center, or of the whole network."""
    now = clock.now()
    on = clock.local_day(now)
    homes = access.homes_to_start_at(request.user, on=on)
    network = access.starts_network_pathways(request.user, on=on)
    form = NewPathwayForm(request.POST or None, homes=homes, network=network)
    if form.is_valid():
        begun = operations.start_pathway(**form.facts, center=form.cleaned_data["center"], by=request.user, now=now)
        return redirect("pathways:draft", begun.pathway.code)
    return render(request, "pathways/new.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def description(request: SignedInRequest, code: str) -> HttpResponse:
    """What a pathway is called and for whom it is."""
    now = clock.now()
    found = access.pathway_to_write(user=request.user, code=code, on=clock.local_day(now))
    known = {name: getattr(found, name) for name in ("name_th", "name_en", "description_th", "description_en")}
    form = PathwayForm(request.POST or None, initial=known | {"industry": next(iter(found.isic), "")})
    if form.is_valid():
        operations.describe_pathway(pathway=found, **form.facts, by=request.user, now=now)
        messages.success(request, _("What you changed was saved."))
        return redirect("pathways:detail", found.code)
    context = {"pathway": found, "form": form}
    return render(request, "pathways/description.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def clones(request: SignedInRequest, code: str) -> HttpResponse:
    """Take a pathway over into a center, to adapt it there."""
    now = clock.now()
    on = clock.local_day(now)
    found = access.pathway_to_see(user=request.user, code=code, on=on)
    latest = queries.latest_published(found)
    if latest is None:
        raise Http404
    form = HomeForm(request.POST or None, homes=access.homes_to_start_at(request.user, on=on))
    if form.is_valid():
        begun = operations.clone_pathway(version=latest, center=form.cleaned_data["center"], by=request.user, now=now)
        messages.success(request, _("This copy is your center's own. Adapt its steps, then publish it."))
        return redirect("pathways:draft", begun.pathway.code)
    context = {"pathway": found, "form": form}
    return render(request, "pathways/clone.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def retirement(request: SignedInRequest, code: str) -> HttpResponse:
    """Offer a pathway no more."""
    now = clock.now()
    found = access.pathway_to_write(user=request.user, code=code, on=clock.local_day(now))
    if request.method == "POST":
        try:
            operations.retire_pathway(pathway=found, by=request.user, now=now)
        except operations.PathwayRetired as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The pathway is not offered any more."))
        return redirect("pathways:detail", found.code)
    return render(request, "pathways/retirement.html", {"pathway": found})


@signed_in
@require_POST
def return_to_offer(request: SignedInRequest, code: str) -> HttpResponse:
    """Offer a retired pathway again."""
    now = clock.now()
    found = access.pathway_to_write(user=request.user, code=code, on=clock.local_day(now))
    operations.bring_back_pathway(pathway=found, by=request.user, now=now)
    messages.success(request, _("The pathway is offered again."))
    return redirect("pathways:detail", found.code)


@signed_in
@require_POST
def drafts(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin the next version as a copy of the latest, or go on with the draft there is."""
    now = clock.now()
    found = access.pathway_to_write(user=request.user, code=code, on=clock.local_day(now))
    try:
        operations.draft_new_version(pathway=found, by=request.user, now=now)
    except operations.DraftExists as refusal:
        messages.info(request, str(refusal))
    except operations.PathwayRetired as refusal:
        messages.error(request, str(refusal))
        return redirect("pathways:detail", found.code)
    return redirect("pathways:draft", found.code)


@signed_in
@require_GET
def draft(request: SignedInRequest, code: str) -> HttpResponse:
    """The draft of a pathway: its line, its steps, and whether it can be planned."""
    found = access.draft_to_write(user=request.user, code=code, on=clock.local_day(clock.now()))
    return _draft(request, found)


def _draft(request: SignedInRequest, found: Version, *, refusal: Refused | None = None) -> HttpResponse:
    plans = queries.plans_of(found)
    check = queries.check_of(plans)
    context = {
        "pathway": found.pathway,
        "version": found,
        "steps": queries.shown_steps(plans, check),
        "check": check,
        "reasons": [str(reason.text) for reason in refusal.reasons] if refusal else [],
        "published_before": found.number > 1,
    }
    return render(request, "pathways/draft.html", context, status=422 if refusal else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def draft_removal(request: SignedInRequest, code: str) -> HttpResponse:
    """Throw the draft away."""
    now = clock.now()
    found = access.draft_to_write(user=request.user, code=code, on=clock.local_day(now))
    if request.method == "GET":
        return render(request, "pathways/draft_removal.html", {"pathway": found.pathway, "version": found})
    try:
        operations.discard_draft(version=found, by=request.user, now=now)
    except Refused as refusal:
        return _draft(request, found, refusal=refusal)
    messages.success(request, _("The draft was discarded. What was published stays as it is."))
    return redirect("pathways:detail", code)


@signed_in
@require_POST
def publication(request: SignedInRequest, code: str) -> HttpResponse:
    """Let new cases start with the draft."""
    now = clock.now()
    found = access.draft_to_write(user=request.user, code=code, on=clock.local_day(now))
    try:
        operations.publish(version=found, by=request.user, now=now)
    except Refused as refusal:
        return _draft(request, found, refusal=refusal)
    messages.success(request, _("Published. New cases start with this version."))
    return redirect("pathways:detail", code)


@signed_in
@require_http_methods(["GET", "POST"])
def new_step(request: SignedInRequest, code: str) -> HttpResponse:
    """Add a step to the draft."""
    found = access.draft_to_write(user=request.user, code=code, on=clock.local_day(clock.now()))
    return _step(request, found, step=None)


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, code: str, key: str) -> HttpResponse:
    """Change a step of the draft."""
    found = access.step_to_write(user=request.user, code=code, key=key, on=clock.local_day(clock.now()))
    return _step(request, found.version, step=found)


def _step(request: SignedInRequest, found: Version, *, step: Step | None) -> HttpResponse:
    now = clock.now()
    others = list(queries.steps_of(found))
    forms = StepForms(request.POST if request.method == "POST" else None, others=others, step=step)
    reasons: tuple[object, ...] = ()
    if forms.is_valid():
        try:
            if step is None:
                operations.add_step(version=found, plan=forms.plan, by=request.user, now=now)
            else:
                operations.change_step(step=step, plan=forms.plan, by=request.user, now=now)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("pathways:draft", found.pathway.code)
    context = {"pathway": found.pathway, "step": step, "forms": forms, "reasons": reasons}
    return render(request, "pathways/step.html", context, status=422 if forms.is_refused or reasons else 200)


@signed_in
@require_POST
def position(request: SignedInRequest, code: str, key: str) -> HttpResponse:
    """Move a step one place up or down the line."""
    now = clock.now()
    found = access.step_to_write(user=request.user, code=code, key=key, on=clock.local_day(now))
    operations.move_step(step=found, places=-1 if "up" in request.POST else 1, by=request.user, now=now)
    return redirect("pathways:draft", code)


@signed_in
@require_http_methods(["GET", "POST"])
def step_removal(request: SignedInRequest, code: str, key: str) -> HttpResponse:
    """Take a step out of the draft."""
    now = clock.now()
    found = access.step_to_write(user=request.user, code=code, key=key, on=clock.local_day(now))
    if request.method == "GET":
        return render(request, "pathways/step_removal.html", {"pathway": found.version.pathway, "step": found})
    operations.remove_step(step=found, by=request.user, now=now)
    messages.success(request, _("“%(step)s” was removed.") % {"step": found.name})
    return redirect("pathways:draft", code)
