"""What a search finds, of what the person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, ExpressionWrapper, Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.cases.access import cases_visible_to
from openitc.centers.models import Center
from openitc.enterprises.access import enterprises_visible_to
from openitc.enterprises.models import Product
from openitc.people.models import User
from openitc.resources.models import Resource
from openitc.shared.search import holding
from openitc.sourcing.models import Maker

SHOWN = 6
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its name, what helps to tell it from others, and its address."""

    name: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What was found of one kind; with `more` than is shown, and a list of all of it where there is one."""

    name: str
    icon: str
    hits: list[Hit]
    more: bool
    url: str


def found_by(user: User | AnonymousUser, text: str, *, on: date) -> list[Kind]:
    """Search for every word of the text; machines, makers and centers are public, the rest for whom it concerns."""
    kinds = [_machines(text), _makers(text), _centers(text)]
    if isinstance(user, User):
        kinds = [_cases(user, text, on=on), *_enterprises_and_products(user, text, on=on), *kinds]
    return [kind for kind in kinds if kind.hits]


def _machines(text: str) -> Kind:
    in_use = Resource.objects.in_service().exclude(center__status=Center.Status.PLANNED).filter(holding(text))
    # Those that are called so come before those that can do it.
    named = Q(name_th__icontains=text) | Q(name_en__icontains=text)
    ordered = in_use.annotate(named=ExpressionWrapper(named, BooleanField())).order_by("-named", "-kind", "code")
    rows, more = _first(ordered.select_related("center"))
    hits = [Hit(row.name, row.center.name, reverse("bookings:resource", args=[row.code])) for row in rows]
    return Kind(_("Machines and services"), "machine", hits, more, _all("bookings:catalogue", text))


def _centers(text: str) -> Kind:
    """Centers are few, and their names are compared as the reader reads them."""
    wanted = text.casefold().split()
    centers = Center.objects.exclude(status=Center.Status.PLANNED).select_related("province")
    rows = [row for row in centers if all(word in _words_of(row) for word in wanted)]
    hits = [Hit(row.name, row.province.name, reverse("centers:detail", args=[row.code])) for row in rows[:SHOWN]]
    return Kind(_("Centers"), "center", hits, len(rows) > SHOWN, _all("centers:list", text))


def _makers(text: str) -> Kind:
    rows, more = _first(Maker.objects.verified().filter(holding(text)).select_related("province").order_by("name_th"))
    hits = [Hit(row.name, row.province.name, reverse("sourcing:maker", args=[row.pk])) for row in rows]
    return Kind(_("Contract manufacturers"), "enterprise", hits, more, _all("sourcing:makers", text))


def _words_of(center: Center) -> str:
    names = (center.name_th, center.name_en, center.code, center.province.name_th, center.province.name_en)
    return " ".join(names).casefold()


def _cases(user: User, text: str, *, on: date) -> Kind:
    found = cases_visible_to(user, on=on).filter(holding(text))
    rows, more = _first(found.select_related("product", "enterprise", "center"))
    hits = [Hit(row.product.name, f"{row.number} · {row.enterprise.name}", row.get_absolute_url()) for row in rows]
    return Kind(_("Cases"), "case", hits, more, _all("cases:list", text, standing="all"))


def _enterprises_and_products(user: User, text: str, *, on: date) -> list[Kind]:
    visible = enterprises_visible_to(user, on=on)
    rows, more = _first(visible.filter(holding(text)).select_related("province").order_by("name_th"))
    enterprises = [
        Hit(row.name, f"{row.district} {row.province.name}".strip(), reverse("enterprises:detail", args=[row.pk]))
        for row in rows
    ]
    found = Product.objects.filter(holding(text), enterprise__in=visible).select_related("enterprise")
    things, more_things = _first(found.order_by("name_th"))
    products = [
        Hit(row.name, row.enterprise.name, reverse("enterprises:detail", args=[row.enterprise_id])) for row in things
    ]
    return [
        Kind(_("Enterprises"), "enterprise", enterprises, more, _all("enterprises:list", text)),
        Kind(_("Products"), "product", products, more_things, url=""),
    ]


def _first(rows: "QuerySet[Row]") -> tuple[Sequence[Row], bool]:
    """The first of them, and whether there are more."""
    found = list(rows[: SHOWN + 1])
    return found[:SHOWN], len(found) > SHOWN


def _all(name: str, text: str, **others: str) -> str:
    return f"{reverse(name)}?{urlencode({'q': text, **others})}"
