"""Every write of certification, one file a noun."""
