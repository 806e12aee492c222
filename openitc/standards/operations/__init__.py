"""Every write of standards, one file a noun."""
