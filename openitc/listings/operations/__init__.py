"""Every write of listings, one file a noun."""
