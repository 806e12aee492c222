"""The pages of sourcing, one file a noun."""
