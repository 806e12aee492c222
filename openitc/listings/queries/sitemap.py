"""The public pages that search engines are told of."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from openitc.listings.models import Listing
from openitc.listings.queries.articles import news_list_path, news_path, out_now
from openitc.listings.queries.catalogue import address_in
from openitc.listings.queries.shown import absolute, path_in
from openitc.standards.models import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page; `others` are the same in each language, with its code."""

    url: str
    changed_at: datetime | None = None
    others: tuple[tuple[str, str], ...] = ()


def entries() -> list[Entry]:
    """All of them; one query for each kind of page."""
    lists = [*_both(address_in("th"), address_in("en")), *_both(news_list_path("th"), news_list_path("en"))]
    return [*lists, *_products(), *_pieces(), *_standards()]


def _pieces() -> list[Entry]:
    rows = out_now().order_by("slug").values_list("slug", "published_at")
    return [entry for slug, at in rows for entry in _both(news_path(slug, "th"), news_path(slug, "en"), at)]


def _standards() -> list[Entry]:
    """Standards are read in the language of the reader's cookie: each has one address."""
    rows = Standard.objects.filter(retired_at=None, editions__approved_at__isnull=False).order_by("key").distinct()
    keys = rows.values_list("key", flat=True)
    pages = [reverse("standards:list"), *(reverse("standards:detail", args=[key]) for key in keys)]
    return [Entry(url=absolute(page)) for page in pages]


def _products() -> list[Entry]:
    rows = Listing.objects.filter(published_at__isnull=False, withdrawn_at=None)
    pages = rows.order_by("slug").values_list("slug", "changed_at")
    return [entry for slug, at in pages for entry in _both(path_in(slug, "th"), path_in(slug, "en"), at)]


def _both(thai: str, english: str, changed_at: datetime | None = None) -> list[Entry]:
    """A page with an address in each language."""
    others = (("th", absolute(thai)), ("en", absolute(english)), ("x-default", absolute(thai)))
    return [Entry(url=absolute(path), changed_at=changed_at, others=others) for path in (thai, english)]
