"""The protected names that an enterprise may use: entered by anyone of it, verified by who serves it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.documents.answers import handed_out
from openitc.enterprises import access, operations, queries
from openitc.enterprises.forms.identity import UseForm, WithdrawalForm
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def uses(request: SignedInRequest, enterprise_id: int) -> HttpResponse:
    """The permissions there are, and a form for another."""
    now = clock.now()
    today = clock.local_day(now)
    enterprise = access.enterprise_to_work_on(user=request.user, enterprise_id=enterprise_id, on=today)
    sent = request.method == "POST"
    form = UseForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        indications=queries.confirmed_indications(),
    )
    if form.is_valid():
        with refusals_on(form):
            operations.enter_use(enterprise=enterprise, **form.entered(), by=request.user, now=now)
            messages.success(request, _("The permission was entered. An officer compares it with the letter now."))
            return redirect("enterprises:uses", enterprise.pk)
    context = {
        "enterprise": enterprise,
        "form": form,
        "uses": queries.shown_uses(enterprise, on=today),
        "indications": queries.confirmed_indications(),
        "serves": access.serves(request.user, enterprise, on=today),
    }
    return render(request, "enterprises/uses.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def proof(request: SignedInRequest, enterprise_id: int, use_id: int) -> HttpResponse:
    """The letter that permits the use."""
    use = access.use_to_see(
        user=request.user, enterprise_id=enterprise_id, use_id=use_id, on=clock.local_day(clock.now())
    )
    if use.proof is None:
        raise Http404
    return handed_out(use.proof, shown=True)


@signed_in
@require_POST
def verification(request: SignedInRequest, enterprise_id: int, use_id: int) -> HttpResponse:
    """Confirm that the permission was compared with the letter."""
    now = clock.now()
    use = access.use_to_verify(user=request.user, enterprise_id=enterprise_id, use_id=use_id, on=clock.local_day(now))
    try:
        operations.verify_use(use=use, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(name)s” may now be written on their products.") % {"name": use.indication.name})
    return redirect("enterprises:uses", enterprise_id)


@signed_in
@require_http_methods(["GET", "POST"])
def use_withdrawal(request: SignedInRequest, enterprise_id: int, use_id: int) -> HttpResponse:
    """Take a permission back, saying why."""
    now = clock.now()
    use = access.use_to_see(user=request.user, enterprise_id=enterprise_id, use_id=use_id, on=clock.local_day(now))
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            operations.withdraw_use(use=use, reason=form.cleaned_data["reason"], by=request.user, now=now)
            messages.success(request, _("The permission was withdrawn."))
            return redirect("enterprises:uses", enterprise_id)
    context = {"use": use, "enterprise": use.enterprise, "form": form}
    return render(request, "enterprises/use_withdrawal.html", context, status=422 if form.errors else 200)
