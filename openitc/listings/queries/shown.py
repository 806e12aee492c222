# house: what a public product is made of, apart from where it is read
"""A product as the world sees it: plain values in the reader's language, and nothing that was not agreed to."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from openitc.listings.rules.gtin import spaced_hs_code
from openitc.ui.map_picture import MapPoint

KEY_LETTERS = 16  # of a picture's digest in its address


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photograph; its address changes with its bytes."""

    slug: str
    key: str
    caption: str
    width: int
    height: int

    def address(self, size: str) -> str:
        """Where it is in that size; see `rules.pictures`."""
        return reverse("listings:picture", args=[self.slug, self.key, size])

    @property
    def card(self) -> str:
        """Its address on a card."""
        return self.address("card")

    @property
    def page(self) -> str:
        """Its address on a page."""
        return self.address("page")

    @property
    def large(self) -> str:
        """Its address in the size in which it is kept."""
        return self.address("large")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What makes a product of its place; `indication` only where its name is used by right that day."""

    place: str
    material: str
    craft: str
    makers: str
    story: str
    season: tuple[int, ...]
    indication: str
    indication_number: str

    @property
    def is_told(self) -> bool:
        """Whether there is anything to read."""
        return any((self.place, self.material, self.craft, self.makers, self.story, self.indication))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A certificate in force, with the address at which anyone verifies it."""

    key: str  # of its standard
    name: str
    mark: str
    number: str
    issuer: str
    expires_on: date | None
    code: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Where it is sold."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicProduct:
    """Everything that may be shown of a product. What was not agreed to, or is not there, is blank."""

    listing_id: int
    product_id: int
    slug: str
    title: str
    title_th: str
    title_en: str
    summary: str
    ingredients: str
    storage: str
    allergens: tuple[str, ...]
    brand: str
    gtin: str
    hs_code: str
    net_weight: Decimal | None
    gross_weight: Decimal | None
    shelf_life_days: int | None
    moq: int | None
    isic: str
    industry: str
    published_at: datetime | None
    changed_at: datetime
    agreed: tuple[str, ...]
    price: int | None = None
    enterprise: str = ""
    province: str = ""
    province_code: str = ""
    made_by: str = ""
    pictures: tuple[Picture, ...] = ()
    origin: Origin | None = None
    proofs: tuple[Proof, ...] = ()
    said: tuple[str, ...] = ()  # what market tests said, in sentences
    shops: tuple[Shop, ...] = ()
    spot: tuple[float, float] | None = None
    language: str = field(default_factory=lambda: get_language() or "th")

    @property
    def path(self) -> str:
        """Its page in the language it is told in."""
        return path_in(self.slug, self.language)

    @property
    def url(self) -> str:
        """The same as the world writes it."""
        return absolute(self.path)

    @property
    def picture(self) -> Picture | None:
        """The first photograph: the one that stands for it."""
        return self.pictures[0] if self.pictures else None

    @property
    def hs_spaced(self) -> str:
        """The customs code as customs write it."""
        return spaced_hs_code(self.hs_code)

    @property
    def points(self) -> list[MapPoint]:
        """Its place, for the map."""
        if self.spot is None:
            return []
        return [MapPoint(lat=self.spot[0], lon=self.spot[1], label=self.province or self.title, stage="market")]

    @property
    def fingerprint(self) -> str:
        """What stands for all of it: another one, and something that is shown has changed."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]


def path_in(slug: str, language: str) -> str:
    """The page of a product in that language; each language has an address of its own."""
    return reverse("listings:page" if language == "th" else "listings:page-en", args=[slug])


def absolute(path: str) -> str:
    """The whole address of a page of this site."""
    return f"{settings.SITE_URL}{path}"
