"""Named things for the tests of market_tests, one file a noun."""
