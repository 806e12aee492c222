"""Pure decisions and arithmetic of listings, one file a noun."""
