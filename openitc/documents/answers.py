# house: how a file or a private page leaves over HTTP is the same for every package, and is no page of this one
"""Handing a file or a private page out; whoever calls has asked their own `access` first."""

from typing import TypeVar
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase

from openitc.documents.models import File

Answer = TypeVar("Answer", bound=HttpResponseBase)


def handed_out(file: File, *, shown: bool = False) -> HttpResponse:
    """The file as a download; a picture may be `shown` in a page. It can run nothing, and only this reader keeps it."""
    answer = HttpResponse(bytes(file.content.data), content_type=file.media_type)
    return _guarded(answer, file.name, shown=shown and file.is_picture)


def paper(pdf: bytes, name: str) -> HttpResponse:
    """A PDF that we set ourselves, shown by the browser."""
    return _guarded(HttpResponse(pdf, content_type="application/pdf"), name, shown=True)


def sheet(xlsx: bytes, name: str) -> HttpResponse:
    """A spreadsheet that we wrote ourselves, as a download."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _guarded(HttpResponse(xlsx, content_type=kind), name, shown=False)


def kept_private(answer: Answer) -> Answer:
    """Nobody keeps the page, and no search engine finds it; its address goes to no other site (see settings)."""
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _guarded(answer: HttpResponse, name: str, *, shown: bool) -> HttpResponse:
    disposition = "inline" if shown else "attachment"
    answer["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
