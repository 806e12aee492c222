"""Named things for the tests of diagnosis, one file a noun."""
