"""Keeping files."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from openitc.documents import rules
from openitc.documents.models import Content, File
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused

PICTURES = frozenset({rules.JPEG, rules.PNG})
ANY = frozenset({rules.PDF, *PICTURES, *rules.OFFICE.values()})


class FileRefused(Refused):
    """The file cannot be kept."""


@operation
def keep_file(
    *,
    name: str,
    data: bytes,
    kinds: Collection[str] = ANY,
    field: str | None = "file",
    by: User | None,
    now: datetime,
) -> File:
    """Keep the file: a picture made small and without where it was taken, anything else byte for byte.

    `by` is None for someone without an account; `field` names the form field a refusal belongs to.
    """
    kind = rules.kind_of(data)
    _let_through(name, data, kind, kinds, field)
    width = height = None
    if kind in PICTURES:
        try:
            drawn = rules.picture(data)
        except rules.NotAPictureError:
            text = _("“%(name)s” is not a picture that can be opened. Take it again, or send another file.")
            raise FileRefused(Reason(text % {"name": name}, "not_a_picture", field)) from None
        data, kind, width, height = drawn.data, drawn.media_type, drawn.width, drawn.height
    file = File.objects.create(
        name=rules.safe_name(name) or _("file"),
        media_type=kind,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        width=width,
        height=height,
        kept_by=by,
        kept_at=now,
    )
    Content.objects.create(file=file, data=data)
    return file


def _let_through(name: str, data: bytes, kind: str, kinds: Collection[str], field: str | None) -> None:
    if not data:
        text = _("“%(name)s” is empty. Choose another file.")
        raise FileRefused(Reason(text % {"name": name}, "empty", field))
    if len(data) > rules.MOST_BYTES:
        text = _("“%(name)s” is larger than 10 MB. Make it smaller, or send it in parts.")
        raise FileRefused(Reason(text % {"name": name}, "too_large", field))
    if kind not in kinds:
        if set(kinds) <= PICTURES:
            text = _("“%(name)s” is not a photograph. Send a JPEG, PNG or WebP picture.")
        else:
            text = _(
                "“%(name)s” cannot be kept. Send a PDF, a picture, a Word document or an Excel sheet without macros."
            )
        raise FileRefused(Reason(text % {"name": name}, "kind", field))
