"""The one write of history."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from openitc.history.models import Event, subject
from openitc.people.models import User


def record(
    verb: str,
    sentence: str,
    *,
    about: Model | Sequence[Model],
    by: User | None,
    now: datetime,
    **values: str | int | dict[str, str],
) -> Event:
    """Keep that something happened, in the transaction in which it happens.

    `sentence` is English source text, marked with `gettext_noop`, with a named placeholder for each of `values`.
    A value that differs by language is given as `{"th": …, "en": …}` (`Named.names`).
    """
    rows = [about] if isinstance(about, Model) else about
    return Event.objects.create(
        verb=verb, sentence=sentence, values=values, about=[subject(row) for row in rows], by=by, at=now
    )
