"""The public catalogue: which products are found, and how many stand where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext

from openitc.centers.industries import industry_name
from openitc.centers.models import Province
from openitc.certification.queries.certificates import counting
from openitc.listings.models import Agreement, Listing
from openitc.listings.queries.listings import public_listings
from openitc.listings.queries.public import public_views
from openitc.listings.queries.shown import PublicProduct
from openitc.shared.models import in_language
from openitc.shared.search import holding
from openitc.standards.models import Standard
from openitc.ui.map_picture import MapPoint

PAGE_SIZE = 24
Part = Agreement.Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody looks for; what is blank does not narrow it."""

    text: str = ""
    province: str = ""
    kind: str = ""  # ISIC class
    mark: str = ""  # key of a standard

    @property
    def narrows(self) -> bool:
        """Whether anything is looked for at all."""
        return any((self.text, self.province, self.kind, self.mark))


def found(wanted: Wanted, *, on: date) -> QuerySet[Listing]:
    """The public listings that fit; by province and by certificate only those that agreed to show these."""
    listings = public_listings()
    if wanted.text:
        listings = listings.filter(holding(wanted.text))
    if wanted.kind:
        listings = listings.filter(product__isic=wanted.kind)
    if wanted.province:
        listings = listings.filter(_placed(), product__enterprise__province__code=wanted.province)
    if wanted.mark:
        held = counting(on).filter(_is_of_listing(), standard__key=wanted.mark)
        listings = listings.filter(_agreed(Part.CERTIFICATES), Exists(held))
    return listings


def catalogue(wanted: Wanted, *, page: str | None, on: date) -> "Page[PublicProduct]":
    """One page of the products that fit, the newest first; nine queries, however many there are."""
    listings = found(wanted, on=on).order_by("-published_at", "pk")
    shown = Paginator(listings, PAGE_SIZE).get_page(page)
    views = public_views(list(shown), on)
    paged: Page[PublicProduct] = Page(views, shown.number, shown.paginator)  # type: ignore[arg-type] # counts listings
    return paged


def points_of(wanted: Wanted, *, on: date, kept: dict[str, str], here: str) -> list[MapPoint]:
    """One point a province with the number of products there, leading to them; one query."""
    anywhere = Wanted(text=wanted.text, kind=wanted.kind, mark=wanted.mark)
    facts = ("code", "name_th", "name_en", "latitude", "longitude")
    names = [f"product__enterprise__province__{fact}" for fact in facts]
    rows = found(anywhere, on=on).filter(_placed()).order_by().values_list(*names).annotate(number=Count("pk"))
    return [
        MapPoint(
            lat=latitude,
            lon=longitude,
            label=in_language(thai, english),
            detail=ngettext("%(number)s product", "%(number)s products", number) % {"number": number},
            url=f"{here}?{urlencode(kept | {'where': code})}#found",
            stage="market",
            kind="stop" if number > 1 or code == wanted.province else "small",
            named=code == wanted.province,
        )
        for code, thai, english, latitude, longitude, number in sorted(rows, key=lambda row: (-row[5], row[0]))
    ]


def provinces_with_products() -> list[tuple[str, str]]:
    """The provinces of public products that say where they are from, by code."""
    keys = public_listings().filter(_placed()).values("product__enterprise__province")
    return [(row.code, row.name) for row in Province.objects.filter(pk__in=keys).order_by("name_th")]


def kinds_with_products() -> list[tuple[str, str]]:
    """The kinds of public products, by ISIC class."""
    classes: Iterable[str] = public_listings().order_by().values_list("product__isic", flat=True).distinct()
    return sorted(((code, industry_name(code)) for code in classes if code), key=lambda pair: pair[1])


def marks_with_products(*, on: date) -> list[tuple[str, str]]:
    """The standards of which a public product shows a certificate in force."""
    shown = public_listings().filter(_agreed(Part.CERTIFICATES))
    enterprises = shown.values("product__enterprise")
    products = Q(product=None) | Q(product__in=shown.values("product"))
    held = counting(on).filter(products, enterprise__in=enterprises, standard=OuterRef("pk"))
    return [(row.key, row.name) for row in Standard.objects.filter(Exists(held)).order_by("name_th")]


def address_in(language: str) -> str:
    """The catalogue in that language."""
    return reverse("listings:catalogue" if language == "th" else "listings:catalogue-en")


def _agreed(*parts: str) -> Exists:
    return Exists(Agreement.objects.filter(listing=OuterRef("pk"), part__in=parts, withdrawn_at=None))


def _placed() -> Exists:
    return _agreed(Part.ENTERPRISE, Part.MAP)


def _is_of_listing() -> Q:
    return Q(Q(product=None) | Q(product=OuterRef("product")), enterprise=OuterRef("product__enterprise"))
