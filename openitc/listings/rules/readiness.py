"""Whether a product is ready for a market and a channel, and everything that is missing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from openitc.listings.rules.gtin import is_gtin, is_hs_code
from openitc.listings.rules.items import PART_BEHIND, Item, value_of

HOME = "home"
READ_HERE = frozenset({HOME, "us"})
TEXTS = ("title", "summary")  # what every channel shows
# Fields that no column need ask for, because every market does, or because pictures are counted.
ASKED_ANYWAY = frozenset({*TEXTS, "price", "price_thb", "net_grams", "picture"})
Lack = Literal[
    "unpublished", "text", "pictures", "price", "weight", "shelf_life", "hs_code", "hs_code_wrong", "gtin_wrong",
    "certificate", "licence", "agreement", "field", "too_long",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a channel's layout: its head, which of our fields fills it, and what the channel asks of it."""

    header: str
    field: str
    required: bool = False
    longest: int = 0  # letters; 0: no limit known


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a channel takes."""

    columns: tuple[Column, ...] = ()
    smallest_picture: int = 0  # pixels, of the shorter side
    fewest_pictures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands behind a product on a day."""

    published: bool
    food: bool
    licensed: bool  # it has a licence by which food may be sold
    agreed: frozenset[str] = frozenset()  # parts its enterprise agreed to show
    in_force: frozenset[str] = frozenset()  # keys of standards with a certificate in force
    not_needed: frozenset[str] = frozenset()  # keys of standards that staff said it does not need


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and the values that its sentence names, as pairs."""

    code: Lack
    values: tuple[tuple[str, str | int], ...] = ()


def language_of(market: str) -> str:
    """The one of our two languages that the market reads: Thai at home, English anywhere else."""
    return "th" if market == HOME else "en"


def is_read_here(market: str) -> bool:
    """Whether most people there read one of our two languages; elsewhere a buyer wants a translation besides."""
    return market in READ_HERE


def missing(
    item: Item, standing: Standing, *, market: str, layout: Layout, by_law: Collection[str]
) -> tuple[Missing, ...]:
    """Everything that is missing; nothing means that the product is ready. `by_law` are keys of standards."""
    of_market = _of_market(item, standing, market=market, by_law=by_law)
    return tuple(dict.fromkeys([*of_market, *_of_channel(item, standing, market=market, layout=layout)]))


def _of_market(item: Item, standing: Standing, *, market: str, by_law: Collection[str]) -> Iterator[Missing]:
    language = language_of(market)
    if not standing.published:
        yield Missing("unpublished")
    for text in TEXTS:
        if not value_of(item, text, language=language).strip():
            yield _missing("text", text=text, language=language)
    yield from _of_numbers(item, food=standing.food, abroad=market != HOME)
    if standing.food and not standing.licensed:
        yield Missing("licence")
    for key in by_law:
        if key not in standing.in_force and key not in standing.not_needed:
            yield _missing("certificate", standard=key)


def _of_numbers(item: Item, *, food: bool, abroad: bool) -> Iterator[Missing]:
    if not item.price:
        yield Missing("price")
    if not item.net_grams:
        yield Missing("weight")
    if food and not item.shelf_life_days:
        yield Missing("shelf_life")
    if abroad and not item.hs_code:
        yield Missing("hs_code")
    if item.hs_code and not is_hs_code(item.hs_code):
        yield Missing("hs_code_wrong")
    if item.gtin and not is_gtin(item.gtin):
        yield Missing("gtin_wrong")


def _of_channel(item: Item, standing: Standing, *, market: str, layout: Layout) -> Iterator[Missing]:
    side, wanted = layout.smallest_picture, layout.fewest_pictures
    there = sum(picture.side >= side for picture in item.pictures)
    if there < wanted:
        yield _missing("pictures", wanted=wanted, there=there, side=side)
    for column in layout.columns:
        if column.required:
            value = value_of(item, column.field, language=language_of(market))
            yield from _of_column(column, value, standing.agreed)


def _of_column(column: Column, value: str, agreed: Collection[str]) -> Iterator[Missing]:
    part = PART_BEHIND.get(column.field)
    if part and part not in agreed:
        yield _missing("agreement", part=part)
    if not value.strip() and column.field not in ASKED_ANYWAY:
        yield _missing("field", header=column.header, field=column.field)
    if column.longest and len(value) > column.longest:
        yield _missing("too_long", header=column.header, field=column.field, longest=column.longest, length=len(value))


def _missing(code: Lack, **values: str | int) -> Missing:
    return Missing(code, tuple(values.items()))
