"""Named things for the tests of certification, one file a noun."""
