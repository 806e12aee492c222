"""Certificates: of a case, of an enterprise, and one by one; entered, vouched for, withdrawn."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openitc.certification.access import certificates as access
from openitc.certification.access.certificates import Holder
from openitc.certification.forms.certificates import CertificateForm, WithdrawalForm
from openitc.certification.operations import certificates
from openitc.certification.queries.certificates import row_of, rows_of_case, rows_of_enterprise, verify_url
from openitc.documents.answers import handed_out
from openitc.documents.qr import qr_svg
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_GET
def of_case(request: SignedInRequest, number: str) -> HttpResponse:
    """What the case's product, its enterprise and its place hold, and what has to be renewed."""
    on = _today()
    holder = access.holder_of_case(user=request.user, number=number, on=on)
    return _listed(request, holder, on=on)


@signed_in
@require_GET
def of_enterprise(request: SignedInRequest, enterprise_id: int) -> HttpResponse:
    """Everything that the enterprise holds."""
    on = _today()
    holder = access.holder_of_enterprise(user=request.user, enterprise_id=enterprise_id, on=on)
    return _listed(request, holder, on=on)


@signed_in
@require_http_methods(["GET", "POST"])
def new_of_case(request: SignedInRequest, number: str) -> HttpResponse:
    """Enter what was given to the case's product, or to its enterprise."""
    now = clock.now()
    holder = access.holder_of_case(user=request.user, number=number, on=clock.local_day(now))
    return _entered(request, holder, now=now)


@signed_in
@require_http_methods(["GET", "POST"])
def new_of_enterprise(request: SignedInRequest, enterprise_id: int) -> HttpResponse:
    """Enter what was given to the enterprise, or to one of its products."""
    now = clock.now()
    holder = access.holder_of_enterprise(user=request.user, enterprise_id=enterprise_id, on=clock.local_day(now))
    return _entered(request, holder, now=now)


@signed_in
@require_GET
def detail(request: SignedInRequest, certificate_id: int) -> HttpResponse:
    """One certificate, its state in words, its QR, and what is to be done."""
    on = _today()
    sight = access.certificate_to_see(user=request.user, certificate_id=certificate_id, on=on)
    address = verify_url(sight.certificate.code)
    context = {
        "sight": sight,
        "certificate": sight.certificate,
        "row": row_of(sight.certificate, on=on),
        "address": address,
        "qr": qr_svg(address, label=_("The code of %(number)s") % {"number": sight.certificate.number}),
        "today": on,
    }
    return render(request, "certification/certificate.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def sight(request: SignedInRequest, certificate_id: int) -> HttpResponse:
    """Vouch that the paper is what was entered."""
    now = clock.now()
    found = access.certificate_to_judge(
        user=request.user, certificate_id=certificate_id, on=clock.local_day(now)
    ).certificate
    if request.method == "POST":
        try:
            certificates.see_certificate(certificate=found, by=request.user, now=now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Thank you: it counts from now on."))
    return redirect("certification:certificate", found.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def withdrawal(request: SignedInRequest, certificate_id: int) -> HttpResponse:
    """Say that a certificate holds no longer."""
    now = clock.now()
    found = access.certificate_to_withdraw(
        user=request.user, certificate_id=certificate_id, on=clock.local_day(now)
    ).certificate
    form = WithdrawalForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            certificates.withdraw_certificate(
                certificate=found, reason=form.cleaned_data["reason"], by=request.user, now=now
            )
            messages.success(request, _("It is withdrawn, and its QR says so."))
            return redirect("certification:certificate", found.pk)
    context = {"form": form, "certificate": found}
    return render(request, "certification/certificate_withdrawal.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def paper(request: SignedInRequest, certificate_id: int) -> HttpResponse:
    """The paper itself, for those who see the certificate."""
    file = access.certificate_file(user=request.user, certificate_id=certificate_id, on=_today())
    return handed_out(file, shown=True)


def _listed(request: SignedInRequest, holder: Holder, *, on: date) -> HttpResponse:
    rows = rows_of_case(holder.case, on=on) if holder.case else rows_of_enterprise(holder.enterprise, on=on)
    context = {
        "holder": holder,
        "case": holder.case,
        "rows": [row for row in rows if row.state != "withdrawn"],
        "withdrawn": [row for row in rows if row.state == "withdrawn"],
        "to_renew": [row for row in rows if row.to_renew],
        "new_url": _new_url(holder),
    }
    return render(request, "certification/certificates.html", context)


def _entered(request: SignedInRequest, holder: Holder, *, now: datetime) -> HttpResponse:
    form = CertificateForm(
        request.POST or None, request.FILES or None, holder=holder, standard=request.GET.get("standard", "")
    )
    if form.is_valid():
        with refusals_on(form):
            entered = certificates.enter_certificate(
                enterprise=holder.enterprise,
                case=holder.case,
                product=form.bearer,
                standard=form.cleaned_data["standard"],
                wording=form.wording,
                upload=form.upload,
                by=request.user,
                now=now,
            )
            messages.success(request, _("It is entered. It counts as soon as a second person has seen the paper."))
            return redirect("certification:certificate", entered.pk)
    context = {"holder": holder, "case": holder.case, "form": form, "back": _list_url(holder)}
    return render(request, "certification/certificate_new.html", context, status=422 if form.errors else 200)


def _list_url(holder: Holder) -> str:
    if holder.case is not None:
        return reverse("certification:certificates", args=[holder.case.number])
    return reverse("certification:enterprise-certificates", args=[holder.enterprise.pk])


def _new_url(holder: Holder) -> str:
    if holder.case is not None:
        return reverse("certification:new-certificate", args=[holder.case.number])
    return reverse("certification:new-enterprise-certificate", args=[holder.enterprise.pk])


def _today() -> date:
    return clock.local_day(clock.now())
