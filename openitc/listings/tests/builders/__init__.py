"""Named things for the tests of listings, one file a noun."""
