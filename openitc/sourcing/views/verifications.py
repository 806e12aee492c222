"""What officers say of makers: verified, sent back, not to be invited for now."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.refusals import Refused
from openitc.sourcing.access import makers as access
from openitc.sourcing.forms.makers import ReasonForm
from openitc.sourcing.operations import certificates, makers, stops
from openitc.sourcing.queries import makers as queries

MOST = 100  # of each list; who clears those sees the rest


@signed_in
@require_GET
def verifications(request: SignedInRequest) -> HttpResponse:
    """Makers and certificates that wait for an officer, those that wait longest first."""
    today = clock.local_day(clock.now())
    standing = access.let_those_who_verify(request.user, on=today)
    context = {
        "makers": queries.waiting_makers().exclude(organisation__in=standing.makes_for)[:MOST],
        "certificates": queries.waiting_certificates(on=today).exclude(maker__organisation__in=standing.makes_for)[
            :MOST
        ],
    }
    return render(request, "sourcing/maker_verifications.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def verification(request: SignedInRequest, maker_id: int) -> HttpResponse:
    """Verify the profile or, with a reason, send it back."""
    now = clock.now()
    found = access.maker_to_judge(user=request.user, maker_id=maker_id, on=clock.local_day(now))
    back = reverse("sourcing:maker", args=[maker_id])
    if request.method == "GET":
        return redirect(f"{back}#verification")
    seen = request.POST.get("seen")
    if "return" not in request.POST:
        done = _("%(maker)s is verified.") % {"maker": found.name}
        return _tried(
            request, lambda: makers.verify_maker(maker=found, seen=seen, by=request.user, now=now), done, back
        )
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _asked_why(request, form, _("Send %(maker)s back?") % {"maker": found.name}, back)
    done = _("%(maker)s is sent back; it is told why.") % {"maker": found.name}
    reason = form.cleaned_data["reason"]
    return _tried(
        request,
        lambda: makers.return_maker(maker=found, reason=reason, seen=seen, by=request.user, now=now),
        done,
        back,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def certificate_verification(request: SignedInRequest, maker_id: int, certificate_id: int) -> HttpResponse:
    """Verify one certificate or, with a reason, send it back."""
    now = clock.now()
    found = access.certificate_to_judge(
        user=request.user, maker_id=maker_id, certificate_id=certificate_id, on=clock.local_day(now)
    )
    back = f"{reverse('sourcing:maker', args=[maker_id])}#certificates"
    if request.method == "GET":
        return redirect(back)
    seen, named = request.POST.get("seen"), {"mark": found.get_mark_display(), "number": found.number}
    if "return" not in request.POST:
        done = _("%(mark)s, number %(number)s, is verified.") % named
        return _tried(
            request,
            lambda: certificates.verify_certificate(certificate=found, seen=seen, by=request.user, now=now),
            done,
            back,
        )
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _asked_why(request, form, _("Send %(mark)s, number %(number)s, back?") % named, back)
    done, reason = _("%(mark)s, number %(number)s, is sent back.") % named, form.cleaned_data["reason"]
    return _tried(
        request,
        lambda: certificates.return_certificate(certificate=found, reason=reason, seen=seen, by=request.user, now=now),
        done,
        back,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def stop(request: SignedInRequest, maker_id: int) -> HttpResponse:
    """Stop inviting a maker, or invite it again."""
    now = clock.now()
    found = access.maker_to_judge(user=request.user, maker_id=maker_id, on=clock.local_day(now))
    back = reverse("sourcing:maker", args=[maker_id])
    if "end" in request.POST:
        done = _("%(maker)s can be invited again.") % {"maker": found.name}
        return _tried(request, lambda: stops.end_stop(maker=found, by=request.user, now=now), done, back)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        done = _("%(maker)s is not invited for now.") % {"maker": found.name}
        reason = form.cleaned_data["reason"]
        return _tried(
            request, lambda: stops.stop_inviting(maker=found, reason=reason, by=request.user, now=now), done, back
        )
    context = {
        "form": form,
        "maker": found,
        "title": _("Stop inviting %(maker)s?") % {"maker": found.name},
        "text": _("No request reaches it until a colleague ends the stop. It reads why, and its orders go on."),
        "action": _("Stop inviting"),
        "back": back,
        "danger": True,
    }
    return render(request, "sourcing/maker_confirm.html", context, status=422 if form.errors else 200)


def _tried(request: SignedInRequest, act: Callable[[], object], done: str, back: str) -> HttpResponse:
    """Do it, and say that it is done or why not, on the page it was asked from."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(back)


def _asked_why(request: SignedInRequest, form: ReasonForm, title: str, back: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "text": _("The maker reads the reason, and corrects it."),
        "action": _("Send back"),
        "back": back,
        "again": {"return": "1", "seen": request.POST.get("seen", "")},
    }
    return render(request, "sourcing/maker_confirm.html", context, status=422)
