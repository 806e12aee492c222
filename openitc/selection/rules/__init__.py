"""Pure decisions and arithmetic of selection, one file a noun."""
