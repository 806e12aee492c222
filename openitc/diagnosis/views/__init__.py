"""The pages of diagnosis, one file a noun."""
