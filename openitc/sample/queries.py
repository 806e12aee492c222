"""Reads of the sample network."""

from openitc.sample.models import Load


def is_loaded() -> bool:
    """Whether this database holds the sample network, so that every page must say so."""
    return Load.objects.exists()
