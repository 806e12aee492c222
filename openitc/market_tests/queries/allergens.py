"""The allergens that a label must name, in words: whoever tastes is warned of them first."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALLERGENS: Mapping[str, str | Promise] = {
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


def allergens_named(keys: Iterable[str]) -> list[str | Promise]:
    """The allergens by name; one that is not on the list stands as it was written, for no warning may be lost."""
    return [ALLERGENS.get(key, key) for key in keys]
