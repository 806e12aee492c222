"""A picture in one of the sizes that pages, cards and messengers ask for, as it goes out."""

from functools import lru_cache

from django.http import Http404, HttpResponse

from openitc.documents.models import Content, File
from openitc.listings.rules.pictures import SIZES, resized


def let_sizes_only(size: str) -> None:
    """Of another size there is no picture."""
    if size not in SIZES:
        raise Http404


def picture_answer(file: File, size: str, *, cache_control: str) -> HttpResponse:
    """The picture, as nothing but a picture, kept for as long as is said."""
    answer = HttpResponse(_resized(file.pk, size), content_type="image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = cache_control
    return answer


@lru_cache(maxsize=320)
def _resized(file_id: int, size: str) -> bytes:
    """A file never changes, so that a size of it is made once in a process and kept while it is asked for."""
    return resized(bytes(Content.objects.get(pk=file_id).data), SIZES[size])
