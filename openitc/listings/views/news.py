"""News and success stories for everyone. Each language has an address of its own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openitc.listings.access.articles import article_out, picture_of_article
from openitc.listings.queries.articles import news_list_path, news_path, pieces, told
from openitc.listings.queries.shown import absolute
from openitc.listings.queries.structured import crumbs_thing, linked_data
from openitc.listings.views.caching import kept
from openitc.listings.views.pictures import let_sizes_only, picture_answer
from openitc.people.access import AnyRequest
from openitc.shared.paging import page_of

BROWSERS_KEEP = 3600
PAGE_SIZE = 12


@require_safe
def news(request: AnyRequest, language: str = "th") -> HttpResponse:
    """Every piece, the newest first."""
    with translation.override(language):
        kind = request.GET.get("kind", "")
        page = page_of(pieces(kind), request, size=PAGE_SIZE)
        items = [told(row) for row in page]
        context = {
            "items": items,
            "page": page,
            "kind": kind,
            "here": news_list_path(language),
            "csrf_token": "",
            "linked_data": linked_data(crumbs_thing([(_("News"), news_list_path(language))])),
            **_addresses(news_list_path("th"), news_list_path("en"), language),
        }
        facts = [item.fingerprint for item in items] + [kind, str(page)]
        return kept(request, *facts, answer=lambda: render(request, "listings/news.html", context))


@require_safe
def piece(request: AnyRequest, slug: str, language: str = "th") -> HttpResponse:
    """One piece, as long as everyone it shows agrees."""
    with translation.override(language):
        item = told(article_out(slug=slug))
        crumbs = [(_("News"), news_list_path(language)), (item.title, item.path)]
        context = {
            "piece": item,
            "news_url": news_list_path(language),
            "csrf_token": "",
            "linked_data": linked_data(crumbs_thing(crumbs)),
            **_addresses(news_path(slug, "th"), news_path(slug, "en"), language),
        }
        return kept(request, item.fingerprint, answer=lambda: render(request, "listings/news_piece.html", context))


@require_safe
def picture(_request: AnyRequest, slug: str, key: str, size: str) -> HttpResponse:
    """The picture of a piece that is on the site, in one of the sizes."""
    let_sizes_only(size)
    file = picture_of_article(slug=slug, key=key)
    return picture_answer(file, size, cache_control=f"public, max-age={BROWSERS_KEEP}")


def _addresses(thai: str, english: str, language: str) -> dict[str, str]:
    """The address of the page in both languages."""
    own, other = (thai, english) if language == "th" else (english, thai)
    return {
        "canonical": absolute(own),
        "thai_url": absolute(thai),
        "english_url": absolute(english),
        "other_url": other,
    }
