"""Every write of selection, one file a noun."""
