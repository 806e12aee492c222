"""Named things for the tests of standards, one file a noun."""
