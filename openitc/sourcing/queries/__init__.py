"""Reads of sourcing, shaped for the screens that show them; one file a noun."""
