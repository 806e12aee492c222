"""Decisions about enterprises on plain values: names that are alike, size classes, local identity."""

from openitc.enterprises.rules.identity import PARTS, are_months, in_force, months_of, names_written, parts_told
from openitc.enterprises.rules.names import alike, core, digits_of
from openitc.enterprises.rules.sizes import CEILINGS, SIZES, SizeResult, place_on_scale, size_class

__all__ = (
    "CEILINGS",
    "PARTS",
    "SIZES",
    "SizeResult",
    "alike",
    "are_months",
    "core",
    "digits_of",
    "in_force",
    "months_of",
    "names_written",
    "parts_told",
    "place_on_scale",
    "size_class",
)
