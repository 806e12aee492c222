# house: the words of schema.org for what the world sees
"""A product in schema.org's words, for search engines and feeds: made of nothing but what the world sees."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from openitc.listings.queries.shown import Proof, PublicProduct, absolute

Thing = dict[str, Any]
_ESCAPED = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})  # a script element ends nowhere within


def product_thing(product: PublicProduct) -> Thing:
    """schema.org Product; what is not told has no property."""
    weight = product.net_weight
    return _told(
        {
            "@type": "Product",
            "@id": f"{product.url}#product",
            "name": product.title,
            "description": product.summary,
            "url": product.url,
            "inLanguage": product.language,
            "image": [absolute(picture.large) for picture in product.pictures],
            "brand": product.brand and {"@type": "Brand", "name": product.brand},
            "category": product.industry,
            "gtin": product.gtin,
            "weight": weight and {"@type": "QuantitativeValue", "value": float(weight), "unitCode": "GRM"},
            "manufacturer": product.enterprise and _organisation(product.enterprise, product.province),
            "countryOfOrigin": {"@type": "Country", "name": "TH"},
            "hasCertification": [_certification(proof) for proof in product.proofs],
            "additionalProperty": _properties(product),
            "offers": _offer(product),
        }
    )


def crumbs_thing(crumbs: list[tuple[str, str]]) -> Thing:
    """schema.org BreadcrumbList of (name, path)."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(crumbs, 1)
        ],
    }


def linked_data(*things: Thing) -> SafeString:
    """The things as the text of a script element of type `application/ld+json`."""
    whole = {"@context": "https://schema.org", "@graph": list(things)}
    return mark_safe(json.dumps(whole, ensure_ascii=False).translate(_ESCAPED))  # noqa: S308 - escaped above


def _offer(product: PublicProduct) -> Thing | None:
    if product.price is None:
        return None
    return _told(
        {
            "@type": "Offer",
            "url": product.url,
            "price": f"{product.price / 100:.2f}",
            "priceCurrency": "THB",
            "itemCondition": "https://schema.org/NewCondition",
            "seller": product.enterprise and {"@type": "Organization", "name": product.enterprise},
            "eligibleRegion": {"@type": "Country", "name": "TH"},
        }
    )


def _organisation(name: str, region: str) -> Thing:
    address = {"@type": "PostalAddress", "addressRegion": region, "addressCountry": "TH"}
    return _told({"@type": "Organization", "name": name, "address": address if region else None})


def _certification(proof: Proof) -> Thing:
    return _told(
        {
            "@type": "Certification",
            "name": proof.name,
            "certificationIdentification": proof.number,
            "issuedBy": {"@type": "Organization", "name": proof.issuer},
            "expires": proof.expires_on.isoformat() if proof.expires_on else None,
            "certificationStatus": "https://schema.org/CertificationActive",
            "url": proof.url,
        }
    )


def _properties(product: PublicProduct) -> list[Thing]:
    named = (
        (_("Ingredients"), product.ingredients),
        (_("Allergens"), ", ".join(product.allergens)),
        (_("Storage"), product.storage),
        (_("Customs code (HS)"), product.hs_code),
        (_("Shelf life in days"), product.shelf_life_days),
    )
    return [{"@type": "PropertyValue", "name": name, "value": value} for name, value in named if value]


def _told(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
