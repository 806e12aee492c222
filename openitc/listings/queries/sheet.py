"""The export sheet: one page of A4 that a buyer keeps, made of nothing but what the world sees."""

import base64

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from openitc.documents.models import Content
from openitc.documents.qr import qr_for_paper
from openitc.listings.queries.shown import Picture, Proof, PublicProduct
from openitc.listings.rules.pictures import Size, resized
from openitc.shared.money import baht
from openitc.shared.text import thai_or_english_day

ON_PAPER = Size(1000, 750, cropped=True)
MOST_PROOFS = 4  # with their codes on one page; the page on the site has them all
GRAMS_A_KILO = 1000


def facts_of_sheet(product: PublicProduct, *, sample: str) -> dict[str, object]:
    """Everything `sheet.typ` draws, in the language that is active; `sample` says that the data are invented."""
    return {
        "title": product.title,
        "kind": product.industry,
        "heading": _("Product sheet for trade"),
        "other": product.title_en if product.language == "th" else product.title_th,
        "summary": product.summary,
        "picture": _drawing(product.picture) if product.picture else "",
        "maker": _maker(product),
        "numbers": [{"label": label, "value": value} for label, value in _numbers(product) if value],
        "story": product.origin.story if product.origin else "",
        "origin": _origin(product),
        "certificates": _("Certificates in force"),
        "proofs": [_proof(proof) for proof in product.proofs[:MOST_PROOFS]],
        "said_title": _("What market tests said"),
        "said": list(product.said),
        "qr": qr_for_paper(product.url),
        "scan": _("Scan to see the product as it is today and to ask the enterprise."),
        "url": product.url,
        "foot": _("Each certificate is verified by its code. Only what the enterprise agreed to is shown."),
        "sample": sample,
    }


def _numbers(product: PublicProduct) -> list[tuple[str, str]]:
    days = product.shelf_life_days
    return [
        (_("Price of one unit"), baht(product.price, language=product.language) if product.price is not None else ""),
        (_("Least order"), _("%(number)s units") % {"number": f"{product.moq:,}"} if product.moq else ""),
        (_("Net weight"), weight_in_words(product.net_weight)),
        (_("Weight as shipped"), weight_in_words(product.gross_weight)),
        (_("Shelf life"), _("%(number)s days") % {"number": f"{days:,}"} if days else ""),
        (_("Customs code (HS)"), product.hs_spaced),
        ("GTIN", product.gtin),
        (_("Brand"), product.brand),
        (_("Ingredients"), product.ingredients),
        (_("Allergens"), ", ".join(product.allergens)),
        (_("Storage"), product.storage),
    ]


def weight_in_words(grams: object) -> str:
    """`100 g`, `1.25 kg`; blank where it is not known."""
    if not grams:
        return ""
    number = float(str(grams))
    if number >= GRAMS_A_KILO:
        return _("%(number)s kg") % {"number": f"{number / GRAMS_A_KILO:,.3f}".rstrip("0").rstrip(".")}
    return _("%(number)s g") % {"number": f"{number:.2f}".rstrip("0").rstrip(".")}


def _maker(product: PublicProduct) -> list[dict[str, str]]:
    lines = (
        (pgettext("on a product", "From"), ", ".join(filter(None, (product.enterprise, product.province)))),
        (_("Made by"), product.made_by),
    )
    return [{"label": label, "value": value} for label, value in lines if value]


def _origin(product: PublicProduct) -> str:
    origin = product.origin
    if origin is None:
        return ""
    indication = origin.indication and _("Protected name: %(name)s") % {"name": origin.indication}
    return " · ".join(filter(None, (origin.place, origin.material, origin.craft, indication)))


def _proof(proof: Proof) -> dict[str, str]:
    ends, language = proof.expires_on, get_language() or "th"
    until = thai_or_english_day(ends, language=language, weekday=False) if ends else ""
    return {
        "name": proof.name,
        "number": proof.number,
        "issuer": proof.issuer,
        "until": _("until %(day)s") % {"day": until} if until else "",
        "qr": qr_for_paper(proof.url),
    }


def _drawing(picture: Picture) -> str:
    """The photograph within an SVG, which is text, as the typesetter takes facts."""
    content = Content.objects.filter(file__sha256__startswith=picture.key).first()
    if content is None:
        return ""
    kept = base64.b64encode(resized(bytes(content.data), ON_PAPER)).decode()
    width, height = ON_PAPER.width, ON_PAPER.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {width} '
        f'{height}" width="{width}" height="{height}"><image width="{width}" height="{height}" '
        f'xlink:href="data:image/jpeg;base64,{kept}"/></svg>'
    )
