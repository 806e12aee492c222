"""Writes to the products of an enterprise."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.enterprises.models import Enterprise, Product
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather

ISIC_DIGITS = 4


class ProductRefused(Refused):
    """A product cannot be written like that."""


@operation
def add_product(
    *,
    enterprise: Enterprise,
    name_th: str,
    name_en: str = "",
    isic: str = "",
    description: str = "",
    by: User,
    now: datetime,
) -> Product:
    """Add a product, or the idea of one, to what the enterprise brings."""
    product = Product(enterprise=enterprise, added_by=by, added_at=now)
    _write(product, name_th=name_th, name_en=name_en, isic=isic, description=description)
    _record("added-product", gettext_noop("%(enterprise)s brought the product %(product)s."), product, by=by, now=now)
    return product


@operation
def change_product(
    *,
    product: Product,
    name_th: str,
    name_en: str = "",
    isic: str = "",
    description: str = "",
    by: User,
    now: datetime,
) -> Product:
    """Write a product anew."""
    _write(product, name_th=name_th, name_en=name_en, isic=isic, description=description)
    _record("changed-product", gettext_noop("The product %(product)s was changed."), product, by=by, now=now)
    return product


def _write(product: Product, *, name_th: str, name_en: str, isic: str, description: str) -> None:
    product.name_th, product.name_en = name_th.strip(), name_en.strip()
    product.isic, product.description = isic, description.strip()
    faults = []
    if not product.name_th:
        faults.append(Reason(_("A product has a name; a working title will do. Enter one."), "no_name", "name_th"))
    if isic and not (len(isic) == ISIC_DIGITS and isic.isdigit()):
        faults.append(Reason(_("An industry is a class of four digits, such as 1079."), "isic", "isic"))
    gather(faults, kind=ProductRefused)
    product.refresh_search()
    product.save()


def _record(verb: str, sentence: str, product: Product, *, by: User, now: datetime) -> None:
    about = [product, product.enterprise]
    names = {"enterprise": product.enterprise.names, "product": product.names}
    record(verb, sentence, about=about, by=by, now=now, **names)
