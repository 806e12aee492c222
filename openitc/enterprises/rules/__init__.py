"""Decisions about enterprises on plain values: names that are alike, size classes, local identity."""

from openitc.enterprises.rules.names import alike, core, digits_of
from openitc.enterprises.rules.sizes import CEILINGS, SizeResult, size_class

__all__ = ("CEILINGS", "SizeResult", "alike", "core", "digits_of", "size_class")
