"""Named things for the tests of selection, one file a noun."""
