"""What goes out of listings, as the world sees them: only what `queries/public.py` lets through."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils import translation

from openitc.listings.models import Listing
from openitc.listings.queries.items import grams, item_id
from openitc.listings.queries.public import public_views
from openitc.listings.queries.shown import PublicProduct, absolute
from openitc.listings.rules.items import Item, Picture


def items_going_out(listings: Sequence[Listing], *, languages: Collection[str], on: date) -> list[Item]:
    """The listings in the languages that are wanted, in their order; seven queries a language, however many."""
    views = [_views(listings, language, on) for language in languages]
    return [_item(dict(zip(languages, told, strict=True))) for told in zip(*views, strict=True)]


def _views(listings: Sequence[Listing], language: str, on: date) -> list[PublicProduct]:
    with translation.override(language):
        return public_views(listings, on)


def _item(views: dict[str, PublicProduct]) -> Item:
    """What was let through, in each language; what is no text is alike in all of them."""
    one = next(iter(views.values()))
    return Item(
        id=item_id(one.listing_id),
        link=one.url,
        title={language: view.title for language, view in views.items()},
        summary={language: view.summary for language, view in views.items()},
        ingredients={language: view.ingredients for language, view in views.items()},
        storage={language: view.storage for language, view in views.items()},
        category={language: view.industry for language, view in views.items()},
        enterprise={language: view.enterprise for language, view in views.items()},
        allergens=one.allergens,
        pictures=tuple(Picture(absolute(row.large), min(row.width, row.height)) for row in one.pictures),
        certificates=tuple(dict.fromkeys(f"{proof.name} {proof.number}" for proof in one.proofs)),
        brand=one.brand,
        gtin=one.gtin,
        hs_code=one.hs_code,
        price=one.price,
        net_grams=grams(one.net_weight),
        gross_grams=grams(one.gross_weight),
        shelf_life_days=one.shelf_life_days,
        moq=one.moq,
    )
