# house: words of closed lists that rows keep as keys
"""Allergens and parts in the reader's language."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALLERGENS: dict[str, str | Promise] = {
    "gluten": _("Cereals with gluten"),
    "crustaceans": _("Crustaceans"),
    "eggs": _("Eggs"),
    "fish": _("Fish"),
    "molluscs": _("Molluscs"),
    "peanuts": _("Peanuts"),
    "soybeans": _("Soybeans"),
    "milk": _("Milk and lactose"),
    "nuts": _("Tree nuts"),
    "sulphites": _("Sulphites, 10 mg/kg or more"),
}


def allergen_names(keys: Iterable[str]) -> tuple[str, ...]:
    """The allergens by name, in the reader's language, in the order of the list."""
    known = set(keys)
    return tuple(str(name) for key, name in ALLERGENS.items() if key in known)
