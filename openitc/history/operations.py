"""The one write of history."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from openitc.history.models import Event, subject
from openitc.people.models import User
from openitc.shared.db import write_at_the_end

BATCH = 1_000


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
    about_what = [subject(row) for row in rows]
    event = Event(verb=verb, sentence=sentence, values=values, about=about_what, by=by, at=now)
    write_at_the_end(_write, [event])
    return event


def _write(events: list[Event]) -> None:
    Event.objects.bulk_create(events, batch_size=BATCH)
