"""Reads of certification, one file a noun."""
