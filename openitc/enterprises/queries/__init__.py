"""Reads of enterprises, one file a noun."""

from openitc.enterprises.queries.enterprises import (
    center_for,
    centers_not_knowing,
    members_of,
    namesakes,
    narrowed,
    people_to_ask,
)
from openitc.enterprises.queries.figures import SizeShown, size_of, sizes_of

__all__ = (
    "SizeShown",
    "center_for",
    "centers_not_knowing",
    "members_of",
    "namesakes",
    "narrowed",
    "people_to_ask",
    "size_of",
    "sizes_of",
)
