"""The pages of selection, one file a noun."""
