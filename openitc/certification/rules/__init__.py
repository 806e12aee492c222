"""Pure decisions and arithmetic of certification, one file a noun."""
