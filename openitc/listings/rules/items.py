"""A product as it goes out to channels: plain values, told as each channel wants them told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openitc.listings.rules.gtin import spaced_hs_code

GRAMS_A_KILOGRAM = 1000
SATANG_A_BAHT = 100
LISTED = " > "
NEW, IN_STOCK, ORIGIN = "new", "in_stock", "TH"
MOST_PICTURES = 10  # beside the first: what Google takes


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture is, and how long its shorter side is in pixels."""

    url: str
    side: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is known of a product; texts are by language, and a blank or None is not known."""

    id: str
    link: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    ingredients: Mapping[str, str]
    storage: Mapping[str, str]
    category: Mapping[str, str]
    enterprise: Mapping[str, str]
    allergens: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    certificates: tuple[str, ...] = ()
    brand: str = ""
    gtin: str = ""
    hs_code: str = ""
    price: int | None = None  # satang
    net_grams: float | None = None
    gross_grams: float | None = None
    shelf_life_days: int | None = None
    moq: int | None = None


# What fills a column: the words for it are in forms/channels.py, for those who make layouts.
VALUES: dict[str, Callable[[Item, str], str]] = {
    "id": lambda item, _language: item.id,
    "title": lambda item, language: item.title.get(language, ""),
    "summary": lambda item, language: item.summary.get(language, ""),
    "ingredients": lambda item, language: item.ingredients.get(language, ""),
    "storage": lambda item, language: item.storage.get(language, ""),
    "category": lambda item, language: item.category.get(language, ""),
    "enterprise": lambda item, language: item.enterprise.get(language, ""),
    "allergens": lambda item, _language: ", ".join(item.allergens),
    "link": lambda item, _language: item.link,
    "picture": lambda item, _language: item.pictures[0].url if item.pictures else "",
    "more_pictures": lambda item, _language: ",".join(one.url for one in item.pictures[1 : MOST_PICTURES + 1]),
    "certificates": lambda item, _language: ", ".join(item.certificates),
    "brand": lambda item, _language: item.brand,
    "gtin": lambda item, _language: item.gtin,
    "identifier_exists": lambda item, _language: "yes" if item.gtin else "no",
    "hs_code": lambda item, _language: spaced_hs_code(item.hs_code),
    "price": lambda item, _language: in_baht(item.price),
    "price_thb": lambda item, _language: f"{in_baht(item.price)} THB" if item.price else "",
    "net_grams": lambda item, _language: plain(item.net_grams),
    "gross_grams": lambda item, _language: plain(item.gross_grams),
    "gross_kilograms": lambda item, _language: plain(item.gross_grams and item.gross_grams / GRAMS_A_KILOGRAM),
    "shipping_weight": lambda item, _language: f"{plain(item.gross_grams)} g" if item.gross_grams else "",
    "shelf_life_days": lambda item, _language: str(item.shelf_life_days or ""),
    "moq": lambda item, _language: str(item.moq or ""),
    "availability": lambda _item, _language: IN_STOCK,
    "condition": lambda _item, _language: NEW,
    "origin": lambda _item, _language: ORIGIN,
    "blank": lambda _item, _language: "",
}
# What the enterprise must have agreed to show before the field tells anything: parts of models.Agreement.
PART_BEHIND = {
    "picture": "photographs",
    "more_pictures": "photographs",
    "price": "price",
    "price_thb": "price",
    "enterprise": "enterprise",
    "certificates": "certificates",
}


def value_of(item: Item, field: str, *, language: str) -> str:
    """What the field says of the item in the language; a field that nobody knows says nothing."""
    tell = VALUES.get(field)
    return tell(item, language) if tell else ""


def in_baht(satang: int | None) -> str:
    """`120.00`, as machines read an amount; nothing where it is not known or is nothing."""
    return f"{satang // SATANG_A_BAHT}.{satang % SATANG_A_BAHT:02d}" if satang else ""


def plain(number: float | None) -> str:
    """`250`, `12.5`: a number as machines read it; nothing where it is not known or is nothing."""
    return f"{number:.3f}".rstrip("0").rstrip(".") if number else ""
