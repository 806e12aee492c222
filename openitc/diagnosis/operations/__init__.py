"""Every write of diagnosis, one file a noun."""
