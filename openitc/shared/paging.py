"""Lists come in pages."""

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PAGE_SIZE = 25
Row = TypeVar("Row", bound=Model)


def page_of(rows: QuerySet[Row], request: HttpRequest, *, size: int = PAGE_SIZE) -> Page[Row]:
    """The page that the request asks for; a number that is none or too large gives the nearest page there is."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
