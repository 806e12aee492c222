"""Reads of bookings, one file a question."""

from openitc.bookings.queries.misfits import StepMisfit, choices_in_order, misfits_of

__all__ = ("StepMisfit", "choices_in_order", "misfits_of")
