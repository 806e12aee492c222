"""Pages of the instrument's versions: what is asked, and by whom the next questions are written."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.centers.access import standing_of
from openitc.diagnosis.access import versions as access
from openitc.diagnosis.forms.versions import DraftHomeForm, NoteForm
from openitc.diagnosis.models import Version
from openitc.diagnosis.operations import versions as operations
from openitc.diagnosis.queries import versions as queries
from openitc.diagnosis.queries.drafts import contents_of, dimension_shown, draft_contents
from openitc.diagnosis.queries.instrument_words import names_of
from openitc.diagnosis.queries.version_changes import differences_of, effect_shown
from openitc.diagnosis.rules.instrument import DIMENSIONS, Instrument
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_GET
def versions(request: SignedInRequest) -> HttpResponse:
    """Every version that was ever asked, and the drafts that the person may see."""
    on = clock.local_day(clock.now())
    context = {
        "versions": queries.published_versions().select_related("center", "drafted_by", "published_by"),
        "drafts": access.drafts_written_by(request.user, on=on),
        "may_draft": access.drafts_anywhere(standing_of(request.user, on=on)),
    }
    return render(request, "diagnosis/versions.html", context)


@signed_in
@require_GET
def version(request: SignedInRequest, number: int) -> HttpResponse:
    """One version: its dimensions and questions, or everything on one page to print."""
    found = access.published_version(number=number)
    instrument = queries.loaded(found)
    earlier = queries.loaded(found.based_on) if found.based_on else None
    contents = contents_of(instrument, base=earlier)
    whole = "whole" in request.GET
    context = {
        "version": found,
        "newest": queries.newest_version(),
        "contents": contents,
        "places": differences_of(contents),
        "dimensions": [dimension_shown(instrument, key) for key in DIMENSIONS] if whole else [],
    }
    return render(request, "diagnosis/version.html", context)


@signed_in
@require_GET
def version_dimension(request: SignedInRequest, number: int, key: str) -> HttpResponse:
    """One dimension of a version: its questions with their answers, its numbers, and what helps."""
    found = access.published_version(number=number)
    if key not in DIMENSIONS:
        raise Http404
    instrument = queries.loaded(found)
    context = {
        "version": found,
        "contents": contents_of(instrument),
        "dimension": dimension_shown(instrument, key),
        **neighbours(instrument, key),
    }
    return render(request, "diagnosis/version_dimension.html", context)


def neighbours(instrument: Instrument, key: str) -> dict[str, tuple[str, str] | None]:
    """The dimensions before and after, each with its name."""
    names = names_of(instrument)
    here = DIMENSIONS.index(key)
    found = {"before": DIMENSIONS[max(here - 1, 0) : here], "after": DIMENSIONS[here + 1 : here + 2]}
    return {side: (keys[0], names[keys[0]]) if keys else None for side, keys in found.items()}


@signed_in
@require_http_methods(["GET", "POST"])
def new_draft(request: SignedInRequest) -> HttpResponse:
    """Begin a draft of the next version."""
    now = clock.now()
    on = clock.local_day(now)
    homes = access.homes_for_drafts(request.user, on=on)
    form = DraftHomeForm(request.POST or None, homes=homes, network=access.publishes(request.user, on=on))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            begun = operations.draft_version(center=form.cleaned_data["center"], by=request.user, now=now)
            return redirect("diagnosis:draft", begun.pk)
    context = {"form": form, "newest": queries.newest_version()}
    return render(request, "diagnosis/version_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def draft(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """A draft: what it changes, what is missing, and the way to each of its parts."""
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(clock.now()))
    return _draft(request, found, NoteForm(initial={"note": found.note}))


def _draft(request: SignedInRequest, found: Version, form: NoteForm, refusal: Refused | None = None) -> HttpResponse:
    context = {
        "version": found,
        "contents": draft_contents(found),
        "newest": queries.newest_version(),
        "form": form,
        "publishes": access.publishes(request.user, on=clock.local_day(clock.now())),
        "reasons": [reason.text for reason in refusal.reasons] if refusal else [],
    }
    return render(request, "diagnosis/version_draft.html", context, status=422 if form.errors or refusal else 200)


@signed_in
@require_POST
def draft_note(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Keep what the draft changes, in the words of who writes it."""
    now = clock.now()
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    form = NoteForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            operations.describe_draft(version=found, note=form.cleaned_data["note"], by=request.user, now=now)
            messages.success(request, _("What you wrote was saved."))
            return redirect("diagnosis:draft", found.pk)
    return _draft(request, found, form)


@signed_in
@require_POST
def draft_update(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Lay the draft's changes on the version that was published meanwhile."""
    now = clock.now()
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    try:
        operations.bring_up_to_date(version=found, by=request.user, now=now)
    except operations.AlreadyPublished as refusal:
        messages.error(request, str(refusal))
        return redirect("diagnosis:versions")
    messages.success(request, _("Your changes now stand on the newest version."))
    return redirect("diagnosis:draft", found.pk)


@signed_in
@require_POST
def draft_offer(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Ask the administrators to publish the draft."""
    now = clock.now()
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    try:
        operations.offer_draft(version=found, by=request.user, now=now)
    except operations.AlreadyPublished as refusal:
        messages.error(request, str(refusal))
        return redirect("diagnosis:versions")
    except Refused as refusal:
        return _draft(request, found, NoteForm(initial={"note": found.note}), refusal)
    messages.success(request, _("The administrators were told. You will hear when it is published."))
    return redirect("diagnosis:draft", found.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def draft_removal(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Throw the draft away."""
    now = clock.now()
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    if request.method == "GET":
        context = {"version": found, "contents": draft_contents(found)}
        return render(request, "diagnosis/version_removal.html", context)
    try:
        operations.remove_draft(version=found, by=request.user, now=now)
    except operations.AlreadyPublished as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The draft was removed. What is in use stays as it is."))
    return redirect("diagnosis:versions")


@signed_in
@require_GET
def draft_changes(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """What the draft would change: words and numbers side by side, and its effect on real assessments."""
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(clock.now()))
    return _changes(request, found)


def _changes(request: SignedInRequest, found: Version, refusal: Refused | None = None) -> HttpResponse:
    publishes = access.publishes(request.user, on=clock.local_day(clock.now()))
    newest = queries.newest_version()
    in_use = queries.loaded(newest)
    wanted = queries.would_be_published(found, newest)
    contents = contents_of(wanted, base=in_use)
    center = None if publishes else found.center
    counted, effect = effect_shown(center=center, before=in_use, after=wanted)
    context = {
        "version": found,
        "newest": newest,
        "contents": contents,
        "read": queries.fingerprint_of(found),
        "places": differences_of(contents),
        "counted": counted,
        "effect": effect,
        "center": center,
        "publishes": publishes,
        "reasons": [reason.text for reason in refusal.reasons] if refusal else [],
    }
    return render(request, "diagnosis/version_changes.html", context, status=422 if refusal else 200)


@signed_in
@require_POST
def draft_publication(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Let new assessments ask the draft."""
    now = clock.now()
    found = access.draft_to_publish(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    try:
        published = operations.publish_version(
            version=found, read=request.POST.get("read", ""), by=request.user, now=now
        )
    except operations.AlreadyPublished as refusal:
        messages.error(request, str(refusal))
        return redirect("diagnosis:versions")
    except Refused as refusal:
        return _changes(request, found, refusal)
    text = _("Version %(number)s is published. New assessments ask its questions; old results stay as they are.")
    messages.success(request, text % {"number": published.number})
    return redirect("diagnosis:version", published.number)
