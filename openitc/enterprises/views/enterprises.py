"""The list of enterprises, one enterprise, and the page that takes one in."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.centers.access import standing_of
from openitc.enterprises import access, operations, queries
from openitc.enterprises.forms.enterprises import CenterForm, EnterpriseForm, FilterForm
from openitc.enterprises.models import Enterprise
from openitc.enterprises.rules import digits_of
from openitc.history.queries import events_about
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on, refuse
from openitc.shared.paging import page_of

EVENTS_SHOWN = 8


@signed_in
@require_GET
def enterprises(request: SignedInRequest) -> HttpResponse:
    """The enterprises the person is a member of, or that their center knows."""
    today = clock.local_day(clock.now())
    form = FilterForm(request.GET)
    form.is_valid()
    visible = access.enterprises_visible_to(request.user, on=today)
    rows = queries.narrowed(visible, **{name: form.cleaned_data.get(name) for name in form.fields})
    context = {"form": form, "page": page_of(rows, request), "serves": standing_of(request.user, on=today).serves_at}
    return render(request, "enterprises/list.html", context)


@signed_in
@require_GET
def enterprise(request: SignedInRequest, enterprise_id: int) -> HttpResponse:
    """One enterprise: its profile, people, products and the centers that know it."""
    today = clock.local_day(clock.now())
    found = access.enterprise_to_work_on(user=request.user, enterprise_id=enterprise_id, on=today)
    context = {
        "enterprise": found,
        "products": found.products.all(),
        "size": queries.size_of(found),
        "members": queries.members_of(found, on=today),
        "knowing": found.acquaintances.select_related("center").order_by("since"),
        "events": events_about(found)[:EVENTS_SHOWN],
        "today": today,
    }
    return render(request, "enterprises/detail.html", context)


@dataclass
class _Hints:
    """What the page shows beside a refused form."""

    namesakes: list[Enterprise] | None = None
    ask: bool = False


@signed_in
@require_http_methods(["GET", "POST"])
def new_enterprise(request: SignedInRequest) -> HttpResponse:
    """Take an enterprise in: at the person's center, or, for who works at none, as their own."""
    now = clock.now()
    centers = access.centers_registering(request.user, on=clock.local_day(now))
    form = EnterpriseForm(request.POST or None)
    # One center needs no question; where there are several, the first stands until another is chosen.
    where = CenterForm(request.POST if "center" in request.POST else None, centers=centers) if centers else None
    hints = _Hints()
    if form.is_valid():
        center = where.cleaned_data["center"] if where and where.is_valid() else centers.first()
        despite = "despite_namesakes" in request.POST
        try:
            if center:
                added = operations.register_enterprise(
                    profile=form.profile(), center=center, despite_namesakes=despite, by=request.user, now=now
                )
            else:
                added = operations.register_own_enterprise(
                    profile=form.profile(), despite_namesakes=despite, by=request.user, now=now
                )
        except operations.NameKnown as refusal:
            refuse(form, refusal)
            hints.namesakes = list(refusal.one_of)
        except operations.EnterpriseRefused as refusal:
            refuse(form, refusal)
            hints.ask = any(reason.code == "number_known" for reason in refusal.reasons)
        else:
            messages.success(request, _("%(enterprise)s is registered.") % {"enterprise": added.name})
            return redirect("enterprises:detail", added.pk)
    context = {"form": form, "where": where, "several": len(centers) > 1, "hints": hints}
    return render(request, "enterprises/new.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def request_to_share(request: SignedInRequest) -> HttpResponse:
    """Ask whoever knows the enterprise of a number to share it; the answer is the same whether anybody does."""
    now = clock.now()
    centers = access.centers_registering(request.user, on=clock.local_day(now))
    where = CenterForm(request.POST if "center" in request.POST else None, centers=centers)
    center = where.cleaned_data["center"] if where.is_valid() else centers.first()
    number = digits_of(request.POST.get("registration", ""))
    operations.ask_to_share(registration=number, center=center, by=request.user, now=now)
    messages.info(request, _("We passed your request on. You are told as soon as the enterprise is shared with you."))
    return redirect("enterprises:list")


@signed_in
@require_http_methods(["GET", "POST"])
def edit_enterprise(request: SignedInRequest, enterprise_id: int) -> HttpResponse:
    """Write the profile of an enterprise anew."""
    now = clock.now()
    found = access.enterprise_to_work_on(user=request.user, enterprise_id=enterprise_id, on=clock.local_day(now))
    form = EnterpriseForm(request.POST or None, of=found)
    if form.is_valid():
        with refusals_on(form):
            operations.change_enterprise(enterprise=found, profile=form.profile(), by=request.user, now=now)
            messages.success(request, _("The profile was saved."))
            return redirect("enterprises:detail", found.pk)
    context = {"enterprise": found, "form": form}
    return render(request, "enterprises/edit.html", context, status=422 if form.errors else 200)
