"""Reads of what makes a product of its place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openitc.enterprises.models import GeographicalIndication, LocalIdentity, Photograph, Product, RegisteredUse
from openitc.enterprises.queries.indications import names_used_without_right, uses_in_force
from openitc.enterprises.rules import PARTS, parts_told

PART_NAMES: dict[str, str | Promise] = {
    "origin": _("where it comes from"),
    "material": _("its raw material"),
    "season": _("the season of the raw material"),
    "craft": _("how it is made"),
    "makers": _("who makes it"),
    "story": _("its story"),
    "photographs": _("photographs"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fullness:
    """How much of a sheet is told."""

    told: tuple[str, ...]
    season: tuple[int, ...] = ()
    indication: bool = False  # whether a protected name is used by right

    @property
    def count(self) -> int:
        """How many parts are told."""
        return len(self.told)

    @property
    def of(self) -> int:
        """How many there are."""
        return len(PARTS)

    @property
    def missing(self) -> list[str | Promise]:
        """What is still to be told, in words."""
        return [PART_NAMES[part] for part in PARTS if part not in self.told]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of the year strip."""

    number: int
    name: str
    short: str
    in_season: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentitySheet:
    """What makes a product of its place, as its page shows it."""

    product: Product
    identity: LocalIdentity | None
    photographs: list[Photograph]
    fullness: Fullness
    months: list[Month]
    use: RegisteredUse | None  # by which a protected name stands on the product
    use_is_in_force: bool
    used_without_right: list[GeographicalIndication]


def identity_of(product: Product) -> LocalIdentity | None:
    """What was told of the product so far."""
    return LocalIdentity.objects.filter(product=product).select_related("province", "use__indication").first()


def sheet_of(product: Product, *, on: date) -> IdentitySheet:
    """The whole sheet; six queries, however much is on it."""
    identity = identity_of(product)
    photographs = list(standing_photographs(product))
    allowed = list(uses_in_force(product.enterprise, on=on))
    season = identity.season if identity else []
    use = identity.use if identity else None
    return IdentitySheet(
        product=product,
        identity=identity,
        photographs=photographs,
        fullness=_fullness(identity, photographs=bool(photographs), on=on),
        months=year_strip(season),
        use=use,
        use_is_in_force=use is not None and use.is_in_force(on),
        used_without_right=names_used_without_right(_written(product, identity), allowed=allowed),
    )


def fullness_of(products: Collection[Product], *, on: date) -> dict[int, Fullness]:
    """How much is told of each product, by its key; two queries, however many products."""
    keys = [product.pk for product in products]
    identities = {row.product_id: row for row in LocalIdentity.objects.filter(product__in=keys).select_related("use")}
    pictured = set(
        Photograph.objects.filter(product__in=keys, withdrawn_at=None).order_by().values_list("product_id", flat=True)
    )
    return {key: _fullness(identities.get(key), photographs=key in pictured, on=on) for key in keys}


def standing_photographs(product: Product) -> QuerySet[Photograph]:
    """The photographs that nobody withdrew, oldest first."""
    return product.photographs.filter(withdrawn_at=None).select_related("file")


def year_strip(season: Collection[int]) -> list[Month]:
    """The twelve months, those of the season marked."""
    return [
        Month(number=number, name=str(MONTHS[number]), short=str(MONTHS_3[number]), in_season=number in season)
        for number in MONTHS
    ]


def _fullness(identity: LocalIdentity | None, *, photographs: bool, on: date) -> Fullness:
    if identity is None:
        return Fullness(told=parts_told({"photographs": photographs}))
    told = {
        "origin": bool(identity.province_id and (identity.district_th or identity.district_en)),
        "material": bool(identity.material_th or identity.material_en),
        "season": bool(identity.season),
        "craft": bool(identity.craft_th or identity.craft_en),
        "makers": bool(identity.makers_th or identity.makers_en),
        "story": bool(identity.story_th or identity.story_en),
        "photographs": photographs,
    }
    use = identity.use
    return Fullness(
        told=parts_told(told), season=tuple(identity.season), indication=use is not None and use.is_in_force(on)
    )


def _written(product: Product, identity: LocalIdentity | None) -> list[str]:
    """Everything on the sheet that is free text, the name of the product included."""
    texts = [product.name_th, product.name_en, product.description]
    if identity:
        texts += [identity.material_th, identity.material_en, identity.craft_th, identity.craft_en]
        texts += [identity.makers_th, identity.makers_en, identity.story_th, identity.story_en]
    return texts
