"""The one write of history."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from openitc.history.models import Event, Subject
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

    `sentence` is English source text, marked with `gettext_noop`, with a named placeholder for each of `values`. A value
    that differs by language is given as `{"th": …, "en": …}` (`Named.names`).
    """
    event = Event.objects.create(verb=verb, sentence=sentence, values=values, by=by, at=now)
    subjects = [about] if isinstance(about, Model) else about
    Subject.objects.bulk_create(
        Subject(event=event, kind=row._meta.label_lower, key=row.pk)  # noqa: SLF001 - Django's documented name
        for row in subjects
    )
    return event
