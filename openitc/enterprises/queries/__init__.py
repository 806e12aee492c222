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
from openitc.enterprises.queries.identity import (
    Fullness,
    IdentitySheet,
    fullness_of,
    identity_of,
    standing_photographs,
    year_strip,
)
from openitc.enterprises.queries.identity import sheet_of as identity_sheet_of
from openitc.enterprises.queries.indications import confirmed_indications, shown_uses, uses_in_force

__all__ = (
    "Fullness",
    "IdentitySheet",
    "SizeShown",
    "center_for",
    "centers_not_knowing",
    "confirmed_indications",
    "fullness_of",
    "identity_of",
    "identity_sheet_of",
    "members_of",
    "namesakes",
    "narrowed",
    "people_to_ask",
    "shown_uses",
    "size_of",
    "sizes_of",
    "standing_photographs",
    "uses_in_force",
    "year_strip",
)
