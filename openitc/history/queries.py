"""Reads of history."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Model, QuerySet

from openitc.history.models import Event, subject


def events_about(row: Model) -> QuerySet[Event]:
    """What happened to the row, the newest first."""
    return Event.objects.filter(about__contains=[subject(row)]).select_related("by")


def changes_of(rows: Collection[Model]) -> dict[int, tuple[datetime, int]]:
    """When each of the rows last changed, and how often it did, by its key; one query."""
    keys = {subject(row): int(row.pk) for row in rows}
    changes: dict[int, tuple[datetime, int]] = {}
    for about, at in Event.objects.filter(about__overlap=list(keys)).order_by("at").values_list("about", "at"):
        for name in about:
            if name in keys:
                changes[keys[name]] = (at, changes.get(keys[name], (at, 0))[1] + 1)
    return changes
