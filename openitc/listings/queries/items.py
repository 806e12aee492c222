"""What is known of listings, agreed to or not, and what stands behind each: for those who make them ready.

Everything is read for all of them together, however many there are. What goes out is read by `queries/outgoing.py`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject

from openitc.certification.models import Certificate, Requirement, Roadmap
from openitc.certification.queries.certificates import counting
from openitc.certification.rules.lots import is_food
from openitc.enterprises.models import Photograph
from openitc.listings.models import Agreement, Listing
from openitc.listings.queries.shown import KEY_LETTERS, absolute, path_in
from openitc.listings.queries.shown import Picture as ShownPicture
from openitc.listings.rules.items import Item, Picture
from openitc.listings.rules.readiness import HOME, Standing
from openitc.shared.models import in_both
from openitc.standards.models import Edition
from openitc.standards.queries.editions import standing
from openitc.standards.rules.editions import fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A listing with everything that is known of it."""

    listing: Listing
    item: Item  # all of it, agreed to or not
    standing: Standing
    markets: tuple[str, ...]  # where it is to be sold
    told: frozenset[str] = frozenset()  # keys of standards that its roadmap asks for, and nobody excused it from


def known_of(listings: Sequence[Listing], *, on: date) -> list[Known]:
    """What is known of the listings, in their order; they come with product, enterprise and case. Two queries."""
    around = _around(listings)
    certificates = _certificates({listing.product.enterprise_id for listing in listings}, on)
    told = []
    for listing in listings:
        held = [
            row for row in certificates[listing.product.enterprise_id] if row.product_id in (None, listing.product_id)
        ]
        here = around[listing.pk]
        stands = Standing(
            published=listing.is_public,
            food=is_food(listing.product.isic),
            licensed=any(_lets_food_be_sold(row, listing.product.isic) for row in held),
            agreed=frozenset(here["agreed"]),
            in_force=frozenset(row.standard.key for row in held),
            not_needed=frozenset(row["key"] for row in here["asked"] if row["excused"]),
        )
        item = _item(listing, here["pictures"], held)
        asked = frozenset(row["key"] for row in here["asked"] if not row["excused"])
        told.append(Known(listing=listing, item=item, standing=stands, markets=_markets(listing, here), told=asked))
    return told


def laws(*, on: date) -> list[Edition]:
    """What the law asks of anything anywhere, as far as it is confirmed; one query, without the tests."""
    return list(standing(on=on).filter(weight=Edition.Weight.LAW).prefetch_related(None))


def fitting(editions: Iterable[Edition], *, isic: str, market: str) -> list[Edition]:
    """Those of them that are asked of that kind of product there, some of them only if something is so."""
    return [edition for edition in editions if fits(edition.isic, edition.markets, isic=isic, markets=(market,))]


def binds(edition: Edition, known: Known) -> bool:
    """Whether it is asked of this very product: what is asked only if something is so, when its roadmap says that."""
    return not edition.condition or edition.standard.key in known.told


def _around(listings: Sequence[Listing]) -> Mapping[int, dict[str, Any]]:  # rows as the database tells them
    """Of each listing what its enterprise agreed to show, its pictures, and what its roadmap asks; one query."""
    agreed = Agreement.objects.filter(listing=OuterRef("pk"), withdrawn_at=None).order_by()
    pictures = Photograph.objects.filter(product=OuterRef("product"), withdrawn_at=None)
    roadmap = Roadmap.objects.filter(case=OuterRef("case"), ended_at=None)
    asked = Requirement.objects.filter(roadmap__case=OuterRef("case"), roadmap__ended_at=None).order_by("position")
    unanswered = Q(applies=None) & (~Q(edition__condition_th="") | ~Q(edition__condition_en=""))
    excused = Case(When(~Q(not_needed_reason="") | Q(applies=False), then=True), default=False)
    words = JSONObject(key="edition__standard__key", excused=excused)
    file = JSONObject(sha256="file__sha256", width="file__width", height="file__height")
    rows = Listing.objects.filter(pk__in=[one.pk for one in listings]).order_by()
    told = rows.values(
        "pk",
        agreed=ArraySubquery(agreed.values("part")),
        pictures=ArraySubquery(pictures.values(told=file)),
        markets=Subquery(roadmap.values("markets")[:1]),
        asked=ArraySubquery(asked.exclude(unanswered, not_needed_reason="").values(told=words)),
    )
    return {row["pk"]: dict(row) for row in told}


def _certificates(enterprises: Collection[int], on: date) -> Mapping[int, list[Certificate]]:
    """Those that count that day, by enterprise, each with the editions of food licences that it is one of; one query.

    Food is sold under a food serial number, or by law under the licence of a place.
    """
    place = Q(subject=Edition.Subject.PLACE, weight=Edition.Weight.LAW)
    kinds = Edition.objects.filter(place | Q(number_format=Edition.NumberFormat.FOOD), approved_at__isnull=False)
    theirs = kinds.annotate(given=ExpressionWrapper(OuterRef("edition"), BigIntegerField())).filter(
        Q(pk=F("given")) | Q(given=None, standard=OuterRef("standard"))
    )
    told = theirs.order_by("pk").values(told=JSONObject(isic="isic", number_format="number_format"))
    rows = counting(on).filter(enterprise__in=enterprises).select_related("standard")
    held: dict[int, list[Certificate]] = defaultdict(list)
    for row in rows.annotate(food_licences=ArraySubquery(told)).order_by("standard__key", "-issued_on", "pk"):
        held[row.enterprise_id].append(row)
    return held


def _lets_food_be_sold(certificate: Certificate, isic: str) -> bool:
    """As certification.queries.lots.food_licences says it of one case."""
    kinds: list[dict[str, Any]] = vars(certificate)["food_licences"]
    for kind in kinds:
        covers = isic in kind["isic"] if isic else any(is_food(one) for one in kind["isic"])
        if kind["number_format"] == Edition.NumberFormat.FOOD or covers:
            return True
    return False


def _markets(listing: Listing, around: Mapping[str, Any]) -> tuple[str, ...]:  # as `_around` tells it
    """Where it is to be sold: as its roadmap says; before there is one, where its case aims; at home without either."""
    if around["markets"]:
        return tuple(around["markets"])
    return (listing.case.market if listing.case else HOME,)


def _item(listing: Listing, files: Sequence[Mapping[str, Any]], held: Sequence[Certificate]) -> Item:
    product = listing.product
    proofs = dict.fromkeys(f"{row.standard.name} {row.number}" for row in held)
    return Item(
        id=item_id(listing.pk),
        link=absolute(path_in(listing.slug, "th")),
        title=_pair(listing.title_th, listing.title_en),
        summary=_pair(listing.summary_th, listing.summary_en),
        ingredients=_pair(listing.ingredients_th, listing.ingredients_en),
        storage=_pair(listing.storage_th, listing.storage_en),
        category=in_both(lambda: product.industry),
        enterprise=product.enterprise.names,
        allergens=tuple(listing.allergens),
        pictures=tuple(_picture(listing, file) for file in files),
        certificates=tuple(proofs),
        brand=listing.brand,
        gtin=listing.gtin,
        hs_code=listing.hs_code,
        price=listing.price,
        net_grams=grams(listing.net_weight),
        gross_grams=grams(listing.gross_weight),
        shelf_life_days=listing.shelf_life_days,
        moq=listing.moq,
    )


def item_id(listing: int) -> str:
    """What channels call the listing; it never changes."""
    return f"ITC-{listing}"


def grams(weight: Decimal | None) -> float | None:
    """A weight as items tell it."""
    return float(weight) if weight else None


def _picture(listing: Listing, file: Mapping[str, Any]) -> Picture:  # as `_around` tells it
    width, height = file["width"] or 0, file["height"] or 0
    shown = ShownPicture(slug=listing.slug, key=file["sha256"][:KEY_LETTERS], caption="", width=width, height=height)
    return Picture(absolute(shown.large), min(width, height))


def _pair(thai: str, english: str) -> dict[str, str]:
    return {"th": thai.strip(), "en": english.strip()}
