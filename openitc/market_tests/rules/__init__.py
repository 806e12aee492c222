"""Pure decisions and arithmetic of market_tests, one file a noun."""
