"""Reads of listings, one file a noun."""
