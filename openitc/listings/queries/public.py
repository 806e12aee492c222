"""The one place that decides what the world sees of a product: its page, sheet, cards and feeds read it here.

Whatever is told beyond the listing's own words stands behind one of the parts its enterprise agrees to, asked for that
day; a certificate that has lapsed and a name that is no longer used by right are left out by themselves.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openitc.certification.models import Certificate
from openitc.certification.queries.certificates import counting, verify_url
from openitc.enterprises.models import LocalIdentity, Photograph, Product
from openitc.listings.models import Agreement, Listing, PlaceToBuy
from openitc.listings.queries.said import said_of
from openitc.listings.queries.shown import KEY_LETTERS, Origin, Picture, Proof, PublicProduct, Shop
from openitc.market_tests.queries.allergens import allergens_named
from openitc.shared.models import in_language
from openitc.sourcing.models import Award

Part = Agreement.Part


def public_view(listing: Listing, on: date) -> PublicProduct:
    """What the world sees of one product that day, in the reader's language, whether it is public yet or not.

    Eight queries at most, however much is on it.
    """
    view = public_views([listing], on, tested=True)
    return view[0]


def public_views(listings: Sequence[Listing], on: date, *, tested: bool = False) -> list[PublicProduct]:
    """The same of many: seven queries, however many; what market tests said is told with `tested` only."""
    found = _Found.of(listings, on)
    return [_view(listing, found, on, tested=tested) for listing in listings]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read for all of them at once, by the keys of their products (places and parts by their listings)."""

    parts: dict[int, set[str]]
    photographs: dict[int, list[Photograph]]
    identities: dict[int, LocalIdentity]
    certificates: list[Certificate]
    makers: dict[int, str]
    shops: dict[int, list[PlaceToBuy]]

    @classmethod
    def of(cls, listings: Sequence[Listing], on: date) -> "_Found":
        keys = [listing.pk for listing in listings]
        parts: dict[int, set[str]] = defaultdict(set)
        standing = Agreement.objects.filter(listing__in=keys, withdrawn_at=None)
        for key, part in standing.values_list("listing_id", "part"):
            parts[key].add(part)

        def agreed_to(part: str) -> list[Listing]:
            return [listing for listing in listings if part in parts[listing.pk]]

        return cls(
            parts=parts,
            photographs=_photographs([listing.product_id for listing in agreed_to(Part.PHOTOGRAPHS)]),
            identities=_identities([listing.product_id for listing in agreed_to(Part.IDENTITY)]),
            certificates=_certificates([listing.product for listing in agreed_to(Part.CERTIFICATES)], on),
            makers=_makers([listing.product_id for listing in agreed_to(Part.MAKER)]),
            shops=_shops([listing.pk for listing in agreed_to(Part.PLACES)]),
        )


def _photographs(products: Collection[int]) -> dict[int, list[Photograph]]:
    found: dict[int, list[Photograph]] = defaultdict(list)
    if products:
        for row in Photograph.objects.filter(product__in=products, withdrawn_at=None).select_related("file"):
            found[row.product_id].append(row)
    return found


def _identities(products: Collection[int]) -> dict[int, LocalIdentity]:
    if not products:
        return {}
    rows = LocalIdentity.objects.filter(product__in=products).select_related("province", "use__indication")
    return {row.product_id: row for row in rows}


def _certificates(products: Collection[Product], on: date) -> list[Certificate]:
    if not products:
        return []
    enterprises = {product.enterprise_id for product in products}
    own = Q(product__in=[product.pk for product in products]) | Q(product=None)
    return list(counting(on).filter(own, enterprise__in=enterprises).select_related("standard").order_by("issued_on"))


def _makers(products: Collection[int]) -> dict[int, str]:
    """Who was chosen and is still to make each product, where that maker stands in the public directory itself."""
    if not products:
        return {}
    rows = Award.objects.filter(
        rfq__case__product__in=products,
        ended_at=None,
        quote__invitation__maker__verified_at__isnull=False,
        quote__invitation__maker__left_at=None,
    ).select_related("quote__invitation__maker", "rfq__case")
    named = {row.rfq.case.product_id: row.quote.invitation.maker for row in rows.order_by("awarded_at")}
    return {product: maker.name for product, maker in named.items()}


def _shops(listings: Collection[int]) -> dict[int, list[PlaceToBuy]]:
    found: dict[int, list[PlaceToBuy]] = defaultdict(list)
    if listings:
        for place in PlaceToBuy.objects.filter(listing__in=listings, withdrawn_at=None):
            found[place.listing_id].append(place)
    return found


def _view(listing: Listing, found: _Found, on: date, *, tested: bool) -> PublicProduct:
    agreed, product = found.parts[listing.pk], listing.product
    enterprise = product.enterprise
    named, mapped = Part.ENTERPRISE in agreed, Part.MAP in agreed
    identity = found.identities.get(listing.product_id)
    return PublicProduct(
        listing_id=listing.pk,
        product_id=listing.product_id,
        slug=listing.slug,
        title=listing.title,
        title_th=listing.title_th or product.name_th,
        title_en=listing.title_en or product.name_en,
        summary=listing.summary,
        ingredients=in_language(listing.ingredients_th, listing.ingredients_en),
        storage=in_language(listing.storage_th, listing.storage_en),
        allergens=tuple(str(name) for name in allergens_named(listing.allergens)),
        brand=listing.brand,
        gtin=listing.gtin,
        hs_code=listing.hs_code,
        net_weight=listing.net_weight,
        gross_weight=listing.gross_weight,
        shelf_life_days=listing.shelf_life_days,
        moq=listing.moq,
        isic=product.isic,
        industry=product.industry,
        published_at=listing.published_at,
        changed_at=listing.changed_at,
        agreed=tuple(sorted(agreed)),
        price=listing.price if Part.PRICE in agreed else None,
        enterprise=enterprise.name if named else "",
        province=enterprise.province.name if named or mapped else "",
        province_code=enterprise.province.code if named or mapped else "",
        made_by=found.makers.get(listing.product_id, ""),
        pictures=tuple(_picture(listing, row) for row in found.photographs.get(listing.product_id, ())),
        origin=_origin(identity, on) if identity else None,
        proofs=tuple(_proof(row) for row in _of(listing, found)),
        said=said_of(product) if tested and Part.MARKET_TEST in agreed else (),
        shops=tuple(Shop(name=row.name, url=row.url) for row in found.shops.get(listing.pk, ())),
        spot=enterprise.position if mapped else None,
    )


def _of(listing: Listing, found: _Found) -> list[Certificate]:
    if Part.CERTIFICATES not in found.parts[listing.pk]:
        return []
    enterprise = listing.product.enterprise_id
    return [
        row
        for row in found.certificates
        if row.enterprise_id == enterprise and row.product_id in (None, listing.product_id)
    ]


def _picture(listing: Listing, row: Photograph) -> Picture:
    return Picture(
        slug=listing.slug,
        key=row.file.sha256[:KEY_LETTERS],
        caption=row.caption,
        width=row.file.width or 0,
        height=row.file.height or 0,
    )


def _proof(row: Certificate) -> Proof:
    return Proof(
        key=row.standard.key,
        name=row.standard.name,
        mark=row.standard.mark,
        number=row.number,
        issuer=row.issuer,
        expires_on=row.expires_on,
        code=row.code,
        url=verify_url(row.code),
    )


def _origin(row: LocalIdentity, on: date) -> Origin:
    use = row.use if row.use and row.use.is_in_force(on) else None
    province = row.province.name if row.province else ""
    return Origin(
        place=", ".join(filter(None, (row.district, province))),
        material=row.material,
        craft=row.craft,
        makers=row.makers,
        story=row.story,
        season=tuple(row.season),
        indication=use.indication.name if use else "",
        indication_number=use.number if use else "",
    )
