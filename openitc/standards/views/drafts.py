"""The next editions: what is written, what waits, what is to be looked up again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.centers.access import let_administrators_only, standing_of
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused
from openitc.standards.access import editions as access
from openitc.standards.forms.editions import FactsForm, MethodForm, NewStandardForm, ReasonForm, with_method
from openitc.standards.models import Edition
from openitc.standards.operations import catalogue, editions, standards
from openitc.standards.queries import drafts as queries
from openitc.standards.queries.editions import plan_of
from openitc.standards.rules.editions import fingerprint


@signed_in
@require_GET
def drafts(request: SignedInRequest) -> HttpResponse:
    """What waits for approval, what is being written, what no source confirms yet, what is stale."""
    today = clock.local_day(clock.now())
    standing = access.let_writers_only(request.user, on=today)
    context = {
        "work": queries.work_on_standards(request.user, on=today),
        "approves": access.approves_standards(standing),
        "administers": standing.administrator,
    }
    return render(request, "standards/drafts.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_standard(request: SignedInRequest) -> HttpResponse:
    """Add a standard with the draft of its first edition."""
    now = clock.now()
    access.let_writers_only(request.user, on=clock.local_day(now))
    form = NewStandardForm(request.POST or None, standard=None, initial={"checked_on": clock.local_day(now)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = standards.add_standard(**form.names(), plan=form.plan(), by=request.user, now=now)
            return redirect("standards:draft", draft.pk)
    return render(request, "standards/new.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_POST
def new_draft(request: SignedInRequest, key: str) -> HttpResponse:
    """Begin the next edition of a standard."""
    now = clock.now()
    standard = access.standard_to_write(user=request.user, key=key, on=clock.local_day(now))
    try:
        draft = editions.begin_draft(standard=standard, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("standards:drafts")
    return redirect("standards:draft-facts", draft.pk)


@signed_in
@require_POST
def look_up(request: SignedInRequest, key: str) -> HttpResponse:
    """Say that the source was read today and says the same."""
    now = clock.now()
    standard = access.standard_to_write(user=request.user, key=key, on=clock.local_day(now))
    try:
        draft = editions.look_up_again(standard=standard, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("standards:detail", key)
    messages.success(request, _("Thank you. It counts as soon as a second person has approved it."))
    return redirect("standards:draft", draft.pk)


@signed_in
@require_GET
def draft(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """A draft beside what stands: what would change, its tests, and what is to be done with it."""
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(clock.now()))
    return _draft(request, found)


def _draft(
    request: SignedInRequest, found: Edition, *, refusal: Refused | None = None, reason: ReasonForm | None = None
) -> HttpResponse:
    today = clock.local_day(clock.now())
    standing = standing_of(request.user, on=today)
    context = {
        "page": queries.draft_page(found),
        "edition": found,
        "standard": found.standard,
        "approves": access.approves_standards(standing) and found.drafted_by_id not in {None, request.user.pk},
        "own": found.drafted_by_id == request.user.pk,
        "reason": reason or ReasonForm(),
        "reasons": [row.text for row in refusal.reasons] if refusal else [],
    }
    return render(request, "standards/draft.html", context, status=422 if refusal or reason else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def draft_facts(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Write what a draft says."""
    now = clock.now()
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    plan = plan_of(found)
    initial = FactsForm.initial_of(plan, fingerprint(plan))
    form = FactsForm(request.POST or None, standard=found.standard, initial=initial)
    if request.method == "POST" and form.is_valid():
        changed, read = form.plan(plan.methods), request.POST.get("read", "")
        with refusals_on(form):
            editions.change_draft(edition=found, plan=changed, read=read, by=request.user, now=now)
            messages.success(request, _("The draft was saved."))
            return redirect("standards:draft", found.pk)
    context = {"form": form, "edition": found, "standard": found.standard}
    return render(request, "standards/facts.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def new_test(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Let a draft ask for one more test."""
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(clock.now()))
    return _test(request, found, None)


@signed_in
@require_http_methods(["GET", "POST"])
def test(request: SignedInRequest, draft_id: int, key: str) -> HttpResponse:
    """Change a test of a draft."""
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(clock.now()))
    return _test(request, found, access.test_to_write(found, key=key).key)


def _test(request: SignedInRequest, found: Edition, key: str | None) -> HttpResponse:
    plan = plan_of(found)
    methods = {row.key: row for row in plan.methods}
    read = fingerprint(plan)
    initial = MethodForm.initial_of(methods[key], read) if key else {"read": read}
    form = MethodForm(request.POST or None, initial=initial, taken=set(methods) - {key})
    if request.method == "POST" and form.is_valid():
        changed, read = with_method(plan, form.method(), instead_of=key), request.POST.get("read", "")
        with refusals_on(form):
            editions.change_draft(edition=found, plan=changed, read=read, by=request.user, now=clock.now())
            return redirect("standards:draft", found.pk)
    context = {"form": form, "edition": found, "standard": found.standard, "key": key}
    return render(request, "standards/test.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def test_removal(request: SignedInRequest, draft_id: int, key: str) -> HttpResponse:
    """Let a draft ask for a test no more."""
    now = clock.now()
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    key, plan = access.test_to_write(found, key=key).key, plan_of(found)
    try:
        changed = with_method(plan, None, instead_of=key)
        editions.change_draft(edition=found, plan=changed, read=fingerprint(plan), by=request.user, now=now)
    except Refused as refusal:
        return _draft(request, found, refusal=refusal)
    return redirect("standards:draft", found.pk)


@signed_in
@require_POST
def submission(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Ask a second person to approve the draft."""
    now = clock.now()
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    try:
        editions.hand_in(edition=found, by=request.user, now=now)
    except Refused as refusal:
        return _draft(request, found, refusal=refusal)
    messages.success(request, _("Handed in. Those who may approve it were told."))
    return redirect("standards:draft", found.pk)


@signed_in
@require_POST
def approval(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Let the draft be what is asked from now on."""
    now = clock.now()
    found = access.draft_to_approve(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    try:
        editions.approve(edition=found, read=request.POST.get("read", ""), by=request.user, now=now)
    except Refused as refusal:
        return _draft(request, found, refusal=refusal)
    text = _("Edition %(number)s stands from now on. Cases keep the edition they were told.")
    messages.success(request, text % {"number": found.number})
    return redirect("standards:detail", found.standard.key)


@signed_in
@require_POST
def sending_back(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Return the draft to who wrote it."""
    now = clock.now()
    found = access.draft_to_approve(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            editions.send_back(edition=found, reason=form.cleaned_data["reason"], by=request.user, now=now)
            messages.success(request, _("The draft went back, with what you wrote."))
            return redirect("standards:drafts")
    return _draft(request, found, reason=form)


@signed_in
@require_POST
def removal(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Throw a draft away."""
    now = clock.now()
    found = access.draft_to_write(user=request.user, draft_id=draft_id, on=clock.local_day(now))
    try:
        editions.remove_draft(edition=found, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The draft was removed. What stands is as it was."))
    return redirect("standards:drafts")


@signed_in
@require_http_methods(["GET", "POST"])
def retirement(request: SignedInRequest, key: str) -> HttpResponse:
    """Let nobody be asked for a standard any more."""
    now = clock.now()
    found = access.standard_to_retire(user=request.user, key=key, on=clock.local_day(now))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            standards.retire(standard=found, reason=form.cleaned_data["reason"], by=request.user, now=now)
            return redirect("standards:detail", key)
    return render(
        request, "standards/retirement.html", {"standard": found, "form": form}, status=422 if form.errors else 200
    )


@signed_in
@require_POST
def return_(request: SignedInRequest, key: str) -> HttpResponse:
    """Let a retired standard be asked for again."""
    now = clock.now()
    found = access.standard_to_retire(user=request.user, key=key, on=clock.local_day(now))
    standards.bring_back(standard=found, by=request.user, now=now)
    return redirect("standards:detail", key)


@signed_in
@require_POST
def program_catalogue(request: SignedInRequest) -> HttpResponse:
    """Load the catalogue that comes with the program."""
    now = clock.now()
    let_administrators_only(request.user, on=clock.local_day(now))
    brought = catalogue.load_catalogue(by=request.user, now=now)
    added = ngettext("%(count)s standard was added", "%(count)s standards were added", brought.added) % {
        "count": brought.added
    }
    told = {"added": added, "renewed": brought.renewed, "kept": brought.kept}
    messages.success(request, _("%(added)s; renewed: %(renewed)s; kept as the network wrote them: %(kept)s.") % told)
    return redirect("standards:drafts")
