"""Every write of sourcing, one file a noun."""
