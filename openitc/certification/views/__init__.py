"""HTTP in, one query or operation, HTML out; one file a noun."""
