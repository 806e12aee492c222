"""The page of a product for everyone, its pictures and its sheet. Each language has an address of its own."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openitc.documents.answers import paper
from openitc.documents.qr import qr_svg
from openitc.documents.typeset import set_in_type
from openitc.listings.access import listings as access
from openitc.listings.queries.catalogue import address_in
from openitc.listings.queries.public import public_view
from openitc.listings.queries.sheet import facts_of_sheet
from openitc.listings.queries.shown import PublicProduct, absolute, path_in
from openitc.listings.queries.structured import crumbs_thing, linked_data, product_thing
from openitc.listings.views.caching import kept
from openitc.listings.views.pictures import let_sizes_only, picture_answer
from openitc.people.access import AnyRequest
from openitc.shared import clock

SHEET = Path(__file__).parent.parent / "data" / "sheet.typ"
BROWSERS_KEEP, CACHES_KEEP = 7 * 24 * 3600, 24 * 3600


@require_safe
def product(request: AnyRequest, slug: str, language: str = "th") -> HttpResponse:
    """The product as the world sees it; a few reads, and nothing set in words where the reader has it already."""
    with translation.override(language):
        shown = public_view(access.public_listing(slug=slug), clock.local_day(clock.now()))
        return kept(request, shown.fingerprint, answer=lambda: _page(request, shown))


def _page(request: HttpRequest, shown: PublicProduct) -> HttpResponse:
    crumbs = [(_("Products"), address_in(shown.language)), (shown.title, shown.path)]
    context = page_context(shown) | {
        "linked_data": linked_data(product_thing(shown), crumbs_thing(crumbs)),
        "share_picture": absolute(shown.picture.address("share")) if shown.picture else "",
        "price_amount": f"{shown.price / 100:.2f}" if shown.price is not None else "",
        "csrf_token": "",  # the page has no form of ours, and so sets no cookie
        **addresses(shown.slug, shown.language),
    }
    return render(request, "listings/page.html", context)


def page_context(shown: PublicProduct) -> dict[str, object]:
    """What the body of a page is drawn from; its preview too."""
    label = _("Verify this certificate")
    return {
        "product": shown,
        "proofs": [(proof, qr_svg(proof.url, label=f"{label}: {proof.number}")) for proof in shown.proofs],
        "title_other": shown.title_en if shown.language == "th" else shown.title_th,
    }


def addresses(slug: str, language: str) -> dict[str, object]:
    """The addresses of the page and of what belongs to it, in that language and in the other."""
    ending = "" if language == "th" else "-en"
    return {
        "canonical": absolute(path_in(slug, language)),
        "thai_url": absolute(path_in(slug, "th")),
        "english_url": absolute(path_in(slug, "en")),
        "other_url": path_in(slug, "en" if language == "th" else "th"),
        "catalogue_url": address_in(language),
        "enquiry_url": reverse(f"listings:enquiry{ending}", args=[slug]),
        "sheet_url": reverse(f"listings:sheet{ending}", args=[slug]),
    }


@require_safe
def picture(request: AnyRequest, slug: str, key: str, size: str) -> HttpResponse:
    """A photograph in one of the sizes. Its address changes with its bytes, so that it is kept and never asked again.

    Taken back, it is gone here at once, from caches between within a day, and from browsers that saw it in a week.
    """
    let_sizes_only(size)
    file, everyone = access.picture_to_see(user=request.user, slug=slug, key=key, on=clock.local_day(clock.now()))
    kept_by_all = f"public, max-age={BROWSERS_KEEP}, s-maxage={CACHES_KEEP}, immutable"
    return picture_answer(file, size, cache_control=kept_by_all if everyone else "private, max-age=3600")


@require_safe
def sheet(request: AnyRequest, slug: str, language: str = "th") -> HttpResponse:
    """The export sheet, A4."""
    with translation.override(language):
        listing = access.public_listing(slug=slug)
        shown = public_view(listing, clock.local_day(clock.now()))
        return kept(request, "sheet", shown.fingerprint, answer=lambda: sheet_answer(request, shown))


def sheet_answer(request: HttpRequest, shown: PublicProduct) -> HttpResponse:
    """The sheet of what is shown, as a PDF."""
    sample = render_to_string("ui/_sample_mark.html", request=request).strip()
    return paper(set_in_type(SHEET, facts_of_sheet(shown, sample=sample)), f"{shown.slug}-{shown.language}.pdf")
