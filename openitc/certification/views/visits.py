"""The two doors to a laboratory request: an account, or the secret link of a laboratory that has none."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import wraps

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from openitc.cases.queries import round_of
from openitc.certification.access import laboratory as access
from openitc.certification.access import links
from openitc.certification.forms.laboratory import CustodyForm, ResultForm, WhyForm
from openitc.certification.forms.lots import ReasonForm
from openitc.certification.models import LabRequest
from openitc.certification.queries.failures import failure_of
from openitc.certification.queries.laboratory import SampleRow, Step, page_of
from openitc.certification.queries.requests import whole
from openitc.documents.answers import kept_private
from openitc.people.access import SignedInRequest, signed_in
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.forms import refusals_on

COOKIE_KEPT = timedelta(days=400)
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody at the page of a request: with an account, or by the link; `root` is the address of the page."""

    request: LabRequest
    user: User | None
    root: str
    now: datetime
    sees_case: bool = False
    answers: bool = True
    verifies: bool = False

    @property
    def name(self) -> str:
        """Who it is, where an account tells; else who last answered by the link."""
        return str(self.user) if self.user else ""


def by_link(view: View) -> View:
    """Let in the browser that opened the link; for everybody else the link opens nothing, whatever is wrong with it."""

    @wraps(view)
    def guarded(request: HttpRequest, secret: str, **rest: int) -> HttpResponseBase:
        now, key = clock.now(), request.COOKIES.get(links.COOKIE, "")
        found = links.request_opened(secret=secret, key=key, now=now)
        if found is None:
            return _unopened(request, secret, now)
        asked = whole(LabRequest.objects.filter(pk=found.pk)).get()
        root = reverse("certification:lab-link", args=[secret])
        return kept_private(view(request, Visit(request=asked, user=None, root=root, now=now), **rest))

    return guarded


def by_account(view: View) -> View:
    """Let in whoever may see the request; for everybody else there is none."""

    @wraps(view)
    def guarded(request: SignedInRequest, number: str, **rest: int) -> HttpResponseBase:
        now = clock.now()
        sight = access.request_to_see(user=request.user, number=number, on=clock.local_day(now))
        visit = Visit(
            request=sight.request,
            user=request.user,
            root=reverse("certification:lab-request", args=[sight.request.number]),
            now=now,
            sees_case=sight.sees_case,
            answers=sight.answers,
            verifies=sight.verifies,
        )
        return kept_private(view(request, visit, **rest))

    return signed_in(guarded)


def shown(request: HttpRequest, visit: Visit, **typed: Form) -> HttpResponse:
    """The page; `typed` are forms with what stands in the way, by their names on the page."""
    asked = visit.request
    told = page_of(asked, answers=visit.answers, asks=visit.sees_case, now=visit.now)
    initial = {"name": visit.name}
    steps = [(step, typed.get(f"custody-{step.kind}") or _custody(step, told.samples, initial)) for step in told.steps]
    tests = [
        (row, typed.get(f"result-{row.test.pk}") or ResultForm(test=row.test, again=row.again, initial=initial))
        for row in told.tests
    ]
    if visit.user is None:
        for form in (*(form for _step, form in steps), *(form for _row, form in tests)):
            form.fields["name"].required = True  # so that its label does not say that it may stay blank
    context = {
        "told": told,
        "asked": asked,
        "visit": visit,
        "root": visit.root,
        "steps": steps,
        "tests": tests,
        "returning": typed.get("returning") or ReasonForm(),
        "another": typed.get("another") or WhyForm(),
        "failure": failure_of(asked, current_round=round_of(asked.case)) if visit.sees_case else None,
        "refused": list(typed.values()),
    }
    return render(request, "certification/lab_request.html", context, status=422 if typed else 200)


def done(
    request: HttpRequest, visit: Visit, form: Form, write: Callable[[], object], *, said: str, name: str
) -> HttpResponse:
    """Write, and go back to the page; or show what stands in the way at its field."""
    if form.is_valid():
        with refusals_on(form):
            write()
            messages.success(request, said)
            return redirect(visit.root)
    again = whole(LabRequest.objects.filter(pk=visit.request.pk)).get()
    return shown(request, replace(visit, request=again), **{name: form})


def nothing(request: HttpRequest, root: str) -> HttpResponse:
    """The one page of every link that opens nothing: guessed, used, forwarded, expired or withdrawn."""
    return kept_private(render(request, "certification/lab_nothing.html", {"root": root}, status=404))


def _unopened(request: HttpRequest, secret: str, now: datetime) -> HttpResponse:
    """The door of a link that nobody has opened yet: it tells that it is one, and nothing else."""
    root = reverse("certification:lab-link", args=[secret])
    found = links.request_behind(secret, now=now)
    if found is None or found.browser_hash or request.path != root or request.method not in {"GET", "HEAD"}:
        return nothing(request, root)
    return kept_private(render(request, "certification/lab_door.html", {"root": root}))


def _custody(step: Step, rows: list[SampleRow], initial: dict[str, str]) -> CustodyForm:
    """What happens to the samples next, all of them ticked: most often they go together."""
    chosen: dict[str, object] = {"samples": [sample.pk for sample in step.samples], "kind": step.kind, **initial}
    form = CustodyForm(initial=chosen, samples=[row.sample for row in rows], auto_id=f"{step.kind}-%s")
    form.fields["condition"].required = step.kind == "received"  # so that its label does not say that it may stay blank
    return form
