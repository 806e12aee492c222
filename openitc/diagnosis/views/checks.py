"""The quick check for anyone: begun without an account, taken up again by a secret that only the browser keeps."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openitc.diagnosis.access import assessments as doors
from openitc.diagnosis.forms.assessments import AboutForm, ClaimForm
from openitc.diagnosis.models import Assessment
from openitc.diagnosis.operations import assessments as operations
from openitc.diagnosis.queries.assessments import items_of, next_place, open_checks_of, progress_of
from openitc.diagnosis.views.questions import asked
from openitc.diagnosis.views.results import paper_of, shown
from openitc.diagnosis.views.ways import Ways
from openitc.enterprises.models import Enterprise
from openitc.people.access import AnyRequest, SignedInRequest, signed_in
from openitc.people.models import User
from openitc.shared import clock, ids
from openitc.shared.forms import refusals_on

COOKIE = "check"
KEPT_SECONDS = 90 * 24 * 3600


@require_http_methods(["GET", "POST"])
def check(request: AnyRequest) -> HttpResponse:
    """What the check is, what is asked first, and where one left it; who acts for one enterprise begins there."""
    now = clock.now()
    running = doors.check_of_secret(request.COOKIES.get(COOKIE))
    own = _own_enterprises(request)
    if len(own) == 1 and (running is None or request.method == "POST"):
        return redirect("diagnosis:new", own[0].pk, Assessment.Form.QUICK)
    form = AboutForm(request.POST or None)
    if form.is_valid():
        secret = ids.secret()
        with refusals_on(form):
            begun = operations.begin(
                enterprise=None,
                form=Assessment.Form.QUICK,
                about=form.about(),
                secret_hash=ids.digest(secret),
                instead_of=running,
                by=None,
                now=now,
            )
            return _remembering(redirect(Ways(begun).question(1)), secret)
    items = items_of(running) if running else []
    context = {
        "form": form,
        "running": running,
        "progress": progress_of(items),
        "go_on": Ways(running).question(next_place(items) or 1) if running and not running.finished_at else "",
        "own": open_checks_of(own),
    }
    return render(request, "diagnosis/check.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def check_question(request: AnyRequest, place: int) -> HttpResponse:
    """One question of a stranger's check."""
    return asked(request, Ways(_own(request)), place, by=None)


@require_GET
def check_result(request: AnyRequest) -> HttpResponse:
    """What a stranger's check came to."""
    found = _own(request)
    if found.finished_at is None:
        return redirect(Ways(found).question(next_place(items_of(found)) or 1))
    return shown(request, found, advises=False)


@require_GET
def check_paper(request: AnyRequest) -> HttpResponse:
    """The same on paper."""
    return paper_of(request, _own(request))


@require_http_methods(["GET", "POST"])
def check_withdrawal(request: AnyRequest) -> HttpResponse:
    """Forget the check in this browser: who uses a shared telephone leaves nothing behind."""
    found = _own(request)
    if request.method == "GET":
        return render(request, "diagnosis/withdrawal.html", {"assessment": found, "ways": Ways(found)})
    if found.finished_at is None:
        operations.withdraw(assessment=found, by=None, now=clock.now())
    messages.success(request, _("This browser has forgotten the check."))
    answer = redirect("diagnosis:check")
    answer.delete_cookie(COOKIE)
    return answer


@signed_in
@require_http_methods(["GET", "POST"])
def claim(request: SignedInRequest) -> HttpResponse:
    """Make the check in this browser that of an enterprise of one's own."""
    now = clock.now()
    found = doors.check_of_secret(request.COOKIES.get(COOKIE))
    if found is None:
        return redirect("diagnosis:check")
    own = doors.own_enterprises(request.user, on=clock.local_day(now))
    form = ClaimForm(request.POST or None, enterprises=own, initial={"enterprise": own.first()})
    if form.is_valid():
        with refusals_on(form):
            claimed = operations.claim(
                assessment=found, enterprise=form.cleaned_data["enterprise"], by=request.user, now=now
            )
            messages.success(request, _("The check now belongs to your enterprise."))
            answer = redirect(Ways(claimed).result)
            answer.delete_cookie(COOKIE)
            return answer
    context = {"form": form, "own": own, "assessment": found}
    return render(request, "diagnosis/claim.html", context, status=422 if form.errors else 200)


def _own_enterprises(request: AnyRequest) -> list[Enterprise]:
    user = request.user
    return list(doors.own_enterprises(user, on=clock.local_day(clock.now()))) if isinstance(user, User) else []


def _own(request: HttpRequest) -> Assessment:
    return doors.check_to_fill(request.COOKIES.get(COOKIE))


def _remembering(answer: HttpResponse, secret: str) -> HttpResponse:
    answer.set_cookie(
        COOKIE, secret, max_age=KEPT_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer
