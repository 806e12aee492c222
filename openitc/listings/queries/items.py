"""What is known of listings, agreed to or not, and what stands behind each: for those who make them ready.

Everything is read for all of them together, however many there are. What goes out is read by `queries/outgoing.py`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from openitc.certification.models import Certificate, Requirement, Roadmap
from openitc.certification.queries.certificates import counting
from openitc.certification.rules.lots import is_food
from openitc.documents.models import File
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
    """What is known of the listings, in their order; they come with product, enterprise and case."""
    products = [listing.product_id for listing in listings]
    agreed = _agreed(listings)
    pictures = _pictures(products)
    certificates = _certificates({listing.product.enterprise_id for listing in listings}, on)
    food_kinds = _food_kinds()
    roadmaps = _roadmaps([listing.case_id for listing in listings if listing.case_id])
    requirements = _requirements(roadmaps.values())
    told = []
    for listing in listings:
        held = [
            row for row in certificates[listing.product.enterprise_id] if row.product_id in (None, listing.product_id)
        ]
        roadmap = roadmaps.get(listing.case_id or 0)
        asked, excused = requirements.get(roadmap.pk if roadmap else 0, (frozenset(), frozenset()))
        stands = Standing(
            published=listing.is_public,
            food=is_food(listing.product.isic),
            licensed=any(_lets_food_be_sold(row, food_kinds, listing.product.isic) for row in held),
            agreed=agreed[listing.pk],
            in_force=frozenset(row.standard.key for row in held),
            not_needed=excused,
        )
        item = _item(listing, pictures[listing.product_id], held)
        markets = _markets(listing, roadmap)
        told.append(Known(listing=listing, item=item, standing=stands, markets=markets, told=asked))
    return told


def laws(*, on: date) -> list[Edition]:
    """What the law asks of anything anywhere, as far as it is confirmed."""
    return [edition for edition in standing(on=on) if edition.weight == Edition.Weight.LAW]


def fitting(editions: Iterable[Edition], *, isic: str, market: str) -> list[Edition]:
    """Those of them that are asked of that kind of product there, some of them only if something is so."""
    return [edition for edition in editions if fits(edition.isic, edition.markets, isic=isic, markets=(market,))]


def binds(edition: Edition, known: Known) -> bool:
    """Whether it is asked of this very product: what is asked only if something is so, when its roadmap says that."""
    return not edition.condition or edition.standard.key in known.told


def _agreed(listings: Sequence[Listing]) -> Mapping[int, frozenset[str]]:
    parts: dict[int, set[str]] = defaultdict(set)
    rows = Agreement.objects.filter(listing__in=[one.pk for one in listings], withdrawn_at=None)
    for key, part in rows.order_by().values_list("listing_id", "part"):
        parts[key].add(part)
    return defaultdict(frozenset, {key: frozenset(value) for key, value in parts.items()})


def _pictures(products: Collection[int]) -> Mapping[int, list[Photograph]]:
    pictures: dict[int, list[Photograph]] = defaultdict(list)
    for row in Photograph.objects.filter(product__in=products, withdrawn_at=None).select_related("file"):
        pictures[row.product_id].append(row)
    return pictures


def _certificates(enterprises: Collection[int], on: date) -> Mapping[int, list[Certificate]]:
    """Those that count that day, by enterprise."""
    rows = counting(on).filter(enterprise__in=enterprises).select_related("standard")
    held: dict[int, list[Certificate]] = defaultdict(list)
    for row in rows.order_by("standard__key", "-issued_on", "pk"):
        held[row.enterprise_id].append(row)
    return held


def _food_kinds() -> list[Edition]:
    """The editions under which food may be sold: a food serial number, or by law the licence of a place."""
    place = Q(subject=Edition.Subject.PLACE, weight=Edition.Weight.LAW)
    rows = Edition.objects.filter(place | Q(number_format=Edition.NumberFormat.FOOD), approved_at__isnull=False)
    return list(rows.order_by("pk"))


def _lets_food_be_sold(certificate: Certificate, kinds: Sequence[Edition], isic: str) -> bool:
    """As certification.queries.lots.food_licences says it of one case."""
    for kind in kinds:
        theirs = kind.pk == certificate.edition_id or (
            certificate.edition_id is None and kind.standard_id == certificate.standard_id
        )
        covers = isic in kind.isic if isic else any(is_food(one) for one in kind.isic)
        if theirs and (kind.number_format == Edition.NumberFormat.FOOD or covers):
            return True
    return False


def _roadmaps(cases: Collection[int]) -> Mapping[int, Roadmap]:
    return {row.case_id: row for row in Roadmap.objects.filter(case__in=cases, ended_at=None)}


def _requirements(roadmaps: Iterable[Roadmap]) -> Mapping[int, tuple[frozenset[str], frozenset[str]]]:
    """Of each roadmap the keys of the standards it asks for, and of those that staff said are not needed."""
    rows = Requirement.objects.filter(roadmap__in=[row.pk for row in roadmaps]).order_by()
    asked: dict[int, set[str]] = defaultdict(set)
    excused: dict[int, set[str]] = defaultdict(set)
    for roadmap, key, reason in rows.values_list("roadmap_id", "edition__standard__key", "not_needed_reason"):
        (excused if reason else asked)[roadmap].add(key)
    return {key: (frozenset(asked[key]), frozenset(excused[key])) for key in {*asked, *excused}}


def _markets(listing: Listing, roadmap: Roadmap | None) -> tuple[str, ...]:
    """Where it is to be sold: as its roadmap says; before there is one, where its case aims; at home without either."""
    if roadmap:
        return tuple(roadmap.markets)
    return (listing.case.market if listing.case else HOME,)


def _item(listing: Listing, photographs: Sequence[Photograph], held: Sequence[Certificate]) -> Item:
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
        pictures=tuple(_picture(listing, row.file) for row in photographs),
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


def _picture(listing: Listing, file: File) -> Picture:
    width, height = file.width or 0, file.height or 0
    shown = ShownPicture(slug=listing.slug, key=file.sha256[:KEY_LETTERS], caption="", width=width, height=height)
    return Picture(absolute(shown.large), min(width, height))


def _pair(thai: str, english: str) -> dict[str, str]:
    return {"th": thai.strip(), "en": english.strip()}
