"""What the QR on a sample's label opens: receipt in two taps for its laboratory, and next to nothing for others."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.cases.access import cases_visible_to
from openitc.centers.access import standing_of
from openitc.certification.access import laboratory as access
from openitc.certification.access import links
from openitc.certification.forms.laboratory import CustodyForm
from openitc.certification.models import Custody, LabRequest, Sample
from openitc.certification.operations.custody import add_custody
from openitc.certification.queries.laboratory import page_of
from openitc.certification.queries.requests import last_of, whole
from openitc.certification.queries.workbench import works_for
from openitc.documents.answers import kept_private
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.forms import refusals_on


@require_http_methods(["GET", "POST"])
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """The sample, as whoever scanned it may know it."""
    now = clock.now()
    on = clock.local_day(now)
    found = access.sample_with(code=code)
    user = request.user if isinstance(request.user, User) else None
    asked = whole(LabRequest.objects.filter(pk=found.request_id)).get()
    key = request.COOKIES.get(links.SAMPLE_COOKIE.format(asked.pk), "")
    holds_link = asked.answers_by_link and links.living_requests(now=now).filter(pk=asked.pk).exists()
    by_link = holds_link and links.opened_by(asked, key)
    answers = by_link or (user is not None and works_for(standing_of(user, on=on), asked))
    if not answers:
        sees = user is not None and cases_visible_to(user, on=on).filter(pk=asked.case_id).exists()
        if sees and request.method == "GET":
            return redirect("certification:lab-request", asked.number)
        return kept_private(render(request, "certification/sample_stranger.html", {"asked": asked}))
    return kept_private(_receipt(request, asked, found, None if by_link else user))


def _receipt(request: HttpRequest, asked: LabRequest, found: Sample, user: User | None) -> HttpResponse:
    now = clock.now()
    told = page_of(asked, answers=True, now=now)
    own = next(row for row in told.samples if row.sample.pk == found.pk)
    others = [row.sample for row in told.samples if _waits(row.sample) and row.sample.pk != found.pk]
    ticked = [sample.pk for sample in (found, *others)]
    initial = {"samples": ticked, "kind": Custody.Kind.RECEIVED, "condition": Custody.Condition.GOOD}
    form = CustodyForm(request.POST or None, samples=[found, *others], initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = {**form.cleaned_data, "name": str(user) if user else form.cleaned_data["name"]}
        with refusals_on(form):
            add_custody(request=asked, **facts, by=user, now=now)
            messages.success(request, _("Thank you: it is kept that you have it."))
            return redirect("certification:sample", found.code)
    context = {"asked": asked, "row": own, "told": told, "form": form, "others": others, "by_account": user is not None}
    context |= {"waits": _waits(found)}
    return render(request, "certification/sample.html", context, status=422 if form.errors else 200)


def _waits(sample: Sample) -> bool:
    last = last_of(sample)
    return last is None or last.kind == Custody.Kind.SENT
