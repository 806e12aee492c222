"""Reads of selection, shaped for the screens that show them; one file a noun."""
