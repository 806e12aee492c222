"""Decisions about enterprises on plain values: names that are alike, size classes, local identity."""

from openitc.enterprises.rules.names import alike, core, digits_of
from openitc.enterprises.rules.sizes import CEILINGS, SIZES, SizeResult, place_on_scale, size_class

__all__ = ("CEILINGS", "SIZES", "SizeResult", "alike", "core", "digits_of", "place_on_scale", "size_class")
