"""Every write of market_tests, one file a noun."""
