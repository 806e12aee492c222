"""Reads of history."""

from django.db.models import Model, QuerySet

from openitc.history.models import Event


def events_about(row: Model) -> QuerySet[Event]:
    """What happened to the row, the newest first."""
    kind = row._meta.label_lower  # noqa: SLF001 - Django's documented name
    return Event.objects.filter(subjects__kind=kind, subjects__key=row.pk).select_related("by")
