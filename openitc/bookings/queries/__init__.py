"""Reads of bookings, one file a question."""

from openitc.bookings.queries.misfits import StepMisfit, misfits_of

__all__ = ("StepMisfit", "misfits_of")
