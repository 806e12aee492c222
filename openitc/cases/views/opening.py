"""Opening a case on one page, in under three minutes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.cases import access, operations, queries
from openitc.cases.forms import NewCaseForm, subjects_of
from openitc.cases.operations import NewProduct
from openitc.centers.models import Center
from openitc.enterprises.access import enterprises_visible_to
from openitc.enterprises.models import Enterprise, Product
from openitc.enterprises.operations import NameKnown, Profile
from openitc.enterprises.queries import center_for
from openitc.enterprises.rules import digits_of
from openitc.pathways.models import Version
from openitc.pathways.queries import card_of, published_versions
from openitc.people.access import SignedInRequest, signed_in
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.forms import refuse
from openitc.shared.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the person who opens a case may choose among; who serves nowhere opens cases of their own enterprises."""

    staff: bool
    centers: QuerySet[Center]
    officers: QuerySet[User] | None
    enterprises: QuerySet[Enterprise]


def _desk(user: User, *, on: date) -> Desk:
    centers = access.centers_to_open_cases_at(user, on=on)
    if centers.exists():
        above = [key for pair in centers.values_list("pk", "parent") for key in pair if key is not None]
        officers = queries.officers_at(above, on=on)
        return Desk(staff=True, centers=centers, officers=officers, enterprises=enterprises_visible_to(user, on=on))
    own = access.enterprises_to_open_cases_for(user, on=on)
    return Desk(staff=False, centers=queries.centers_taking_cases(), officers=None, enterprises=own)


@signed_in
@require_http_methods(["GET", "POST"])
def new_case(request: SignedInRequest) -> HttpResponse:
    """Everything a new case needs, typed once; looking for the enterprise loses nothing of it."""
    now = clock.now()
    desk = _desk(request.user, on=clock.local_day(now))
    if not desk.staff and not desk.enterprises.exists():
        return render(request, "cases/new_without_enterprise.html")
    looking = request.method == "GET" or _is_looking(request.POST)
    versions = list(published_versions())
    initial = _initial(request, desk, versions)
    form = NewCaseForm(None if looking else request.POST, centers=desk.centers, officers=desk.officers, initial=initial)
    alike: list[Enterprise] | None = None
    if form.is_valid():
        try:
            opened = operations.open_case(**_what_was_typed(form, desk, versions), by=request.user, now=now)
        except Refused as refusal:
            refuse(form, refusal)
            alike = list(refusal.one_of) if isinstance(refusal, NameKnown) else None
        else:
            messages.success(request, _("Case %(number)s is open.") % {"number": opened.number})
            return redirect(opened.get_absolute_url())
    context = {
        "form": form,
        "desk": desk,
        "subjects": subjects_of(_shown_enterprises(form, desk, alike)),
        "chosen": form["subject"].value(),
        "looked_for": form["q"].value() or "",
        "cards": [card_of(version) for version in versions],
        "has_namesakes": alike is not None,
    }
    template = "cases/new.html#who" if request.htmx and looking else "cases/new.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _is_looking(typed: QueryDict) -> bool:
    """Whether the person is still looking for the enterprise: asked to, or pressed Enter before naming anybody."""
    nobody = typed.get("subject", NewCaseForm.NEW) == NewCaseForm.NEW and not typed.get("name_th")
    return "find" in typed or (nobody and bool(typed.get("q")))


def _initial(request: SignedInRequest, desk: Desk, versions: list[Version]) -> dict[str, Any]:
    """What is filled in: what was typed so far, or what the page was asked for, and the person themselves."""
    if request.method == "POST":
        return NewCaseForm.as_typed(request.POST.dict())
    asked = request.GET.get("pathway")
    chosen = next((version.pk for version in versions if version.pathway.code == asked), None)
    enterprise = request.GET.get("enterprise", "")
    filled: dict[str, Any] = {"version": chosen, "q": request.GET.get("q", "")}
    if enterprise.isdigit():
        filled["subject"] = f"e{enterprise}"
    elif not desk.staff:
        own = desk.enterprises.prefetch_related("products")[0]
        filled["subject"] = next((f"p{product.pk}" for product in own.products.all()), f"e{own.pk}")
    if desk.staff:
        filled |= {"officer": request.user.pk, "center": desk.centers.values_list("pk", flat=True).first()}
    return filled


def _shown_enterprises(form: NewCaseForm, desk: Desk, alike: list[Enterprise] | None) -> list[Enterprise]:
    """Those found by what was looked for, those of nearly the name that was typed, and the one that is chosen."""
    known = desk.enterprises.select_related("province").prefetch_related("products")
    if not desk.staff:
        return list(known)
    shown = queries.enterprises_found(desk.enterprises, str(form["q"].value() or ""))
    shown += list(known.filter(pk__in=[enterprise.pk for enterprise in alike or ()]))
    subject = str(form["subject"].value() or "")
    kind, key = subject[:1], subject[1:]
    if kind in ("e", "p") and key.isdigit():
        shown += list(known.filter(pk=key) if kind == "e" else known.filter(products=int(key)))
    return list(dict.fromkeys(shown))


def _what_was_typed(form: NewCaseForm, desk: Desk, versions: list[Version]) -> dict[str, Any]:
    """What the operation takes; what the person may not choose is as if it were not there."""
    typed = form.cleaned_data
    enterprise, product = _subject(typed, desk)
    version = next((version for version in versions if str(version.pk) == typed["version"]), None)
    if version is None:
        raise Http404
    center = typed["center"] or center_for(enterprise.province)
    if center is None:
        raise Http404
    return {
        "enterprise": enterprise,
        "product": product,
        "version": version,
        "center": center,
        "officer": typed.get("officer"),
        "market": typed["market"],
        "despite_namesakes": typed["despite_namesakes"],
    }


def _subject(typed: dict[str, Any], desk: Desk) -> tuple[Enterprise | Profile, Product | NewProduct]:
    subject, new_product = typed["subject"], NewProduct(name_th=typed["product_name"])
    if subject == NewCaseForm.NEW and desk.staff:
        names = ("kind", "name_th", "province", "district_th", "contact_name", "contact_phone")
        facts = {name: typed[name] for name in names}
        return Profile(**facts, registration=digits_of(typed["registration"])), new_product
    kind, key = subject[:1], subject[1:]
    if not key.isdigit():
        raise Http404
    if kind == "p":
        product = get_object_or_404(
            Product.objects.select_related("enterprise__province"), pk=key, enterprise__in=desk.enterprises
        )
        return product.enterprise, product
    return get_object_or_404(desk.enterprises.select_related("province"), pk=key), new_product
