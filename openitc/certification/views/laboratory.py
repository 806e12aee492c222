"""What a laboratory does on its one page: receive, take into test, enter. Both doors lead to the same views."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openitc.certification.access import laboratory as access
from openitc.certification.access import links
from openitc.certification.forms.laboratory import CustodyForm, ResultForm
from openitc.certification.operations import custody as of_custody
from openitc.certification.operations import links as of_links
from openitc.certification.operations import results
from openitc.certification.rules.laboratory import SENDERS_KINDS
from openitc.certification.views.visits import COOKIE_KEPT, Visit, done, nothing, shown
from openitc.documents.answers import kept_private
from openitc.people.models import User
from openitc.shared import clock


@require_safe
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The request, its samples and tests, and what the reader can do next."""
    return shown(request, visit)


@require_POST
def custody(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep what happened to samples; who asked may keep only that they were sent or lost."""
    form = CustodyForm(request.POST, samples=list(visit.request.samples.all()))
    kind = request.POST.get("kind", "")
    if not visit.answers and kind not in SENDERS_KINDS:
        raise PermissionDenied

    def write() -> None:
        name = visit.name or form.cleaned_data["name"]
        facts = {**form.cleaned_data, "name": name}
        of_custody.add_custody(request=visit.request, **facts, by=visit.user, now=visit.now)

    return done(request, visit, form, write, said=_("The chain of custody is kept."), name=f"custody-{kind}")


@require_POST
def result(request: HttpRequest, visit: Visit, test_id: int) -> HttpResponse:
    """Enter what was found."""
    if not visit.answers:
        raise PermissionDenied
    test = access.asked_test(visit.request, test_id=test_id)
    form = ResultForm(request.POST, test=test)

    def write() -> None:
        facts = {**form.cleaned_data, "name": visit.name or form.cleaned_data["name"]}
        results.enter_result(test=test, **facts, by=visit.user, now=visit.now)

    said = _("The result is entered. A second person verifies it now.")
    return done(request, visit, form, write, said=said, name=f"result-{test.pk}")


@require_POST
def opening(request: HttpRequest, secret: str) -> HttpResponse:
    """Open the link in this browser, and from then on in no other; it scans the samples' labels from then on, too."""
    now = clock.now()
    user = request.user if isinstance(request.user, User) else None
    root = reverse("certification:lab-link", args=[secret])
    try:
        asked, key = of_links.open_link(secret=secret, by=user, now=now)
    except of_links.LinkOpensNothing:
        return nothing(request, root)
    answer = redirect(root)
    for cookie, path in ((links.COOKIE, root), (links.SAMPLE_COOKIE.format(asked.pk), "/s/")):
        answer.set_cookie(
            cookie,
            key,
            max_age=COOKIE_KEPT,  # the request says how long it opens anything
            path=path,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",  # the link is clicked in mail programs, and the code is scanned by cameras
        )
    return kept_private(answer)


@require_POST
def fresh_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Have a fresh link sent to the laboratory's address; whether there is one is not told."""
    now = clock.now()
    if asked := links.request_behind(secret, now=now):
        of_links.renew_link(request=asked, by=None, now=now)
    return kept_private(render(request, "certification/lab_fresh.html"))
