"""Named things for the tests of sourcing, one file a noun."""
