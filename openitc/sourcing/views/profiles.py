"""The one page on which a maker keeps its profile; each of its parts is saved by itself."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openitc.centers.models import Province
from openitc.centers.operations import end_membership
from openitc.documents.answers import handed_out
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused
from openitc.sourcing.access import makers as access
from openitc.sourcing.forms.makers import (
    CertificateForm,
    MemberForm,
    NewProcessForm,
    ProcessForm,
    ProfileForm,
    SiteForm,
)
from openitc.sourcing.operations import certificates, makers, processes, sites
from openitc.sourcing.queries.contacts import members_of
from openitc.sourcing.queries.profiles import ending_in_words, papers_of, places_of, year_of
from openitc.sourcing.queries.sightings import (
    seen_of_certificate,
    seen_of_process,
    seen_of_profile,
    seen_of_site,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """The part of the page that was sent and refused: shown open, with what was typed."""

    part: str = ""
    key: int | None = None
    form: forms.Form | None = None

    def of(self, part: str, key: int | None = None) -> forms.Form | None:
        """The form, where it is that part's."""
        return self.form if (self.part, self.key) == (part, key) else None


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest, maker_id: int) -> HttpResponse:
    """The page itself, and its first part: who the maker is and whom to ask."""
    now = clock.now()
    found = access.maker_to_keep(user=request.user, maker_id=maker_id, on=clock.local_day(now)).maker
    form = ProfileForm(request.POST or None, of=found)
    if form.is_valid():
        with refusals_on(form):
            makers.change_maker(
                maker=found, profile=form.profile(), seen=request.POST.get("seen"), by=request.user, now=now
            )
            return _saved(request, maker_id, "who")
    return _page(request, maker_id, Sent("who", None, form if form.is_bound else None), now=now)


@signed_in
@require_http_methods(["GET", "POST"])
def new_site(request: SignedInRequest, maker_id: int) -> HttpResponse:
    """Add a place."""
    now = clock.now()
    found = access.maker_to_keep(user=request.user, maker_id=maker_id, on=clock.local_day(now)).maker
    form = SiteForm(request.POST or None, provinces=_provinces())
    if form.is_valid():
        with refusals_on(form):
            sites.add_site(maker=found, spot=form.spot(), by=request.user, now=now)
            return _saved(request, maker_id, "places")
    return _page(request, maker_id, Sent("site", None, form), now=now)


@signed_in
@require_http_methods(["GET", "POST"])
def site(request: SignedInRequest, maker_id: int, site_id: int) -> HttpResponse:
    """Change a place, or close it."""
    now = clock.now()
    found = access.site_to_keep(user=request.user, maker_id=maker_id, site_id=site_id, on=clock.local_day(now))
    form = SiteForm(request.POST or None, provinces=_provinces(), of=found)
    if "close" in request.POST or form.is_valid():
        form.is_valid()
        with refusals_on(form):
            if "close" in request.POST:
                sites.close_site(site=found, by=request.user, now=now)
            else:
                sites.change_site(site=found, spot=form.spot(), seen=request.POST.get("seen"), by=request.user, now=now)
            return _saved(request, maker_id, "places")
    return _page(request, maker_id, Sent("site", found.pk, form), now=now)


@signed_in
@require_http_methods(["GET", "POST"])
def new_process(request: SignedInRequest, maker_id: int) -> HttpResponse:
    """Offer something more."""
    now = clock.now()
    today = clock.local_day(now)
    found = access.maker_to_keep(user=request.user, maker_id=maker_id, on=today).maker
    form = NewProcessForm(request.POST or None, on=today)
    if form.is_valid():
        with refusals_on(form):
            capability = form.cleaned_data["capability"]
            processes.offer_process(maker=found, capability=capability, offer=form.offer(), by=request.user, now=now)
            return _saved(request, maker_id, "processes")
    return _page(request, maker_id, Sent("process", None, form), now=now)


@signed_in
@require_http_methods(["GET", "POST"])
def process(request: SignedInRequest, maker_id: int, process_id: int) -> HttpResponse:
    """Change how little, how much and how fast, month by month; or offer it no longer."""
    now = clock.now()
    today = clock.local_day(now)
    found = access.process_to_keep(user=request.user, maker_id=maker_id, process_id=process_id, on=today)
    form = ProcessForm(request.POST or None, of=found, on=today)
    if "withdraw" in request.POST or form.is_valid():
        form.is_valid()
        with refusals_on(form):
            if "withdraw" in request.POST:
                processes.withdraw_process(process=found, by=request.user, now=now)
            else:
                processes.change_process(
                    process=found, offer=form.offer(), seen=request.POST.get("seen"), by=request.user, now=now
                )
            return _saved(request, maker_id, "processes")
    return _page(request, maker_id, Sent("process", found.pk, form), now=now)


@signed_in
@require_http_methods(["GET", "POST"])
def new_certificate(request: SignedInRequest, maker_id: int) -> HttpResponse:
    """Enter a certificate."""
    now = clock.now()
    found = access.maker_to_keep(user=request.user, maker_id=maker_id, on=clock.local_day(now)).maker
    form = CertificateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            certificates.enter_certificate(
                maker=found, wording=form.wording(), upload=form.upload(), by=request.user, now=now
            )
            return _saved(request, maker_id, "certificates")
    return _page(request, maker_id, Sent("certificate", None, form), now=now)


@signed_in
@require_http_methods(["GET", "POST"])
def certificate(request: SignedInRequest, maker_id: int, certificate_id: int) -> HttpResponse:
    """Change a certificate, or take it off."""
    now = clock.now()
    found = access.certificate_to_keep(
        user=request.user, maker_id=maker_id, certificate_id=certificate_id, on=clock.local_day(now)
    )
    form = CertificateForm(request.POST or None, request.FILES or None, of=found)
    if "withdraw" in request.POST or form.is_valid():
        form.is_valid()
        with refusals_on(form):
            if "withdraw" in request.POST:
                certificates.withdraw_certificate(certificate=found, by=request.user, now=now)
            else:
                certificates.change_certificate(
                    certificate=found,
                    wording=form.wording(),
                    upload=form.upload(),
                    seen=request.POST.get("seen"),
                    by=request.user,
                    now=now,
                )
            return _saved(request, maker_id, "certificates")
    return _page(request, maker_id, Sent("certificate", found.pk, form), now=now)


@signed_in
@require_GET
def certificate_file(request: SignedInRequest, maker_id: int, certificate_id: int) -> HttpResponse:
    """The paper of a certificate."""
    today = clock.local_day(clock.now())
    return handed_out(
        access.certificate_file(user=request.user, maker_id=maker_id, certificate_id=certificate_id, on=today),
        shown=True,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def new_member(request: SignedInRequest, maker_id: int) -> HttpResponse:
    """Let somebody act for the maker."""
    now = clock.now()
    found = access.maker_to_keep(user=request.user, maker_id=maker_id, on=clock.local_day(now)).maker
    form = MemberForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            makers.add_member(maker=found, **form.cleaned_data, by=request.user, now=now)
            return _saved(request, maker_id, "people")
    return _page(request, maker_id, Sent("member", None, form), now=now)


@signed_in
@require_http_methods(["GET", "POST"])
def departure(request: SignedInRequest, maker_id: int, membership_id: int) -> HttpResponse:
    """Today is the last day on which somebody acts for the maker."""
    now = clock.now()
    found = access.member_to_end(
        user=request.user, maker_id=maker_id, membership_id=membership_id, on=clock.local_day(now)
    )
    back = f"{reverse('sourcing:profile', args=[maker_id])}#people"
    if request.method == "GET":
        context = {
            "title": _("Is today the last day of %(person)s?") % {"person": found.user},
            "text": _("From tomorrow on they no longer act for the maker. What they did stays."),
            "action": _("Today is the last day"),
            "back": back,
            "danger": True,
        }
        return render(request, "sourcing/maker_confirm.html", context)
    try:
        end_membership(membership=found, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)


@signed_in
@require_http_methods(["GET", "POST"])
def presence(request: SignedInRequest, maker_id: int) -> HttpResponse:
    """Leave the directory, or come back to it."""
    now = clock.now()
    found = access.maker_to_keep(user=request.user, maker_id=maker_id, on=clock.local_day(now)).maker
    back = reverse("sourcing:profile", args=[maker_id])
    if request.method == "GET":
        leaves = found.left_at is None
        context = {
            "title": (_("Leave the directory with %(maker)s?") if leaves else _("Come back with %(maker)s?"))
            % {"maker": found.name},
            "text": _("Nobody finds or invites it any more. Orders go on, and you can come back at any time.")
            if leaves
            else _("An officer looks at it once more; then it is shown and invited again."),
            "action": _("Leave the directory") if leaves else _("Come back"),
            "back": back,
            "danger": leaves,
        }
        return render(request, "sourcing/maker_confirm.html", context)
    try:
        if found.left_at is None:
            makers.leave_directory(maker=found, by=request.user, now=now)
        else:
            makers.rejoin_directory(maker=found, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)


def _saved(request: SignedInRequest, maker_id: int, part: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('sourcing:profile', args=[maker_id])}#{part}")


def _provinces() -> dict[str, Province]:
    return {province.code: province for province in Province.objects.all()}


def _page(request: SignedInRequest, maker_id: int, sent: Sent, *, now: datetime) -> HttpResponse:
    """The whole page; the part that was refused is open and says why."""
    today = clock.local_day(now)
    sight = access.maker_to_keep(user=request.user, maker_id=maker_id, on=today)
    maker, provinces = sight.maker, _provinces()
    papers = papers_of(maker, on=today, all_of_them=True)
    rows = maker.processes.offered().select_related("capability").prefetch_related("months")
    context = {
        "maker": maker,
        "sight": sight,
        "form": sent.of("who") or ProfileForm(None, of=maker),
        "seen": seen_of_profile(maker),
        "places": [
            (place, sent.of("site", place.pk) or SiteForm(None, provinces=provinces, of=place), seen_of_site(place))
            for place in places_of(maker)
        ],
        "new_site": sent.of("site") or SiteForm(None, provinces=provinces),
        "processes": [
            (
                row,
                sent.of("process", row.pk) or ProcessForm(None, of=row, on=today),
                seen_of_process(row),
                year_of(row, on=today),
            )
            for row in rows
        ],
        "new_process": sent.of("process") or NewProcessForm(None, on=today),
        "papers": [
            (
                paper,
                sent.of("certificate", paper.certificate.pk) or CertificateForm(None, of=paper.certificate),
                seen_of_certificate(paper.certificate),
            )
            for paper in papers
        ],
        "ending": ending_in_words(papers),
        "new_certificate": sent.of("certificate") or CertificateForm(None),
        "members": members_of(maker, on=today),
        "new_member": sent.of("member") or MemberForm(None),
        "sent": sent,
        "today": today,
    }
    refused = sent.form is not None and bool(sent.form.errors)
    return render(request, "sourcing/maker_profile.html", context, status=422 if refused else 200)
