"""Reads of standards, one file a noun."""
