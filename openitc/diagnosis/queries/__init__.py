"""Reads of diagnosis, shaped for the screens that show them; one file a noun."""
