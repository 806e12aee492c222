"""What a product lacks, in the reader's words, and where it is mended."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openitc.listings.models import Agreement, Listing
from openitc.listings.rules.readiness import Layout, Missing
from openitc.standards.models import Edition

FIELDS: dict[str, str | Promise] = {
    "id": gettext_lazy("Our own number of the product"),
    "title": gettext_lazy("Name"),
    "summary": gettext_lazy("Description"),
    "ingredients": gettext_lazy("Ingredients"),
    "storage": gettext_lazy("How to keep it"),
    "category": gettext_lazy("Kind of product"),
    "enterprise": gettext_lazy("Name of the enterprise"),
    "allergens": gettext_lazy("Allergens"),
    "link": gettext_lazy("Address of its page"),
    "picture": gettext_lazy("First photograph"),
    "more_pictures": gettext_lazy("Further photographs"),
    "certificates": gettext_lazy("Certificates"),
    "brand": gettext_lazy("Brand"),
    "gtin": gettext_lazy("GTIN (the number under the bar code)"),
    "identifier_exists": gettext_lazy("Whether it has a GTIN: yes or no"),
    "hs_code": gettext_lazy("HS code"),
    "price": gettext_lazy("Price in baht"),
    "price_thb": gettext_lazy("Price with its currency"),
    "net_grams": gettext_lazy("Net weight in grams"),
    "gross_grams": gettext_lazy("Gross weight in grams"),
    "gross_kilograms": gettext_lazy("Gross weight in kilograms"),
    "shipping_weight": gettext_lazy("Gross weight with its unit"),
    "shelf_life_days": gettext_lazy("Shelf life in days"),
    "moq": gettext_lazy("Least order"),
    "availability": gettext_lazy("In stock"),
    "condition": gettext_lazy("New"),
    "origin": gettext_lazy("Country of origin"),
    "blank": gettext_lazy("Nothing: the seller fills it in"),
}
LANGUAGES = {"th": gettext_lazy("Thai"), "en": gettext_lazy("English")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One missing thing in words, and where it is mended."""

    text: str
    url: str
    action: str


def gap_of(lack: Missing, listing: Listing, laws_there: Mapping[str, Edition]) -> Gap:
    """What is missing in the reader's words, and where it is mended."""
    values = dict(lack.values)
    sentence = _in_words(lack.code, values, laws_there)
    case = listing.case
    place, action = _where(lack.code)
    if place == "identity":
        address = reverse("enterprises:identity", args=[listing.product.enterprise_id, listing.product_id])
    else:
        address = reverse(place, args=[case.number]) if case else reverse("listings:page", args=[listing.slug])
    return Gap(text=sentence, url=address, action=action)


def _where(code: str) -> tuple[str, str]:
    """The address at which it is mended, and what one does there."""
    if code in ("certificate", "licence"):
        return "certification:certificates", _("To the certificates")
    if code == "pictures":
        return "identity", _("Add a photograph")
    if code in ("agreement", "unpublished"):
        return "listings:edit", _("To its page")
    return "listings:words", _("Fill it in")


SENTENCES: dict[str, str | Promise] = {
    "unpublished": gettext_lazy("Its page is not public."),
    "text": gettext_lazy("%(text)s in %(language)s is missing."),
    "price": gettext_lazy("The price is missing."),
    "weight": gettext_lazy("The net weight is missing."),
    "shelf_life": gettext_lazy("The shelf life is missing: food is sold with one."),
    "hs_code": gettext_lazy("The HS code is missing: customs ask for it."),
    "hs_code_wrong": gettext_lazy("The HS code is none: it has 6, 8 or 10 digits of a chapter that there is."),
    "gtin_wrong": gettext_lazy("The GTIN is wrong: its last digit does not check the others."),
    "licence": gettext_lazy("Not for sale: no licence by which food may be sold is in force."),
    "agreement": gettext_lazy("The enterprise has not agreed to show: %(part)s."),
    "field": gettext_lazy("%(field)s is missing: the channel asks for it as “%(header)s”."),
    "too_long": gettext_lazy("%(field)s has %(length)s letters; the channel takes %(longest)s."),
}


def _in_words(code: str, values: dict[str, str | int], laws_there: Mapping[str, Edition]) -> str:
    if code == "certificate":
        return _of_law(laws_there[str(values["standard"])])
    if code == "pictures":
        return _of_pictures(values)
    named: dict[str, object] = dict(values)
    for name in ("text", "field"):
        if name in named:
            named[name] = FIELDS[str(named[name])]
    if "language" in named:
        named["language"] = LANGUAGES[str(named["language"])]
    if "part" in named:
        named["part"] = Agreement.Part.label_of(str(named["part"]))
    return str(SENTENCES[code]) % named


def _of_law(edition: Edition) -> str:
    if edition.condition:
        text = _("Asked for by law if %(condition)s, and not in force: %(standard)s.")
        return text % {"condition": edition.condition, "standard": edition.standard.name}
    return _("Asked for by law, and not in force: %(standard)s.") % {"standard": edition.standard.name}


def _of_pictures(values: Mapping[str, str | int]) -> str:
    if not values["side"]:
        return _("%(there)s of %(wanted)s photographs are there.") % values
    return _("%(there)s of %(wanted)s photographs are there with sides of %(side)s pixels or more.") % values


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownColumn:
    """A column of a layout in words."""

    header: str
    words: str | Promise
    required: bool
    longest: int


def shown_columns(layout: Layout) -> list[ShownColumn]:
    """The columns of a layout, with what fills each."""
    return [
        ShownColumn(
            header=one.header, words=FIELDS.get(one.field, one.field), required=one.required, longest=one.longest
        )
        for one in layout.columns
    ]
